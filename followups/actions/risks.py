"""What has to be done about a word of danger: a call to make now, on the list of whoever heard it."""

from __future__ import annotations

from datetime import datetime

from followups.actions import follow_ups
from followups.models import FollowUp
from followups.models.follow_up import Kind
from referrals.models import Referral
from services.access import Role, colleagues_of
from services.models import Staff


def open_for(*, referral: Referral, by: Staff, at: datetime) -> FollowUp:
    """Open it at once, due now; the settings name this where a floor below hears of danger (ON_DANGER)."""
    return follow_ups.open(
        kind=Kind.CRISIS,
        owner=_who_acts(referral, by),
        due_at=at,
        client=referral.client,
        referral=referral,
        site=referral.site,
        by=by,
        at=at,
    )


def _who_acts(referral: Referral, by: Staff) -> Staff:
    """Whoever heard it. A program cannot call anybody: then whoever holds the referral, or receives men here."""
    if by.can_log_in:
        return by
    holder = referral.owner if referral.owner and referral.owner.can_log_in else None
    return holder or colleagues_of(by, Role.INTAKE, Role.DIRECTOR).first() or by
