"""What stands around the groups: somebody is away and covered, a day is closed, an hour with one man, two orders for
another, and a training that will soon have to be renewed."""

from __future__ import annotations

from datetime import datetime, timedelta

from programs.actions import appointments, closures, facilitators, ordered_doses
from programs.models import Enrollment
from programs.models.appointment import Kind
from reports.demo.story import House, RunGroup
from services.actions import leaves, qualifications

AWAY_IN, AWAY_FOR = timedelta(days=9), timedelta(days=7)
CLOSED_IN = timedelta(weeks=3)
EXPIRES_IN = timedelta(days=24)
# Who ordered it, how many sessions, and within how many weeks.
ORDERS = (("Family court", 12, 20), ("Probation", 16, 32))


def fill(house: House, *, at: datetime) -> None:
    """By the very actions of the pages, and with no throw of the dice: whoever came before falls as ever."""
    if house.service.slug != "demo":
        return
    elm_street, mill_road = house.groups[0], house.groups[2]
    _is_away(house, mill_road, at=at)
    _is_closed(house, elm_street, at=at)
    _holds(house, at=at)
    first, second = _places(elm_street)
    _has_an_hour(house, first, at=at)
    _is_ordered(house, second, at=at)


def _places(run: RunGroup) -> tuple[Enrollment, Enrollment]:
    """Two men who have a place there now."""
    first, second = Enrollment.objects.filter(group=run.group).open().order_by("client__reference")[:2]
    return first, second


def _is_away(house: House, run: RunGroup, *, at: datetime) -> None:
    away, covers, director = house.staff["hanne"], house.staff["lewis"], house.staff["director"]
    since = house.today + AWAY_IN
    days = {"since": since, "until": since + AWAY_FOR}
    leaves.add(staff=away, **days, by=away, at=at)
    facilitators.cover(group=run.group, staff=covers, covers=away, **days, by=director, at=at)


def _is_closed(house: House, run: RunGroup, *, at: datetime) -> None:
    """On an evening of a group, so that somebody has to say what becomes of it."""
    day = house.today + CLOSED_IN
    closures.add(
        name="Work on the heating",
        site=run.group.site,
        since=day,
        until=day,
        by=house.staff["director"],
        at=at,
    )


def _holds(house: House, *, at: datetime) -> None:
    director = house.staff["director"]
    kind = qualifications.make_kind(
        service=house.service, name="Group work with men, basic training", months=36, by=director, at=at
    )
    expires_on = house.today + EXPIRES_IN
    for key, until in (("counselor", expires_on), ("hanne", expires_on + timedelta(days=500))):
        qualifications.add(
            staff=house.staff[key],
            kind=kind,
            got_on=until - timedelta(days=3 * 365),
            expires_on=until,
            by=director,
            at=at,
        )


def _has_an_hour(house: House, place: Enrollment, *, at: datetime) -> None:
    starts_at = house.moment(house.today + timedelta(days=1), 14)
    appointments.make(
        enrollment=place,
        kind=Kind.ONE_TO_ONE,
        staff=house.staff["counselor"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=50),
        anyway=True,
        by=house.staff["counselor"],
        at=at,
    )


def _is_ordered(house: House, place: Enrollment, *, at: datetime) -> None:
    for name, sessions, weeks in ORDERS:
        ordered_doses.write_down(
            enrollment=place,
            name=name,
            sessions_required=sessions,
            credited_from=place.started_on,
            due_on=place.started_on + timedelta(weeks=weeks),
            by=house.staff["counselor"],
            at=at,
        )
