"""The days and hours of a group, made ahead from its rule."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import WEEKLY, rrule

# Nobody plans further ahead; a rule whose days are all skipped ends here.
HORIZON = timedelta(days=366 * 6)


@dataclass(frozen=True)
class Recurrence:
    """Every so many weeks on these weekdays (Monday is 0), so many times or until a day; that day counts.

    A skipped day does not count: sixteen sessions are sixteen evenings, however many holidays lie between.
    """

    first_on: date
    begins: time
    minutes: int
    weekdays: tuple[int, ...]
    every_weeks: int = 1
    count: int | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if not self.weekdays or not set(self.weekdays) <= set(range(7)):
            raise ValueError("A recurrence has weekdays from 0 to 6.")
        if self.every_weeks < 1 or self.minutes < 1:
            raise ValueError("A recurrence has weeks and minutes of at least 1.")
        if (self.count is None) == (self.until is None):
            raise ValueError("A recurrence ends after so many times or on a day.")


def days_of(rule: Recurrence, *, skipped: Container[date] = ()) -> Iterator[date]:
    """The days of its sessions, in order, each once, none of them skipped. Stops at the horizon."""
    last = rule.until or rule.first_on + HORIZON
    kept = (day for day in _candidates(rule, last) if day not in skipped)
    return islice(kept, rule.count)


def meets(rule: Recurrence, *, after: date, skipped: Container[date] = ()) -> date | None:
    """The next day after this one on which the rule would meet, whatever its end says."""
    for day in _candidates(rule, max(after, rule.first_on) + HORIZON):
        if day > after and day not in skipped:
            return day
    return None


def times_on(day: date, *, begins: time, minutes: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Its start and end. The hour is the wall clock's in every season; the length is real minutes.

    An hour that the clocks jump over begins as late as they jump; of an hour that comes twice, the first is meant.
    """
    starts = datetime.combine(day, begins, tzinfo=zone).astimezone(UTC)
    ends = starts + timedelta(minutes=minutes)
    return starts.astimezone(zone), ends.astimezone(zone)


def _candidates(rule: Recurrence, last: date) -> Iterator[date]:
    """Every day the rule names until `last`. Weeks are counted from the week of the first day, Monday to Sunday."""
    days = rrule(
        WEEKLY,
        dtstart=datetime.combine(rule.first_on, time()),
        until=datetime.combine(last, time()),
        interval=rule.every_weeks,
        byweekday=sorted(set(rule.weekdays)),
        wkst=0,
    )
    return (moment.date() for moment in days)
