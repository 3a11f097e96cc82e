"""Follow-ups: what somebody owes somebody, by a time."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from followups.access import may_hold
from followups.actions import follow_ups
from followups.models import FollowUp
from followups.models.follow_up import Kind
from programs.models import GroupSession
from referrals.models import Referral
from services.access import KNOW_HIM, Role
from services.api.fields import Code, Input, Moment, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource, step
from services.errors import NotAcceptable
from services.models import Client, Site, Staff

# These are opened by what happened, not by somebody.
BY_THE_HOUSE = (Kind.REGISTER_OWED, Kind.NOTE_OWED, Kind.HAND_OVER)
BY_PEOPLE = [(kind.value, kind.label) for kind in Kind if kind not in BY_THE_HOUSE]


class FollowUpOutput(serializers.ModelSerializer):
    class Meta:
        model = FollowUp
        fields = [
            "id",
            "kind",
            "owner",
            "due_at",
            "status",
            "site",
            "client",
            "session",
            "note",
            "referral",
            "opened_at",
            "closed_at",
            "closed_by",
            "outcome",
            "handed_from",
            "version",
        ]


class FollowUpInput(Input):
    """Without `owner` it is the sender's own."""

    kind = Code(BY_PEOPLE)
    due_at = Moment()
    owner = One(Staff, required=False)
    site = One(Site, required=False, allow_null=True)
    client = One(Client, required=False, allow_null=True)
    session = One(GroupSession, required=False, allow_null=True)
    referral = One(Referral, required=False, allow_null=True)

    def validate(self, sent: dict) -> dict:
        if not any(sent.get(name) for name in ("client", "session", "referral")):
            raise serializers.ValidationError({"client": [_("Say whom or what it is about.")]})
        return sent


class OutcomeInput(Input):
    outcome = serializers.CharField(max_length=300)


class HandOverInput(Input):
    to = One(Staff)


class FollowUpFilter(filters.FilterSet):
    late = filters.BooleanFilter(method="by_lateness", label="Open, and past its time")

    class Meta:
        model = FollowUp
        fields = ["status", "kind", "owner", "client"]

    def by_lateness(self, rows: QuerySet, _name: str, late: bool) -> QuerySet:
        at = self.request.parser_context["view"].at
        return rows.late(at=at) if late else rows.exclude(pk__in=rows.late(at=at).values("pk"))


class FollowUps(Listed, Resource):
    """One's own, and those of the sites one directs, the first due first."""

    model, Output, Input = FollowUp, FollowUpOutput, FollowUpInput
    readers = writers = (*KNOW_HIM, Role.PEER)
    only = {"create": KNOW_HIM}
    filterset_class = FollowUpFilter
    keys = ("due_at", "id")

    @needs_key
    def create(self, request: Request) -> Response:
        sent = {"owner": request.user} | self.read(FollowUpInput)
        named = bool(sent.get("client") or sent.get("referral"))
        if sent["owner"] != request.user:
            self._check_holder("owner", sent["owner"], names_a_man=named)
        return self.answer(follow_ups.open(**sent, by=request.user, at=self.at), status=201)

    @step(takes=OutcomeInput)
    def complete(self, request: Request, pk) -> Response:
        """Say that it is done, and how it went."""
        follow_up, sent = self.one(), self.read(OutcomeInput)
        return self.answer(follow_ups.complete(follow_up=follow_up, **sent, by=request.user, at=self.at))

    @step(takes=HandOverInput, status=201)
    def hand_over(self, request: Request, pk) -> Response:
        """Give it to a colleague. Answers theirs, a new one with the same time."""
        follow_up, sent = self.one(), self.read(HandOverInput)
        self._check_holder("to", sent["to"], names_a_man=follow_up.names_a_man)
        return self.answer(
            follow_ups.hand_over(follow_up=follow_up, **sent, by=request.user, at=self.at), status=201
        )

    def _check_holder(self, name: str, holder: Staff, *, names_a_man: bool) -> None:
        if not may_hold(self.request.user, names_a_man=names_a_man).filter(pk=holder.pk).exists():
            words = gettext("This colleague may not know him, so it cannot stand on that list.")
            raise NotAcceptable(words, fields={name: [words]})
