"""Sessions: planned, moved, cancelled. Whether one was held is the clock's word, not anybody's."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import clash_checks, group_sessions, head_counts, moves
from programs.actions.moves import How
from programs.models import Group, GroupSession, Module
from programs.models.group_session import Status
from programs.questions.clashes import Clash, clashes
from services.access import Role
from services.api.fields import Code, Input, Moment, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource, step
from services.api.versions import seen_version


class Unless(serializers.BooleanField):
    """Refuse (409 `clashing`) what puts a room, a facilitator or a man in two places at one hour."""

    def __init__(self, **kwargs) -> None:
        told = (
            "Refuse it (409 clashing) when a room, a facilitator or a man would be in two places at one hour."
        )
        super().__init__(
            **({"help_text": told} | ({} if "default" in kwargs else {"required": False}) | kwargs)
        )


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
            "room",
            "recurrence",
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
    room = serializers.CharField(
        max_length=120, allow_blank=True, required=False, help_text="Where it is not the group's own."
    )
    status = Code([(each, each.label) for each in (Status.CANCELLED, Status.PLANNED)], required=False)
    cancel_reason = serializers.CharField(max_length=200, allow_blank=True, required=False)
    unless_clashing = Unless()


class SessionInput(Input):
    group = One(Group, among="markable_by")
    starts_at = Moment()
    ends_at = Moment()
    number = serializers.IntegerField(min_value=0, max_value=1000, required=False, allow_null=True)
    topic = serializers.CharField(max_length=200, allow_blank=True, required=False)
    module = One(Module, required=False, allow_null=True)
    room = serializers.CharField(
        max_length=120, allow_blank=True, required=False, help_text="Where it is not the group's own."
    )
    unless_clashing = Unless(default=False)


class SessionMove(Input):
    """`alone`; `shift`: this and all after it by as many days; `cascade`: those after it make room."""

    starts_at = Moment()
    ends_at = Moment()
    how = Code(How.choices, default=How.ALONE)
    unless_clashing = Unless(default=False)
    preview = serializers.BooleanField(default=False, help_text="Say what would move, and move nothing.")


class MoveStep(serializers.Serializer):
    session = serializers.UUIDField()
    number = serializers.IntegerField(allow_null=True)
    was_starts_at = serializers.DateTimeField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()


class MoveOutput(serializers.Serializer):
    """`move` takes it back; null in a preview. `clashes` are sentences."""

    move = serializers.UUIDField(allow_null=True)
    sessions = MoveStep(many=True)
    clashes = serializers.ListField(child=serializers.CharField())


class MoveBack(Input):
    move = serializers.UUIDField(help_text="What the move answered.")


class HeadCount(Input):
    counted = serializers.IntegerField(min_value=0, max_value=head_counts.MOST)


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
    only = {"count_heads": (Role.COUNSELOR, Role.PEER, Role.DIRECTOR)}
    filterset_class = SessionFilter
    keys = ("starts_at", "id")

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(SessionInput)
        checked = sent.pop("unless_clashing")
        with transaction.atomic():
            session = group_sessions.add(**sent, by=request.user, at=self.at)
            if checked:
                clash_checks.check([session], seen="", by=request.user)
        return self.answer(session, status=201)

    def partial_update(self, request: Request, pk) -> Response:
        session, seen = self.one(GroupSession.objects.markable_by(request.user)), seen_version(request)
        sent = self.read(SessionChange)
        status, reason = sent.pop("status", ""), sent.pop("cancel_reason", "")
        checked = sent.pop("unless_clashing", False)
        with transaction.atomic():
            session = group_sessions.edit(session=session, version=seen, by=request.user, at=self.at, **sent)
            if checked:
                clash_checks.check([session], seen="", by=request.user)
        if status == Status.CANCELLED:
            session = group_sessions.cancel(session=session, reason=reason, by=request.user, at=self.at)
        elif status == Status.PLANNED:
            session = group_sessions.restore(session=session, by=request.user, at=self.at)
        return self.answer(session)

    @step(takes=HeadCount)
    def count_heads(self, request: Request, pk) -> Response:
        """How many came to an event in which nobody has a place."""
        session, sent = self.one(GroupSession.objects.markable_by(request.user)), self.read(HeadCount)
        return self.answer(head_counts.count(session=session, **sent, by=request.user, at=self.at))

    @step(takes=SessionMove, gives=MoveOutput)
    def move(self, request: Request, pk) -> Response:
        """Move it, and with it those that `how` says. Numbers stay; what was held or cancelled stays where it is."""
        session, seen = self.one(GroupSession.objects.markable_by(request.user)), seen_version(request)
        sent = self.read(SessionMove)
        checked, preview = sent.pop("unless_clashing"), sent.pop("preview")
        asked = {"session": session, **sent, "by": request.user, "at": self.at}
        if preview:
            steps, entry = [step for step in moves.planned(**asked) if step.moves], None
            found = clashes([step.session for step in steps], staff=request.user)
        else:
            with transaction.atomic():
                steps, entry = moves.move(version=seen, **asked)
                found = clashes([step.session for step in steps], staff=request.user)
                if checked:
                    clash_checks.refuse(found, seen="")
        return Response(_told(steps, found, move=entry and entry.pk))

    @step(takes=MoveBack, gives=MoveOutput)
    def take_back_move(self, request: Request, pk) -> Response:
        """All of one move back to where it was, while nothing of it was changed since."""
        session, sent = self.one(GroupSession.objects.markable_by(request.user)), self.read(MoveBack)
        entry = get_object_or_404(moves.entries_of(session, by=request.user), pk=sent["move"])
        steps = moves.take_back(entry=entry, by=request.user, at=self.at)
        return Response(_told(steps, [], move=None))


def _told(steps: list[moves.Step], found: list[Clash], *, move: UUID | None) -> dict:
    lines = [
        {
            "session": step.session.pk,
            "number": step.session.number,
            "was_starts_at": step.was_starts_at,
            "starts_at": step.session.starts_at,
            "ends_at": step.session.ends_at,
        }
        for step in steps
    ]
    words = list(dict.fromkeys(clash.words for clash in found))
    return MoveOutput({"move": move, "sessions": lines, "clashes": words}).data
