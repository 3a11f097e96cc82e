"""What comes along with a referral, from a door outside or from another program: an order, and a word of danger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from referrals.actions import mandates
from referrals.models import Referral, SafetyLine
from services.actions import audit
from services.models import Staff


@transaction.atomic
def keep(
    *, referral: Referral, order: Mapping[str, Any] | None = None, danger: str = "", by: Staff, at: datetime
) -> None:
    """The order as it was written: nothing may be told under it until somebody has read where it says so."""
    if order:
        mandates.make(referral=referral, reports_to=referral.referrer, by=by, at=at, **order)
    if danger.strip():
        line = SafetyLine.objects.create(
            service_id=referral.service_id, referral=referral, words=danger.strip(), by=by, at=at
        )
        audit.record(by=by, what="safety_line.kept", about=line, at=at)
