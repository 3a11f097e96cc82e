"""Days in court: set down, put off, and what came of them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from referrals.models import Hearing, Mandate
from services.actions import audit
from services.errors import NotAcceptable, Refused, Stale
from services.models import Staff


@transaction.atomic
def set_down(*, mandate: Mandate, on: date, about: str = "", by: Staff, at: datetime) -> Hearing:
    """Note a day in court under an order."""
    hearing = Hearing.objects.create(
        service_id=mandate.service_id, mandate=mandate, on=on, about=about.strip(), by=by, at=at
    )
    audit.record(by=by, what="hearing.set_down", about=hearing, at=at)
    return hearing


@transaction.atomic
def adjourn(
    *, hearing: Hearing, to: date, outcome: str = "", version: int, by: Staff, at: datetime
) -> Hearing:
    """Put it off to a later day. The old day stays, and the new one points back to it."""
    hearing = _seen(hearing, version)
    if Hearing.objects.filter(adjourned_from=hearing).exists():
        raise Refused(_("This day was put off already. Put off the day after it."))
    if to <= hearing.on:
        words = _("Choose a day after the one before.")
        raise NotAcceptable(words, fields={"to": [words]})
    hearing.outcome = outcome.strip() or hearing.outcome or _("Put off.")
    hearing.version += 1
    hearing.save(update_fields=["outcome", "version"])
    later = Hearing.objects.create(
        service_id=hearing.service_id,
        mandate_id=hearing.mandate_id,
        on=to,
        about=hearing.about,
        adjourned_from=hearing,
        by=by,
        at=at,
    )
    audit.record(by=by, what="hearing.adjourned", about=later, at=at)
    return later


@transaction.atomic
def close(*, hearing: Hearing, outcome: str, version: int, by: Staff, at: datetime) -> Hearing:
    """Say what came of it; a wrong word is put right the same way."""
    hearing = _seen(hearing, version)
    if not outcome.strip():
        words = _("Say what came of it, in a few words.")
        raise NotAcceptable(words, fields={"outcome": [words]})
    hearing.outcome = outcome.strip()
    hearing.version += 1
    hearing.save(update_fields=["outcome", "version"])
    audit.record(by=by, what="hearing.closed", about=hearing, at=at)
    return hearing


def _seen(hearing: Hearing, version: int) -> Hearing:
    hearing = Hearing.objects.select_for_update(of=("self",)).get(pk=hearing.pk)
    if version != hearing.version:
        raise Stale(_("Somebody else changed this hearing since you opened it."), current=hearing)
    return hearing
