"""What comes in from outside: left at a door by somebody we do not know, then taken up or set aside by one of us."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from referrals.actions import brought, referrals, referrers
from referrals.errors import AlreadyRead, ReasonMissing
from referrals.models import Arrival, Referral, Referrer
from referrals.models.arrival import Status
from referrals.questions.arrivals import Letter
from services.actions import audit, clients
from services.actions.tokens import hash_of
from services.models import Client, Service, Site, Staff


@transaction.atomic
def leave(*, service: Service, door: str, said: Mapping[str, str], receipt: str = "", at: datetime) -> None:
    """Put what somebody wrote into the letter box. Written under nobody's name, and never read back from there."""
    Arrival.objects.create(
        service=service,
        door=door,
        said=json.dumps(dict(said), ensure_ascii=False),
        received_at=at,
        receipt_hash=hash_of(receipt) if receipt else "",
    )


@transaction.atomic
def take_up(
    *,
    arrival: Arrival,
    letter: Letter,
    client: Client | None,
    referrer: Referrer | None = None,
    site: Site | None = None,
    received_on: date,
    by: Staff,
    at: datetime,
) -> Referral:
    """Make the referral: of a man we know a new episode, else a new file. His clock runs since the day it came in.

    An office is the one chosen, else written down with it.

    The number he gave is kept with what he allowed; of one that somebody else gave nothing is allowed.
    """
    arrival = _still_new(arrival)
    if letter.referrer and referrer is None:
        referrer = referrers.make(by=by, at=at, **letter.referrer)
    if client is None:
        client = clients.make(service=by.desk.service, nameless=True, by=by, at=at, **letter.person)
    rule = letter.rule | {"confirmed_on": received_on} if letter.rule else {}
    for kind, value in letter.contacts:
        clients.add_contact(client=client, kind=kind, value=value, by=by, at=at, **rule)
    referral = referrals.receive(
        client=client,
        received_on=received_on,
        came_at=arrival.received_at,
        site=site,
        owner=by,
        referrer=referrer,
        by=by,
        at=at,
        **letter.referral,
    )
    brought.keep(referral=referral, order=letter.order, danger=letter.danger, by=by, at=at)
    arrival.status, arrival.referral, arrival.read_by, arrival.read_at = Status.TAKEN, referral, by, at
    arrival.save(update_fields=["status", "referral", "read_by", "read_at"])
    audit.record(by=by, what="arrival.taken_up", about=arrival, at=at)
    return referral


@transaction.atomic
def set_aside(*, arrivals: Collection[UUID], why: str, by: Staff, at: datetime) -> int:
    """Say of messages that nobody answers them, and why; one that a colleague took up meanwhile stays taken."""
    if not why.strip():
        raise ReasonMissing(_("Say why: one sentence is enough."), fields={"why": [_("This is empty.")]})
    rows = list(
        Arrival.objects.visible_to(by)
        .filter(pk__in=arrivals, status=Status.NEW)
        .select_for_update(of=("self",))
        .order_by("id")
    )
    Arrival.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=Status.SET_ASIDE, why=why.strip(), read_by=by, read_at=at
    )
    for row in rows:
        audit.record(by=by, what="arrival.set_aside", about=row, at=at)
    return len(rows)


@transaction.atomic
def take_back(*, arrival: Arrival, by: Staff, at: datetime) -> Arrival:
    """It was set aside too soon: it lies among the new ones again, where it lay before."""
    arrival = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    if arrival.status != Status.SET_ASIDE:
        raise AlreadyRead(_("This message is not set aside."))
    arrival.status, arrival.why, arrival.read_by, arrival.read_at = Status.NEW, "", None, None
    arrival.save(update_fields=["status", "why", "read_by", "read_at"])
    audit.record(by=by, what="arrival.taken_back", about=arrival, at=at)
    return arrival


def _still_new(arrival: Arrival) -> Arrival:
    arrival = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    if arrival.status != Status.NEW:
        raise AlreadyRead(_("Somebody has read this message already. Look at what became of it."))
    return arrival
