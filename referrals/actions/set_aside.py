"""Old referrals of a spreadsheet: many closed at once, each with the same reason, none of them reopened."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from referrals.errors import ReasonMissing
from referrals.models import Referral, ReferralStep
from referrals.models.referral import LEAVING
from services.actions import audit
from services.errors import NotAcceptable
from services.models import Staff


@transaction.atomic
def close(*, referrals: Collection[UUID], to: str, reason: str, by: Staff, at: datetime) -> int:
    """Say of old referrals that nobody waits behind them, and why; one somebody took up meanwhile stays as it is."""
    if to not in LEAVING:
        raise NotAcceptable(
            _("Say whether they were not reached, or withdrew."), fields={"to": [_("Choose one.")]}
        )
    if not reason.strip():
        raise ReasonMissing(_("Say why: one sentence is enough."), fields={"reason": [_("This is empty.")]})
    rows = list(
        Referral.objects.filter(pk__in=referrals).set_aside().select_for_update(of=("self",)).order_by("id")
    )
    Referral.objects.filter(pk__in=[row.pk for row in rows]).update(status=to, version=F("version") + 1)
    ReferralStep.objects.bulk_create(
        ReferralStep(
            service_id=row.service_id,
            referral=row,
            from_status=row.status,
            to_status=to,
            by=by,
            at=at,
            reason=reason.strip(),
        )
        for row in rows
    )
    for row in rows:
        audit.record(by=by, what=f"referral.{to}", about=row, at=at)
    return len(rows)
