"""What programs teach. An edition is read and written whole: a session moved or renamed is one change of it."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import session_plans, skills, written_curricula
from programs.models import Curriculum, Module, Program, SessionPlan, Skill
from programs.questions.curricula import in_full
from services.access import Role
from services.api.fields import Input, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource
from services.api.versions import seen_version


class PlanOutput(serializers.ModelSerializer):
    skills: serializers.Field = serializers.SlugRelatedField("name", many=True, read_only=True)
    steps = serializers.ListField(child=serializers.CharField())
    handouts = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))

    class Meta:
        model = SessionPlan
        fields = ["id", "name", "minutes", "aim", "steps", "handouts", "skills", "for_everybody"]


class PartOutput(serializers.ModelSerializer):
    plans = PlanOutput(many=True, read_only=True)

    class Meta:
        model = Module
        fields = ["id", "name", "stage", "skills", "plans"]


class CurriculumOutput(serializers.ModelSerializer):
    """`begun_at`: a group began with it, and it changes no more. `me_first` null: all the me sessions."""

    class Meta:
        model = Curriculum
        fields = ["id", "program", "edition", "me_first", "begun_at", "version"]


class CurriculumDetail(CurriculumOutput):
    parts = PartOutput(many=True, read_only=True, source="modules")

    class Meta(CurriculumOutput.Meta):
        fields = [*CurriculumOutput.Meta.fields, "parts"]


class WrittenInput(Input):
    """The same as a file saved from the page of an edition; a fault is named by its place, as `parts.0.plans.2.minutes`."""

    parts = serializers.ListField(child=serializers.DictField(), required=False)
    skills = serializers.ListField(child=serializers.DictField(), required=False)
    me_first = serializers.IntegerField(min_value=0, max_value=500, required=False, allow_null=True)
    name = serializers.CharField(max_length=150, required=False, allow_blank=True)
    about = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    format = serializers.IntegerField(required=False)
    key = serializers.CharField(required=False)


class CurriculumInput(WrittenInput):
    program = One(Program)
    parts = serializers.ListField(child=serializers.DictField())


class CurriculumFilter(filters.FilterSet):
    class Meta:
        model = Curriculum
        fields = ["program"]


class Curricula(Listed, Resource):
    """Editions of what each program teaches."""

    model, Output, Detail = Curriculum, CurriculumOutput, CurriculumDetail
    Input, Change = CurriculumInput, WrittenInput
    writers = (Role.DIRECTOR,)
    filterset_class = CurriculumFilter
    keys = ("program_id", "edition", "id")

    def in_full(self, rows: QuerySet) -> QuerySet:
        return in_full(rows)

    @needs_key
    def create(self, request: Request) -> Response:
        """What the program teaches from now on: its next edition, or the newest anew while no group began with it."""
        sent = self.read(CurriculumInput)
        program = sent.pop("program")
        written = written_curricula.read(sent)
        edition = written_curricula.bring_in(program=program, written=written, by=request.user, at=self.at)
        return self.answer(edition, status=201)

    def partial_update(self, request: Request, pk) -> Response:
        """Only of the newest edition; where a group began with it, the answer is the next one. Parts come all or none."""
        edition, seen = self.one(), seen_version(request)
        sent = self.read(WrittenInput)
        by_whom = {"by": request.user, "at": self.at}
        if "parts" in sent:
            written = written_curricula.read({"me_first": edition.me_first} | sent)
            edition = written_curricula.bring_in(
                program=edition.program, written=written, seen=(edition, seen), **by_whom
            )
        elif "me_first" in sent:
            edition = session_plans.ask_first(
                edition=edition, me_first=sent["me_first"], version=seen, **by_whom
            )
        return self.answer(edition)


class SkillOutput(serializers.ModelSerializer):
    class Meta:
        model = Skill
        fields = ["id", "name", "says", "is_active"]


class SkillInput(Input):
    name = serializers.CharField(max_length=120)
    says = serializers.CharField(max_length=500, allow_blank=True, required=False)


class SkillChange(SkillInput):
    is_active = serializers.BooleanField(required=False)


class Skills(Listed, Resource):
    """The library of tools that sessions teach."""

    model, Output, Input, Change = Skill, SkillOutput, SkillInput, SkillChange
    writers = (Role.DIRECTOR,)
    keys = ("name", "id")

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(SkillInput)
        skill = skills.add(service=request.user.desk.service, **sent, by=request.user, at=self.at)
        return Response(self.shown(skill), status=201)
