"""Days on which a group does not meet: public holidays of its place, and the days its service is closed."""

from __future__ import annotations

from datetime import date, timedelta

from programs.holidays import public_holidays
from programs.models import Closure, Group
from services.models import Staff


def closed_days(group: Group, *, first: date, last: date, holidays: bool, by: Staff) -> dict[date, str]:
    """Each with what it is, in this span; both ends count. Public holidays only where they are asked for. One query."""
    closed: dict[date, str] = {}
    if holidays:
        region = (group.site and group.site.region) or by.desk.service.region
        closed |= public_holidays(region, years=range(first.year, last.year + 1))
    for closure in Closure.objects.in_service_of(by).at(group.site).between(first, last):
        day = max(closure.since, first)
        while day <= min(closure.until, last):
            closed[day] = closure.name
            day += timedelta(days=1)
    return {day: why for day, why in closed.items() if first <= day <= last}
