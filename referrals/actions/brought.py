"""What comes along with a referral, from a door outside or from another program: an order, and a word of danger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from referrals.actions import dangers, mandates
from referrals.models import Mandate, Referral
from services.models import Staff


@transaction.atomic
def keep(
    *, referral: Referral, order: Mapping[str, Any] | None = None, danger: str = "", by: Staff, at: datetime
) -> Mandate | None:
    """The order as it was written: nothing may be told under it until somebody has read where it says so."""
    made = None
    if order:
        made = mandates.make(referral=referral, reports_to=referral.referrer, by=by, at=at, **order)
    if danger.strip():
        dangers.note(referral=referral, words=danger, by=by, at=at)
    return made
