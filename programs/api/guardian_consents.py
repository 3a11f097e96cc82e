"""Who agreed that a young man takes part."""

from __future__ import annotations

from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import guardian_consents
from programs.models import Enrollment, GuardianConsent
from services.access import KNOW_HIM
from services.api.fields import Day, Input, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource, step


class ConsentOutput(serializers.ModelSerializer):
    class Meta:
        model = GuardianConsent
        fields = [
            "id",
            "enrollment",
            "guardian",
            "relation",
            "given_on",
            "withdrawn_on",
            "recorded_by",
            "recorded_at",
            "version",
        ]


class ConsentInput(Input):
    enrollment = One(Enrollment, among="readable_by")
    guardian = serializers.CharField(max_length=200)
    relation = serializers.CharField(max_length=60, allow_blank=True, required=False)
    given_on = Day()


class WithdrawInput(Input):
    on = Day(required=False)


class ConsentFilter(filters.FilterSet):
    class Meta:
        model = GuardianConsent
        fields = ["enrollment"]


class GuardianConsents(Listed, Resource):
    """Consents for the men this person may see."""

    model, Output, Input = GuardianConsent, ConsentOutput, ConsentInput
    readers = writers = KNOW_HIM
    filterset_class = ConsentFilter

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(ConsentInput)
        return self.answer(guardian_consents.add(**sent, by=request.user, at=self.at), status=201)

    @step(takes=WithdrawInput)
    def withdraw(self, request: Request, pk) -> Response:
        """It holds no more from a day on, today if left out."""
        consent, sent = self.one(), {"on": request.user.desk.on} | self.read(WithdrawInput)
        return self.answer(guardian_consents.withdraw(consent=consent, **sent, by=request.user, at=self.at))
