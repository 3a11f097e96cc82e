"""Talks about danger: who was asked, and what was agreed."""

from __future__ import annotations

from django_filters import rest_framework as filters
from rest_framework.request import Request
from rest_framework.response import Response

from referrals.access import TRIAGERS
from referrals.actions import consultations
from referrals.api.triage_shapes import AnswerInput, ConsultationOutput
from referrals.models import Consultation
from services.api.resources import Listed, Resource, step


class ConsultationFilter(filters.FilterSet):
    open = filters.BooleanFilter(field_name="answered_at", lookup_expr="isnull", label="Waits for an answer")

    class Meta:
        model = Consultation
        fields = ["referral", "asked_of"]


class Consultations(Listed, Resource):
    """Talks about men this person may see, and those this person was asked for."""

    model, Output = Consultation, ConsultationOutput
    readers = writers = TRIAGERS
    filterset_class = ConsultationFilter

    @step(takes=AnswerInput)
    def reply(self, request: Request, pk) -> Response:
        """What was agreed. Never by the one who asked."""
        asked, sent = self.one(), self.read(AnswerInput)
        return self.answer(consultations.answer(consultation=asked, **sent, by=request.user, at=self.at))
