"""The nearest hearing and the nearest day owed of each man on a page of the queue: one question for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from programs.holidays import public_holidays
from programs.models import Closure
from referrals.models import Deadline, Hearing, Referral
from referrals.models.deadline import Kind
from referrals.questions.days_left import until, until_day
from services.models import Staff

NEAR = timedelta(days=60)
SHOWN_OWED = 2


@dataclass(frozen=True)
class Ahead:
    """`words` as days left; `pressing` when it is late, or within three days."""

    label: str
    words: str
    pressing: bool


def look_ahead(staff: Staff, rows: Sequence[Referral], *, at: datetime) -> None:
    """Put `hearing` and `owed` on each row. Needs `site` loaded. One query; none for an empty page."""
    for referral in rows:
        referral.hearing, referral.owed = None, []
    if not rows:
        return
    today = timezone.localdate(at)
    found = list(
        _hearings(staff, rows, since=today).union(
            _deadlines(staff, rows), _closures(staff, since=today), all=True
        )
    )
    shut = [(key, begins.date(), ends.date()) for what, key, begins, ends, _k in found if what == "shut"]
    by_man: dict[UUID, list[date]] = {}
    by_referral: dict[UUID, list[tuple[datetime, str]]] = {}
    for what, key, begins, _ends, kind in found:
        if what == "hearing":
            by_man.setdefault(key, []).append(begins.date())
        elif what == "owed":
            by_referral.setdefault(key, []).append((begins, kind))
    closed: dict[UUID | None, set[date]] = {}
    for referral in rows:
        if days := by_man.get(referral.client_id):
            day = min(days)
            pressing = day - today <= timedelta(days=3)
            referral.hearing = Ahead("", until_day(day, on=today), pressing)
        owed = sorted(by_referral.get(referral.pk, ()))[:SHOWN_OWED]
        if owed and referral.site_id not in closed:
            closed[referral.site_id] = _closed_days(staff, referral, shut, first=today)
        zone = ZoneInfo((referral.site and referral.site.zone) or staff.desk.service.zone)
        for due_at, kind in owed:
            near = closed[referral.site_id] if due_at - at < NEAR else None
            words = until(due_at, at=at, zone=zone, closed=near)
            referral.owed.append(Ahead(Kind(kind).label, words, due_at - at < timedelta(days=3)))


def _columns(rows: QuerySet, what: str, *, key: str, begins: str, ends: str, kind: str = "") -> QuerySet:
    shared = {
        "a_what": Value(what, output_field=CharField()),
        "a_key": F(key),
        "a_begins": Cast(F(begins), DateTimeField()),
        "a_ends": Cast(F(ends), DateTimeField()),
        "a_kind": F(kind) if kind else Value("", output_field=CharField()),
    }
    return rows.order_by().annotate(**shared).values_list(*shared)


def _hearings(staff: Staff, rows: Sequence[Referral], *, since: date) -> QuerySet:
    days = Hearing.objects.visible_to(staff).filter(
        mandate__client__in=[each.client_id for each in rows],
        mandate__ended_on=None,
        on__gte=since,
        adjourned_to=None,
    )
    return _columns(days, "hearing", key="mandate__client_id", begins="on", ends="on")


def _deadlines(staff: Staff, rows: Sequence[Referral]) -> QuerySet:
    owed = Deadline.objects.visible_to(staff).open().filter(referral__in=[each.pk for each in rows])
    return _columns(owed, "owed", key="referral_id", begins="due_at", ends="due_at", kind="kind")


def _closures(staff: Staff, *, since: date) -> QuerySet:
    shut = Closure.objects.visible_to(staff).between(since, since + NEAR)
    return _columns(shut, "shut", key="site_id", begins="since", ends="until")


def _closed_days(
    staff: Staff, referral: Referral, shut: Sequence[tuple[UUID | None, date, date]], *, first: date
) -> set[date]:
    region = (referral.site and referral.site.region) or staff.desk.service.region
    days = set(public_holidays(region, years=range(first.year, (first + NEAR).year + 1)))
    for site, begins, ends in shut:
        if site in (None, referral.site_id):
            days.update(begins + timedelta(days=n) for n in range((ends - begins).days + 1))
    return days
