"""Groups. One that is made with a recurrence has its sessions from the start."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import group_sessions, groups
from programs.models import Facilitator, Group, Program
from programs.models.group import Entry
from services.access import Role
from services.api.fields import Code, Day, Input, One, OwnSite
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource
from services.api.versions import seen_version
from services.models import Staff


class FacilitatorOutput(serializers.ModelSerializer):
    class Meta:
        model = Facilitator
        fields = ["staff", "since", "until"]


class GroupOutput(serializers.ModelSerializer):
    facilitators = FacilitatorOutput(many=True, read_only=True)

    class Meta:
        model = Group
        fields = [
            "id",
            "program",
            "site",
            "name",
            "room",
            "capacity",
            "entry",
            "started_on",
            "ended_on",
            "facilitators",
            "version",
        ]


class Recurrence(Input):
    """Sessions at the same hour on the wall clock, whatever the season."""

    first_on = Day()
    begins = serializers.TimeField()
    minutes = serializers.IntegerField(min_value=15, max_value=600)
    count = serializers.IntegerField(min_value=1, max_value=200)
    every_days = serializers.IntegerField(min_value=1, max_value=366, default=7)


class GroupChange(Input):
    name = serializers.CharField(max_length=120)
    site = OwnSite(Role.DIRECTOR)
    room = serializers.CharField(max_length=120, allow_blank=True, required=False)
    capacity = serializers.IntegerField(min_value=1, max_value=500, required=False)
    entry = Code(Entry.choices, required=False)
    started_on = Day(required=False)
    ended_on = Day(required=False, allow_null=True)


class GroupInput(GroupChange):
    program = One(Program)
    facilitators = One(Staff, many=True, required=False)
    recurrence = Recurrence(required=False, allow_null=True)


class GroupFilter(filters.FilterSet):
    running = filters.BooleanFilter(method="by_day", label="Groups that have not ended")

    class Meta:
        model = Group
        fields = ["program", "site"]

    def by_day(self, rows: QuerySet, _name: str, running: bool) -> QuerySet:
        today = self.request.user.desk.on
        return rows.running(on=today) if running else rows.filter(ended_on__lt=today)


class Groups(Listed, Resource):
    """Groups at this person's sites, or those he or she runs."""

    model, Output, Input, Change = Group, GroupOutput, GroupInput, GroupChange
    readers = (Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR)
    writers = (Role.DIRECTOR,)
    filterset_class = GroupFilter
    keys = ("name", "id")

    def visible(self) -> QuerySet:
        return self.in_full(super().visible())

    def in_full(self, rows: QuerySet) -> QuerySet:
        return rows.prefetch_related("facilitators")

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(GroupInput)
        recurrence = sent.pop("recurrence", None)
        first = recurrence["first_on"] if recurrence else request.user.desk.on
        group = groups.make(**{"started_on": first} | sent, by=request.user, at=self.at)
        if recurrence:
            group_sessions.schedule(group=group, **recurrence, by=request.user, at=self.at)
        return self.answer(group, status=201)

    def partial_update(self, request: Request, pk) -> Response:
        group, seen = self.one(), seen_version(request)
        sent = self.read(GroupChange)
        return self.answer(groups.edit(group=group, version=seen, by=request.user, at=self.at, **sent))
