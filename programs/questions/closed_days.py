"""Days on which a group does not meet: public holidays of its place, and the days its service is closed."""

from __future__ import annotations

from datetime import date, timedelta

from programs.holidays import public_holidays
from programs.models import Closure, Group
from services.models import Service, Site, Staff


def closed_days(group: Group, *, first: date, last: date, holidays: bool, by: Staff) -> dict[date, str]:
    """Each with what it is, in this span; both ends count. Public holidays only where they are asked for. One query."""
    return closed_at(group.site, service=by.desk.service, first=first, last=last, holidays=holidays)


def closed_at(
    site: Site | None, *, service: Service, first: date, last: date, holidays: bool
) -> dict[date, str]:
    """The same for a site; None is what is shut at every site."""
    closed: dict[date, str] = {}
    if holidays:
        region = (site and site.region) or service.region
        closed |= public_holidays(region, years=range(first.year, last.year + 1))
    for closure in Closure.objects.filter(service=service).at(site).between(first, last):
        day = max(closure.since, first)
        while day <= min(closure.until, last):
            closed[day] = closure.name
            day += timedelta(days=1)
    return {day: why for day, why in closed.items() if first <= day <= last}
