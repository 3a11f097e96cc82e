"""Orders: what each asks of a man in one place."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import ordered_doses
from programs.models import Enrollment, OrderedDose
from services.access import KNOW_HIM
from services.api.fields import Day, Input, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource
from services.api.versions import seen_version


class OrderOutput(serializers.ModelSerializer):
    class Meta:
        model = OrderedDose
        fields = [
            "id",
            "enrollment",
            "name",
            "sessions_required",
            "minutes_required",
            "credited_from",
            "due_on",
            "lifted_on",
            "version",
        ]


class OrderChange(Input):
    name = serializers.CharField(max_length=80, required=False)
    sessions_required = serializers.IntegerField(min_value=1, max_value=1000, required=False, allow_null=True)
    minutes_required = serializers.IntegerField(
        min_value=1, max_value=100_000, required=False, allow_null=True
    )
    credited_from = Day(required=False, allow_null=True)
    due_on = Day(required=False, allow_null=True)
    lifted_on = Day(required=False, allow_null=True)


class OrderInput(OrderChange):
    enrollment = One(Enrollment, among="readable_by")
    name = serializers.CharField(max_length=80)


class OrderFilter(filters.FilterSet):
    class Meta:
        model = OrderedDose
        fields = ["enrollment"]


class Orders(Listed, Resource):
    """Orders of the men this person may see. They stand on no register and no sheet of paper."""

    model, Output, Input, Change = OrderedDose, OrderOutput, OrderInput, OrderChange
    readers = writers = KNOW_HIM
    filterset_class = OrderFilter

    def visible(self) -> QuerySet:
        return OrderedDose.objects.visible_to(self.request.user)

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(OrderInput)
        dose = ordered_doses.write_down(**sent, by=request.user, at=self.at)
        return self.answer(dose, status=201)

    def partial_update(self, request: Request, pk) -> Response:
        """What is put right, or since when it is lifted."""
        dose, seen = self.one(), seen_version(request)
        sent = self.read(OrderChange)
        changed = ordered_doses.edit(dose=dose, version=seen, **sent, by=request.user, at=self.at)
        return self.answer(changed)
