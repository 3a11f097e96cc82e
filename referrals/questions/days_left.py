"""Days left, in words: until a day in court, and until something is owed."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.rules.clocks import SATURDAY


def until_day(day: date, *, on: date) -> str:
    """'today', 'tomorrow', 'in 5 days', '2 days ago'."""
    left = (day - on).days
    if left == 0:
        return _("today")
    if left == 1:
        return _("tomorrow")
    if left < 0:
        return ngettext("%(n)d day ago", "%(n)d days ago", -left) % {"n": -left}
    return ngettext("in %(n)d day", "in %(n)d days", left) % {"n": left}


def until(
    due_at: datetime, *, at: datetime, zone: ZoneInfo | None = None, closed: Container[date] | None = None
) -> str:
    """'today', 'in 3 days', '2 days late'; in working days where `closed` says which days do not count."""
    due, on = timezone.localdate(due_at, zone), timezone.localdate(at, zone)
    if due_at < at:
        late = max((on - due).days, 1)
        return ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}
    if closed is None or due == on:
        return until_day(due, on=on)
    left = working_days_between(on, due, closed)
    if left == 0:
        return until_day(due, on=on)
    return ngettext("in %(n)d working day", "in %(n)d working days", left) % {"n": left}


def working_days_between(on: date, due: date, closed: Container[date]) -> int:
    """Days one still works after this one, up to and with the day it is due."""
    days = (on + timedelta(days=n) for n in range(1, (due - on).days + 1))
    return sum(day.weekday() < SATURDAY and day not in closed for day in days)
