"""Referrals: how a man reached us, and the steps of his way into a group."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import clash_checks
from programs.api.enrollment_shapes import EnrollmentOutput
from programs.questions.clashes import man_clashes
from referrals.access import RECEIVERS, TRIAGERS, knows_the_door
from referrals.actions import brought, decisions, placements, referrals, triages
from referrals.api import shapes
from referrals.api.door_shapes import Brought, brought_in
from referrals.api.triage_shapes import SecondInput, TriageInput, told_in
from referrals.models import Referral
from referrals.models.referral import Pressure, Source, Status
from services.actions import clients
from services.api.clients import add_contacts
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource, step
from services.api.versions import seen_version, with_version
from services.errors import NotAcceptable, Refused, Stale
from services.folding import fold
from services.models import Client

MAN = ("first_name", "last_name", "date_of_birth", "language")


class ReferralFilter(filters.FilterSet):
    source = filters.ChoiceFilter(choices=Source.choices, method="by_how_he_came")
    pressure = filters.ChoiceFilter(choices=Pressure.choices, method="by_how_he_came")
    waiting_over = filters.NumberFilter(
        method="by_waiting", min_value=0, max_value=36_500, label="Still waiting, for more days than this"
    )

    class Meta:
        model = Referral
        fields = ["status", "source", "pressure", "client", "site", "owner"]

    def by_how_he_came(self, rows: QuerySet, name: str, code: str) -> QuerySet:
        return rows.door_known_to(self.request.user).filter(**{name: code})

    def by_waiting(self, rows: QuerySet, _name: str, days) -> QuerySet:
        at = self.request.parser_context["view"].at
        return rows.waiting().filter(received_at__lt=at - timedelta(days=float(days)))


class Referrals(Listed, Resource):
    """Referrals of one's sites, or those one holds, the oldest first."""

    model, Output, Detail = Referral, shapes.ReferralOutput, shapes.ReferralDetail
    Input, Change = shapes.ReferralInput, shapes.ReferralChange
    readers = writers = TRIAGERS
    only = {"create": RECEIVERS, "partial_update": RECEIVERS}
    filterset_class = ReferralFilter
    keys = ("received_at", "id")

    def visible(self) -> QuerySet:
        return super().visible().select_related("client").prefetch_related("client__contact_rules")

    def in_full(self, rows: QuerySet) -> QuerySet:
        rows = rows.select_related("client", "triage").prefetch_related("client__contact_rules")
        return rows.prefetch_related("steps", "contacts")

    @needs_key
    def create(self, request: Request) -> Response:
        """Fields are named as the columns of a list of referrals; `client` names a man who is already here."""
        sent = self.read(shapes.ReferralInput)
        by, at = request.user, self.at
        with transaction.atomic():
            letter = brought_in(sent, by=by, at=at)
            client = self._man(sent, letter)
            sent.setdefault("received_on", by.desk.on)
            referral = referrals.receive(client=client, **sent, **letter.referral, by=by, at=at)
            brought.keep(referral=referral, order=letter.order, danger=letter.danger, by=by, at=at)
        return self.answer(referral, status=201)

    def _man(self, sent: dict, letter: Brought) -> Client:
        """The man who is meant: named by id, known by his reference, or new. Takes what is his out of `sent`."""
        who = {name: sent.pop(name) for name in MAN if name in sent}
        contacts = {kind: sent.pop(kind, "") for kind in ("phone", "email")}
        reference, client = sent.pop("client_ref", ""), sent.pop("client", None)
        by, at = self.request.user, self.at
        if client is None and reference:
            client = Client.objects.visible_to(by).filter(reference=reference).first()
            if client and not _same_man(client, who):
                words = _("Another man already has this reference.")
                raise NotAcceptable(words, fields={"client_ref": [words]})
        if client is None:
            reachable = bool(letter.referral["call_back"] or any(contacts.values()))
            client = clients.make(
                service=by.desk.service, reference=reference, nameless=reachable, by=by, at=at, **who
            )
        add_contacts(client, contacts, rule=letter.rule, by=by, at=at)
        return client

    def partial_update(self, request: Request, pk) -> Response:
        """How he came and what was ordered. His name is changed at `clients`, his status by steps."""
        referral, seen = self.one(), seen_version(request)
        if not knows_the_door(request.user, referral):
            raise Http404
        sent = self.read(shapes.ReferralChange)
        return self.answer(
            referrals.edit(referral=referral, version=seen, by=request.user, at=self.at, **sent)
        )

    @step(takes=shapes.ContactInput, gives=shapes.ContactOutput, status=201, key="required")
    def contacts(self, request: Request, pk) -> Response:
        """A try to reach him. Only `reached`, or the outcome `spoke`, makes it a contact."""
        attempt = referrals.log_contact(
            referral=self.one(), **self.read(shapes.ContactInput), by=request.user, at=self.at
        )
        return Response(self.shown(attempt, shapes.ContactOutput), status=201)

    @step(takes=TriageInput)
    def triage(self, request: Request, pk) -> Response:
        """What the first real talk found, with a plan for now and a plan for next, and whatever else came up."""
        referral, sent = self.one(), self.read(TriageInput)
        sent.setdefault("version", 0)
        told = told_in(sent)
        try:
            triages.keep(referral=referral, told=told, **sent, by=request.user, at=self.at)
        except Stale as stale:
            # A step rests on the state it finds, and this is another.
            raise Refused(str(stale), fields={"version": [str(stale)]}) from stale
        return self.answer(referral)

    @step(takes=SecondInput)
    def second(self, request: Request, pk) -> Response:
        """A second person has looked at a high risk. Never the one who wrote the triage."""
        referral, sent = self.one(), self.read(SecondInput)
        triages.second(referral=referral, **sent, by=request.user, at=self.at)
        return self.answer(referral)

    @step(takes=shapes.StepInput)
    def accept(self, request: Request, pk) -> Response:
        return self._step(Status.ACCEPTED)

    @step(takes=shapes.DeclineInput)
    def decline(self, request: Request, pk) -> Response:
        """Say no; `told_on` is the day he was told in writing, if he was."""
        referral, sent = self.one(), self.read(shapes.DeclineInput)
        return self.answer(decisions.decline(referral=referral, **sent, by=request.user, at=self.at))

    @step(takes=shapes.WaitInput)
    def waitlist(self, request: Request, pk) -> Response:
        """He waits for a place; `availability` says when he can come."""
        referral, sent = self.one(), self.read(shapes.WaitInput)
        by, at = request.user, self.at
        with transaction.atomic():
            if (when := sent.pop("availability", None)) is not None:
                referrals.edit(referral=referral, availability=when, by=by, at=at)
            return self.answer(referrals.step(referral=referral, to=Status.WAITLISTED, **sent, by=by, at=at))

    @step(takes=shapes.RedirectInput)
    def redirect(self, request: Request, pk) -> Response:
        """Help him on to another service: where, whether we called there with him, and when we ask how it went."""
        referral, sent = self.one(), self.read(shapes.RedirectInput)
        return self.answer(
            decisions.redirect(referral=referral, **sent, by=request.user, at=self.at).referral
        )

    @step(takes=shapes.ReasonInput)
    def no_contact(self, request: Request, pk) -> Response:
        """Give up trying to reach him. Refused before every try of the ladder is made; a director may sooner."""
        referral, sent = self.one(), self.read(shapes.ReasonInput)
        return self.answer(decisions.not_reached(referral=referral, **sent, by=request.user, at=self.at))

    @step(takes=shapes.ReasonInput)
    def withdraw(self, request: Request, pk) -> Response:
        return self._step(Status.WITHDRAWN)

    @step(takes=shapes.StepInput)
    def close(self, request: Request, pk) -> Response:
        return self._step(Status.CLOSED)

    def _step(self, to: Status) -> Response:
        referral = self.one()
        sent = self.read(shapes.StepInput)
        return self.answer(referrals.step(referral=referral, to=to, **sent, by=self.request.user, at=self.at))

    @step(takes=shapes.PlaceInput, gives=EnrollmentOutput, status=201)
    def place(self, request: Request, pk) -> Response:
        """Give him a place in a group: the referral moves on and the place is made, or neither. Answers the place."""
        referral, sent = self.one(), self.read(shapes.PlaceInput)
        checked = sent.pop("unless_clashing")
        with transaction.atomic():
            enrollment = placements.place(referral=referral, **sent, by=request.user, at=self.at)
            if checked:
                man = {"client_id": referral.client_id, "group": sent["group"], "since": sent["start_on"]}
                clash_checks.refuse(man_clashes(**man, staff=request.user), seen="")
        response = Response(self.shown(enrollment, EnrollmentOutput), status=201)
        return with_version(response, enrollment.version)


def _same_man(client: Client, who: dict) -> bool:
    """Whoever sends a known reference means that man, unless name or birth date say somebody else."""
    born = who.get("date_of_birth")
    return all(
        fold(who[name]) == fold(getattr(client, name))
        for name in ("first_name", "last_name")
        if who.get(name)
    ) and (not born or client.date_of_birth in (None, born))
