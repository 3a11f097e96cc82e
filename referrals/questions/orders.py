"""A man's orders as a page shows them: days in court, and what is owed by when, as days left."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from programs.questions.closed_days import closed_at
from referrals.access import knows_the_door
from referrals.models import Deadline, Hearing, Mandate
from referrals.questions.days_left import until, until_day
from services.models import Client, Service, Site, Staff

# Past this the days left are counted as the calendar does: nobody plans his week by them.
NEAR = timedelta(days=60)


def orders_of(staff: Staff, man: Client, *, at: datetime) -> list[Mandate]:
    """His orders, those in force first, each with its hearings in words. Who must hear is told to who knows the door."""
    found = list(
        Mandate.objects.visible_to(staff)
        .filter(client=man)
        .select_related("referral", "reports_to", "rules")
        .order_by("-ended_on", "at", "id")
    )
    days: dict = {}
    for hearing in Hearing.objects.visible_to(staff).filter(mandate__in=found).select_related("adjourned_to"):
        hearing.words = until_day(hearing.on, on=staff.desk.on)
        hearing.ahead = hearing.on >= staff.desk.on
        days.setdefault(hearing.mandate_id, []).append(hearing)
    for order in found:
        order.days = days.get(order.pk, [])
        order.told = knows_the_door(staff, order.referral) if order.referral else False
        order.due_words = until_day(order.due_on, on=staff.desk.on) if order.due_on else ""
    return sorted(found, key=lambda order: order.ended_on is not None)


def owed_for(staff: Staff, man: Client, *, at: datetime) -> list[Deadline]:
    """What the front desk owes for him, open first, each with its days left in words."""
    rows = Deadline.objects.visible_to(staff).filter(referral__client=man, lifted_at=None)
    rows = rows.select_related("referral__site", "mandate", "done_by").order_by("due_at", "id")
    return dressed(sorted(rows, key=lambda row: row.done_at is not None), service=staff.desk.service, at=at)


def dressed(rows: list[Deadline], *, service: Service, at: datetime) -> list[Deadline]:
    """Each with `words` and `late`, in the days of its site. Needs `referral.site` loaded; a query for each site."""
    closed: dict = {}
    for row in rows:
        site = row.referral.site
        zone = ZoneInfo((site and site.zone) or service.zone)
        row.late = row.done_at is None and row.due_at < at
        row.urgent = row.late or row.due_at - at < timedelta(days=3)
        near = at <= row.due_at <= at + NEAR
        if near and site not in closed:
            closed[site] = _closed(site, service, first=at.astimezone(zone).date())
        row.words = until(row.due_at, at=at, zone=zone, closed=closed[site] if near else None)
    return rows


def _closed(site: Site | None, service: Service, *, first: date) -> dict[date, str]:
    return closed_at(site, service=service, first=first, last=first + NEAR + timedelta(days=1), holidays=True)
