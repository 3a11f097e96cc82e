"""Who is away and when; why is written down nowhere."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from services.access import Role
from services.actions import leaves
from services.api.fields import Day, Input, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource, step
from services.api.versions import seen_version
from services.models import Leave, Staff


class LeaveOutput(serializers.ModelSerializer):
    class Meta:
        model = Leave
        fields = ["id", "staff", "since", "until", "version"]


class LeaveChange(Input):
    """`until` is the last day away."""

    since = Day()
    until = Day()


class LeaveInput(LeaveChange):
    """Of a colleague only by who directs or administers; left out, one's own."""

    staff = One(Staff, required=False)


class LeaveFilter(filters.FilterSet):
    until_after = filters.DateFilter(field_name="until", lookup_expr="gte")

    class Meta:
        model = Leave
        fields = ["staff"]


class Leaves(Listed, Resource):
    """Days on which somebody who works here is away."""

    model, Output, Input, Change = Leave, LeaveOutput, LeaveInput, LeaveChange
    writers = tuple(Role)
    filterset_class = LeaveFilter
    keys = ("since", "id")

    @needs_key
    def create(self, request: Request) -> Response:
        sent = {"staff": request.user} | self.read(LeaveInput)
        return self.answer(leaves.add(**sent, by=request.user, at=self.at), status=201)

    def partial_update(self, request: Request, pk) -> Response:
        leave, seen = self.own(), seen_version(request)
        sent = self.read(LeaveChange)
        return self.answer(leaves.edit(leave=leave, version=seen, **sent, by=request.user, at=self.at))

    @step()
    def remove(self, request: Request, pk) -> Response:
        """Not away after all; answers how it stood."""
        leave = self.own()
        stood = self.shown(leave)
        leaves.remove(leave=leave, by=request.user, at=self.at)
        return Response(stood)

    def own(self) -> Leave:
        leave: Any = self.one(self.visible().select_related("staff"))
        if not leaves.may_write(self.request.user, leave.staff):
            raise Http404
        return leave
