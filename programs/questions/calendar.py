"""What stands in a calendar: sessions of groups and one's own appointments, by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from programs.holidays import public_holidays
from programs.models import Appointment, Closure, Facilitator, Group, GroupSession
from programs.models.group_session import Status
from services.models import Site, Staff
from services.models.membership import Role


@dataclass(frozen=True)
class Entry:
    """One meeting as a calendar tells it, at the hour on the wall where it takes place. Names no man."""

    key: UUID
    title: str
    starts: datetime
    ends: datetime
    state: str
    version: int
    where: str = ""
    url: str = ""
    group: UUID | None = None
    number: int | None = None

    @property
    def day(self) -> date:
        return self.starts.date()

    @property
    def cancelled(self) -> bool:
        return self.state == Status.CANCELLED


@dataclass(frozen=True)
class Day:
    """A day with what takes place and what it is called, if anything: a holiday, a closure."""

    on: date
    entries: tuple[Entry, ...] = ()
    called: tuple[str, ...] = ()


def own_groups(staff: Staff) -> Q:
    """Sessions of the groups this person runs, on the days on which they are his or hers to run."""
    return Q(group__in=Facilitator.objects.running(staff, on=staff.desk.on).values("group"))


def to_cover(staff: Staff) -> Exists:
    """Sessions this person will run for a colleague: the hour is told before, the group and its men on the day."""
    days = Facilitator.objects.to_cover(staff, on=staff.desk.on).filter(group=OuterRef("group"))
    return Exists(days.filter(since__lte=OuterRef("session_on"), until__gte=OuterRef("session_on")))


def entries(
    staff: Staff, *, first: date, last: date, at: datetime, mine: bool = False, site: Site | None = None
) -> list[Entry]:
    """Sessions this person may see and own appointments between two days, both counted. Two queries."""
    sessions = (
        GroupSession.objects.in_service_of(staff)
        .annotate(covered=to_cover(staff))
        .filter(Q(group__in=Group.objects.visible_to(staff)) | Q(covered=True))
        .filter(session_on__gte=first, session_on__lte=last)
        .select_related("group__site")
    )
    if mine:
        sessions = sessions.filter(own_groups(staff) | Q(covered=True))
    if site:
        sessions = sessions.filter(group__site=site)
    told = [_of_group(session, staff=staff, at=at) for session in sessions]
    own = Appointment.objects.in_service_of(staff).filter(
        staff=staff, meets_on__gte=first, meets_on__lte=last
    )
    told += [_of_one(each, staff=staff, at=at) for each in own]
    return sorted(told, key=lambda entry: (entry.starts, entry.title, entry.key))


def by_day(
    staff: Staff, told: Iterable[Entry], *, first: date, last: date, site: Site | None = None
) -> list[Day]:
    """Every day of the span with its entries, its public holiday and the service's closures. One query."""
    names = _called(staff, first=first, last=last, site=site)
    days: Mapping[date, list[Entry]] = defaultdict(list)
    for entry in told:
        days[entry.day].append(entry)
    span = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [Day(day, tuple(days[day]) if day in days else (), tuple(names.get(day, ()))) for day in span]


def _called(staff: Staff, *, first: date, last: date, site: Site | None) -> Mapping[date, list[str]]:
    region = (site and site.region) or staff.desk.service.region
    names: dict[date, list[str]] = defaultdict(list)
    for day, name in public_holidays(region, years=range(first.year, last.year + 1)).items():
        names[day].append(name)
    closures = Closure.objects.visible_to(staff).between(first, last)
    for closure in closures.at(site) if site else closures:
        day = max(closure.since, first)
        while day <= min(closure.until, last):
            names[day].append(closure.name)
            day += timedelta(days=1)
    return names


def _of_group(session: GroupSession, *, staff: Staff, at: datetime) -> Entry:
    group = session.group
    zone = ZoneInfo((group.site and group.site.zone) or staff.desk.service.zone)
    room = getattr(session, "room", "") or group.room
    # The register opens when the session does; until then the group tells what there is.
    url = session.get_absolute_url() if session.starts_at <= at else group.get_absolute_url()
    opens = not session.covered or staff.desk.has(Role.INTAKE, Role.DIRECTOR)
    return Entry(
        key=session.pk,
        title=group.name,
        starts=session.starts_at.astimezone(zone),
        ends=session.ends_at.astimezone(zone),
        state=session.status(at=at),
        version=session.version,
        where=", ".join(filter(None, [group.site.name if group.site else "", room])),
        url=url if opens else "",
        group=group.pk,
        number=session.number,
    )


def _of_one(appointment: Appointment, *, staff: Staff, at: datetime) -> Entry:
    zone = ZoneInfo(staff.desk.service.zone)
    called_off = appointment.outcome == Status.CANCELLED
    over = Status.HELD if appointment.ends_at <= at else Status.PLANNED
    return Entry(
        key=appointment.pk,
        title=str(appointment.get_kind_display()),
        starts=appointment.starts_at.astimezone(zone),
        ends=appointment.ends_at.astimezone(zone),
        state=Status.CANCELLED if called_off else over,
        version=appointment.version,
    )
