"""Sessions to come that fall on days the house is closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from programs.models import Closure, GroupSession
from services.models import Staff


def fallen_into(closure: Closure, staff: Staff, *, at: datetime) -> QuerySet[GroupSession]:
    """Those this person may move or cancel, the soonest first."""
    return _within(GroupSession.objects.markable_by(staff), closure, at=at).select_related("group")


def how_many_in_all(closure: Closure, staff: Staff, *, at: datetime) -> int:
    """A figure for those who close the house and see no group."""
    return _within(GroupSession.objects.in_service_of(staff), closure, at=at).count()


def day_after(session: GroupSession, closure: Closure) -> date:
    """The same weekday once it is open again: what moving it begins with."""
    weeks = (closure.until - session.session_on).days // 7 + 1
    return session.session_on + timedelta(weeks=max(weeks, 1))


def _within(rows: QuerySet[GroupSession], closure: Closure, *, at: datetime) -> QuerySet[GroupSession]:
    rows = rows.filter(
        cancelled_at=None, starts_at__gt=at, session_on__range=(closure.since, closure.until)
    ).order_by("starts_at", "id")
    return rows.filter(group__site=closure.site_id) if closure.site_id else rows
