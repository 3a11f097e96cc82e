"""Groups. One that is made with a recurrence has its sessions from the start."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import clash_checks, curricula, facilitators, groups, schedules
from programs.api.group_sessions import Unless
from programs.models import Facilitator, Group, Program
from programs.models.group import Entry, Setting
from services.access import Role
from services.api.fields import Code, Day, Input, One, OwnSite
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource, step
from services.api.versions import seen_version
from services.models import Staff


class FacilitatorOutput(serializers.ModelSerializer):
    class Meta:
        model = Facilitator
        fields = ["staff", "since", "until", "covers"]


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
            "facilitators_needed",
            "mixed",
            "curriculum",
            "setting",
            "host",
            "agreed",
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
    count = serializers.IntegerField(
        min_value=1, max_value=200, required=False, help_text="How many; or else `until`."
    )
    until = Day(required=False, help_text="Up to this day, if it falls on it.")
    weekdays = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6),
        max_length=7,
        required=False,
        help_text="Monday is 0; left out, the weekday of `first_on`.",
    )
    every_weeks = serializers.IntegerField(min_value=1, max_value=52, required=False)
    every_days = serializers.IntegerField(
        min_value=1, max_value=366, default=7, help_text="7 for every week; `every_weeks` wins over it."
    )
    first_number = serializers.IntegerField(
        min_value=1, max_value=1000, required=False, help_text="Left out, they are numbered on from the last."
    )
    skip_holidays = serializers.BooleanField(
        default=False, help_text="Not on public holidays of the site; `count` counts the days that are left."
    )


class Schedule(Recurrence):
    unless_clashing = Unless(default=False)


class FacilitatorInput(Input):
    staff = One(Staff)
    since = Day(required=False)


class CoverInput(Input):
    """Somebody in the place of a colleague who is away; `until` is the last day."""

    staff = One(Staff)
    covers = One(Staff)
    since = Day()
    until = Day()


class FacilitatorEnd(Input):
    staff = One(Staff)
    until = Day(required=False)


class GroupChange(Input):
    name = serializers.CharField(max_length=120)
    site = OwnSite(Role.DIRECTOR)
    room = serializers.CharField(max_length=120, allow_blank=True, required=False)
    capacity = serializers.IntegerField(min_value=1, max_value=500, required=False)
    entry = Code(Entry.choices, required=False)
    setting = Code([("", "-"), *Setting.choices], required=False)
    host = serializers.CharField(max_length=150, allow_blank=True, required=False)
    agreed = serializers.CharField(max_length=500, allow_blank=True, required=False)
    facilitators_needed = serializers.IntegerField(min_value=1, max_value=20, required=False)
    mixed = serializers.BooleanField(required=False, help_text="A man and a woman run it.")
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

    @property
    def led(self) -> QuerySet:
        return Group.objects.led_by(self.request.user)

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(GroupInput)
        recurrence = sent.get("recurrence")
        first = recurrence["first_on"] if recurrence else request.user.desk.on
        group = groups.make(**{"started_on": first} | sent, by=request.user, at=self.at)
        return self.answer(group, status=201)

    def partial_update(self, request: Request, pk) -> Response:
        group, seen = self.one(self.led), seen_version(request)
        sent = self.read(GroupChange)
        return self.answer(groups.edit(group=group, version=seen, by=request.user, at=self.at, **sent))

    @step(takes=Schedule)
    def schedule(self, request: Request, pk) -> Response:
        """Plan more sessions, numbered on from the last."""
        group, sent = self.one(self.led), self.read(Schedule)
        checked = sent.pop("unless_clashing")
        with transaction.atomic():
            made = schedules.schedule(group=group, **sent, by=request.user, at=self.at)
            if checked:
                clash_checks.check(made, seen="", by=request.user)
        return self.answer(group)

    @step(takes=FacilitatorInput)
    def add_facilitator(self, request: Request, pk) -> Response:
        """From a day on, today if left out, somebody runs the group."""
        group, sent = self.one(self.led), {"since": request.user.desk.on} | self.read(FacilitatorInput)
        facilitators.add(group=group, **sent, by=request.user, at=self.at)
        return self.answer(group)

    @step(takes=CoverInput)
    def cover(self, request: Request, pk) -> Response:
        """For these days somebody runs the group in the place of a colleague."""
        group, sent = self.one(self.led), self.read(CoverInput)
        facilitators.cover(group=group, **sent, by=request.user, at=self.at)
        return self.answer(group)

    @step(takes=FacilitatorEnd)
    def end_facilitator(self, request: Request, pk) -> Response:
        """Until a day, today if left out. What is still owed can be done for a month after it."""
        group, sent = self.one(self.led), {"until": request.user.desk.on} | self.read(FacilitatorEnd)
        running = Facilitator.objects.visible_to(request.user).filter(
            group=group, staff=sent["staff"], until=None
        )
        facilitators.end(
            facilitator=get_object_or_404(running), until=sent["until"], by=request.user, at=self.at
        )
        return self.answer(group)

    @step()
    def take_over(self, request: Request, pk) -> Response:
        """Go on with the newest edition; sessions that were held keep what they say."""
        return self.answer(curricula.take_over(group=self.one(self.led), by=request.user, at=self.at))
