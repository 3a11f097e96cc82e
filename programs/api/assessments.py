"""Screens a man answered, and what risk tools said. A list gives sums; answers are read one by one."""

from __future__ import annotations

from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import assessments, risk_results
from programs.instruments.pack import ORDER
from programs.models import Assessment, RiskResult
from programs.models.assessment import Bands, Occasion
from programs.models.risk_result import Level, Tool
from services.access import KNOW_HIM
from services.api.fields import Code, Day, Input, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource, step
from services.api.versions import seen_version
from services.models import Client

SCREENS = [(code, code) for code in ORDER]
MOST_QUESTIONS = 40


class AssessmentOutput(serializers.ModelSerializer):
    class Meta:
        model = Assessment
        fields = [
            "id",
            "client",
            "instrument",
            "instrument_version",
            "language",
            "bands",
            "filled_in_by_him",
            "occasion",
            "taken_on",
            "total",
            "band",
            "asks_safety",
            "error_reason",
            "by",
            "at",
            "version",
        ]


class AssessmentDetail(AssessmentOutput):
    """With every answer in the order of the form, null for a gap, and what the form says to do next."""

    answers = serializers.ListField(child=serializers.IntegerField(allow_null=True), source="points")
    leads_to = serializers.CharField(source="outcome.leads_to", read_only=True)
    all_from_one = serializers.IntegerField(source="outcome.all_from_one", read_only=True)

    class Meta:
        model = Assessment
        fields = [*AssessmentOutput.Meta.fields, "answers", "leads_to", "all_from_one"]


class AnswersInput(Input):
    """`answers` holds one entry for each question, in order: what the answer counts, or null."""

    answers = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=10, allow_null=True), max_length=MOST_QUESTIONS
    )
    taken_on = Day()
    bands = Code(Bands.choices, required=False)
    filled_in_by_him = serializers.BooleanField(required=False)
    occasion = Code(Occasion.choices, required=False)


class ScreenInput(AnswersInput):
    instrument = Code(SCREENS)


class AssessmentInput(ScreenInput):
    client = One(Client)


class AssessmentChange(AnswersInput):
    """A correction says all of the answers again."""


class MistakeInput(Input):
    reason = serializers.CharField(max_length=300)


class AssessmentFilter(filters.FilterSet):
    instrument = filters.ChoiceFilter(choices=SCREENS)

    class Meta:
        model = Assessment
        fields = ["client", "instrument"]


class Assessments(Listed, Resource):
    """Screens of the men this person may see; never on a register, a letter or a file for others."""

    model, Output, Detail = Assessment, AssessmentOutput, AssessmentDetail
    Input, Change = AssessmentInput, AssessmentChange
    readers = writers = KNOW_HIM
    filterset_class = AssessmentFilter

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(AssessmentInput)
        sent["instrument_code"] = sent.pop("instrument")
        return self.answer(assessments.record(**sent, by=request.user, at=self.at), status=201)

    def partial_update(self, request: Request, pk) -> Response:
        """Put right what was written down; how it stood before stays in its history."""
        row, seen, sent = self.one(), seen_version(request), self.read(AssessmentChange)
        said = {"answers": row.points, "taken_on": row.taken_on} | sent
        return self.answer(
            assessments.correct(assessment=row, version=seen, **said, by=request.user, at=self.at)
        )

    @step(takes=MistakeInput)
    def mark_in_error(self, request: Request, pk) -> Response:
        """It was another man's, or never asked. It stays, and counts nowhere."""
        row, sent = self.one(), self.read(MistakeInput)
        return self.answer(assessments.mark_in_error(assessment=row, **sent, by=request.user, at=self.at))


class RiskResultOutput(serializers.ModelSerializer):
    class Meta:
        model = RiskResult
        fields = [
            "id",
            "client",
            "tool",
            "tool_name",
            "level",
            "assessed_on",
            "assessor",
            "error_reason",
            "by",
            "at",
            "version",
        ]


class ResultChange(Input):
    """What the tool's own report says. No question and no answer of it has a place here."""

    tool = Code(Tool.choices)
    tool_name = serializers.CharField(max_length=60, allow_blank=True, required=False)
    level = Code(Level.choices)
    assessed_on = Day()
    assessor = serializers.CharField(max_length=120)


class RiskResultInput(ResultChange):
    client = One(Client)


class RiskResultFilter(filters.FilterSet):
    class Meta:
        model = RiskResult
        fields = ["client", "tool", "level"]


class RiskResults(Listed, Resource):
    """Results of risk tools for the men this person may see."""

    model, Output, Input, Change = RiskResult, RiskResultOutput, RiskResultInput, ResultChange
    readers = writers = KNOW_HIM
    filterset_class = RiskResultFilter

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(RiskResultInput)
        return self.answer(risk_results.record(**sent, by=request.user, at=self.at), status=201)

    def partial_update(self, request: Request, pk) -> Response:
        """Put a result right; how it stood before stays in its history."""
        row, seen, sent = self.one(), seen_version(request), self.read(ResultChange)
        return self.answer(
            risk_results.correct(result=row, version=seen, **sent, by=request.user, at=self.at)
        )

    @step(takes=MistakeInput)
    def mark_in_error(self, request: Request, pk) -> Response:
        """It was another man's, or never made. It stays, and counts nowhere."""
        row, sent = self.one(), self.read(MistakeInput)
        return self.answer(risk_results.mark_in_error(result=row, **sent, by=request.user, at=self.at))
