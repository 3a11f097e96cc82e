"""Offices that send men: written down once, and believed once we called them back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from referrals.errors import ReasonMissing
from referrals.models import Referrer
from services.actions import audit
from services.errors import Stale
from services.models import Staff


@transaction.atomic
def make(*, by: Staff, at: datetime, **fields: object) -> Referrer:
    """Write an office down. Its number is hearsay until somebody has called it."""
    referrer = Referrer(service=by.desk.service, **fields)
    referrer.full_clean(exclude=["service"])
    referrer.save()
    audit.record(by=by, what="referrer.made", about=referrer, at=at)
    return referrer


@transaction.atomic
def called_back(*, referrer: Referrer, how: str, version: int, by: Staff, at: datetime) -> Referrer:
    """Say who made sure of it, when, and how: by a number from elsewhere than the message."""
    referrer = Referrer.objects.select_for_update(of=("self",)).get(pk=referrer.pk)
    if version != referrer.version:
        raise Stale(_("Somebody else changed this office since you opened it."), current=referrer)
    if not how.strip():
        raise ReasonMissing(
            _("Say how you made sure: which number, and from where."), fields={"how": [_("This is empty.")]}
        )
    referrer.verified_at, referrer.verified_by, referrer.verified_how = at, by, how.strip()
    referrer.version += 1
    referrer.save(update_fields=["verified_at", "verified_by", "verified_how", "version"])
    audit.record(by=by, what="referrer.called_back", about=referrer, at=at)
    return referrer
