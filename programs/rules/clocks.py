"""By when something is owed: so many hours, days, working days, weeks or months after it happened."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.utils.translation import ngettext

SATURDAY = 5


class Unit(StrEnum):
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True)
class Clock:
    """An amount of time as a rule gives it: "7 days", "2 working days"."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return {
            Unit.HOURS: ngettext("%(n)d hour", "%(n)d hours", self.amount),
            Unit.DAYS: ngettext("%(n)d day", "%(n)d days", self.amount),
            Unit.WORKING_DAYS: ngettext("%(n)d working day", "%(n)d working days", self.amount),
            Unit.WEEKS: ngettext("%(n)d week", "%(n)d weeks", self.amount),
            Unit.MONTHS: ngettext("%(n)d month", "%(n)d months", self.amount),
        }[self.unit] % {"n": self.amount}


def due(clock: Clock, *, after: datetime, zone: ZoneInfo, holidays: Container[date] = ()) -> datetime:
    """The last moment: hours count on through the night, everything else ends with its day where he lives.

    `after` is aware. A working day is Monday to Friday and none of `holidays`; the day it happened is day 0.
    """
    if clock.unit is Unit.HOURS:
        # Through UTC: a night in which the clocks change is an hour shorter or longer.
        return (after.astimezone(UTC) + timedelta(hours=clock.amount)).astimezone(zone)
    day = after.astimezone(zone).date()
    if clock.unit is Unit.WORKING_DAYS:
        day = _working_days_on(day, clock.amount, holidays)
    else:
        day += relativedelta(**{clock.unit.value: clock.amount})
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=zone)


def _working_days_on(day: date, amount: int, holidays: Container[date]) -> date:
    left = amount
    while left:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in holidays:
            left -= 1
    return day
