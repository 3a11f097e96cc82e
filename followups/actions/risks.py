"""What has to be done about a word of danger: a call to make now, on the list of whoever heard it."""

from __future__ import annotations

from datetime import datetime

from followups.actions import follow_ups
from followups.models import FollowUp
from followups.models.follow_up import Kind
from referrals.models import Referral
from services.models import Staff


def open_for(*, referral: Referral, by: Staff, at: datetime) -> FollowUp:
    """Open it at once, due now; the settings name this where a floor below hears of danger (ON_DANGER)."""
    return follow_ups.open(
        kind=Kind.CRISIS,
        owner=by,
        due_at=at,
        client=referral.client,
        referral=referral,
        site=referral.site,
        by=by,
        at=at,
    )
