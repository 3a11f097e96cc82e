"""High risk needs a second person: whether it is high, and whether somebody else has looked yet."""

from __future__ import annotations

from datetime import date, timedelta

from programs.models import RiskResult
from programs.models.risk_result import Level
from referrals.models import Referral, Triage
from referrals.models.referral import Status

# Steps that nobody takes alone while the risk is high.
DECISIONS = (Status.ACCEPTED, Status.WAITLISTED, Status.REDIRECTED, Status.DECLINED)
# What a tool said longer ago than this no longer speaks for today.
HOLDS = timedelta(days=365)


def high_result(client_id: object, *, on: date) -> RiskResult | None:
    """The newest word of each tool counts; this is the latest of those that say high."""
    rows = RiskResult.objects.filter(client=client_id, assessed_on__gt=on - HOLDS).standing()
    newest: dict[tuple[str, str], RiskResult] = {}
    for row in rows.order_by("-assessed_on", "-at", "id"):
        newest.setdefault((row.tool, row.tool_name), row)
    return next((row for row in newest.values() if row.level == Level.HIGH), None)


def awaits_second(referral: Referral, *, on: date) -> bool:
    """Is the risk high by what the talk found or by a tool since, and has no second person looked at it?"""
    found = Triage.objects.filter(referral=referral).first()
    if found and found.awaits_second:
        return True
    high = high_result(referral.client_id, on=on)
    looked_at = found.seconded_at if found else None
    return high is not None and (looked_at is None or high.at > looked_at)
