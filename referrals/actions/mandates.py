"""Orders over a man: written down, put right, ended. What each asks goes along to the places he has."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from referrals.actions import deadlines, doses_in_step
from referrals.models import Mandate, Referral
from referrals.models.mandate import Authority, Counting, Kind
from services.actions import audit
from services.codes import known
from services.errors import NotAcceptable, Refused, Stale
from services.models import Client, Staff

FIELDS = (
    "kind",
    "number",
    "issued_on",
    "counting",
    "amount",
    "due_on",
    "conditions",
    "reports_to",
    "authority",
    "authority_words",
    "rules",
)


@transaction.atomic
def make(*, referral: Referral, by: Staff, at: datetime, **fields: object) -> Mandate:
    """Write down an order that came with a referral. `fields`: those of FIELDS."""
    _lock(referral.client_id)
    mandate = Mandate(
        service_id=referral.service_id, client_id=referral.client_id, referral=referral, by=by, at=at
    )
    _tell(mandate, fields)
    mandate.save()
    audit.record(by=by, what="mandate.made", about=mandate, at=at)
    _carry_on(mandate, by=by, at=at)
    return mandate


@transaction.atomic
def edit(*, mandate: Mandate, version: int, by: Staff, at: datetime, **fields: object) -> Mandate:
    """Put an order right, or say what allows us to tell. Raises Stale."""
    mandate = _seen(mandate, version)
    _tell(mandate, fields)
    mandate.version += 1
    mandate.save()
    audit.record(by=by, what="mandate.edited", about=mandate, at=at)
    _carry_on(mandate, by=by, at=at)
    return mandate


@transaction.atomic
def end(*, mandate: Mandate, on: date, version: int, by: Staff, at: datetime) -> Mandate:
    """From this day it asks nothing more of him or of us. It stays to be read."""
    mandate = _seen(mandate, version)
    if mandate.ended_on:
        raise Refused(_("This order has ended already."))
    if on > by.desk.on or (mandate.issued_on and on < mandate.issued_on):
        raise NotAcceptable(
            _("An order ends after it was made, and no later than today."),
            fields={"on": [_("Choose another day.")]},
        )
    mandate.ended_on = on
    mandate.version += 1
    mandate.save()
    audit.record(by=by, what="mandate.ended", about=mandate, at=at)
    _carry_on(mandate, by=by, at=at)
    return mandate


def _carry_on(mandate: Mandate, *, by: Staff, at: datetime) -> None:
    doses_in_step.of_man(client_id=mandate.client_id, by=by, at=at)
    deadlines.count_again(client_id=mandate.client_id, at=at)


def _seen(mandate: Mandate, version: int) -> Mandate:
    _lock(mandate.client_id)
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    if version != mandate.version:
        raise Stale(_("Somebody else changed this order since you opened it."), current=mandate)
    return mandate


def _lock(client_id: UUID) -> None:
    # The man is the lock: what his orders ask of his places is counted by one person at a time.
    Client.objects.select_for_update(of=("self",)).get(pk=client_id)


def _tell(mandate: Mandate, fields: dict[str, object]) -> None:
    for name in FIELDS:
        if name in fields:
            setattr(mandate, name, fields[name])
    for name, codes in (("kind", Kind), ("authority", Authority), ("counting", Counting)):
        setattr(mandate, name, known(codes, getattr(mandate, name), field=name))
    if mandate.authority != Authority.NONE and not mandate.authority_words.strip():
        words = _("Say where it is written what we may tell.")
        raise NotAcceptable(words, fields={"authority_words": [words]})
    if mandate.due_on and mandate.issued_on and mandate.due_on < mandate.issued_on:
        raise NotAcceptable(
            _("It is to be done after it was made."), fields={"due_on": [_("Choose a later day.")]}
        )
    mandate.full_clean(exclude=["service"])
