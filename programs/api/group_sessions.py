"""Sessions: planned, moved, cancelled. Whether one was held is the clock's word, not anybody's."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import group_sessions
from programs.models import Group, GroupSession, Module
from programs.models.group_session import Status
from services.access import Role
from services.api.fields import Code, Input, Moment, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource
from services.api.versions import seen_version


class SessionOutput(serializers.ModelSerializer):
    status = serializers.SerializerMethodField()

    class Meta:
        model = GroupSession
        fields = [
            "id",
            "group",
            "module",
            "number",
            "topic",
            "session_on",
            "starts_at",
            "ends_at",
            "status",
            "cancelled_at",
            "cancel_reason",
            "counted",
            "version",
        ]

    def get_status(self, session: GroupSession) -> Status:
        return Status(session.status(at=self.context["view"].at))


class SessionChange(Input):
    """`status` can be set to `cancelled`, with a reason; `planned` takes that back."""

    starts_at = Moment(required=False)
    ends_at = Moment(required=False)
    number = serializers.IntegerField(min_value=0, max_value=1000, required=False, allow_null=True)
    topic = serializers.CharField(max_length=200, allow_blank=True, required=False)
    module = One(Module, required=False, allow_null=True)
    status = Code([(each, each.label) for each in (Status.CANCELLED, Status.PLANNED)], required=False)
    cancel_reason = serializers.CharField(max_length=200, allow_blank=True, required=False)


class SessionInput(Input):
    group = One(Group, among="markable_by")
    starts_at = Moment()
    ends_at = Moment()
    number = serializers.IntegerField(min_value=0, max_value=1000, required=False, allow_null=True)
    topic = serializers.CharField(max_length=200, allow_blank=True, required=False)
    module = One(Module, required=False, allow_null=True)


class SessionFilter(filters.FilterSet):
    session_on = filters.DateFromToRangeFilter()
    status = filters.ChoiceFilter(choices=Status.choices, method="by_status")

    class Meta:
        model = GroupSession
        fields = ["group"]

    def by_status(self, rows: QuerySet, _name: str, status: str) -> QuerySet:
        at = self.request.parser_context["view"].at
        if status == Status.CANCELLED:
            return rows.exclude(cancelled_at=None)
        return rows.held(at=at) if status == Status.HELD else rows.filter(cancelled_at=None, ends_at__gt=at)


class Sessions(Listed, Resource):
    """Meetings of the groups this person may see, in the order of time."""

    model, Output, Input, Change = GroupSession, SessionOutput, SessionInput, SessionChange
    readers = (Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR)
    writers = (Role.COUNSELOR, Role.DIRECTOR)
    filterset_class = SessionFilter
    keys = ("starts_at", "id")

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(SessionInput)
        session = group_sessions.add(**sent, by=request.user, at=self.at)
        return self.answer(session, status=201)

    def partial_update(self, request: Request, pk) -> Response:
        session, seen = self.one(GroupSession.objects.markable_by(request.user)), seen_version(request)
        sent = self.read(SessionChange)
        status, reason = sent.pop("status", ""), sent.pop("cancel_reason", "")
        session = group_sessions.edit(session=session, version=seen, by=request.user, at=self.at, **sent)
        if status == Status.CANCELLED:
            session = group_sessions.cancel(session=session, reason=reason, by=request.user, at=self.at)
        elif status == Status.PLANNED:
            session = group_sessions.restore(session=session, by=request.user, at=self.at)
        return self.answer(session)
