"""Sessions of a group: made ahead, moved, cancelled and taken back, and their roster frozen once they are over."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, rrule
from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.actions.curricula import lessons_of
from programs.errors import SessionCancelled
from programs.holidays import public_holidays
from programs.models import Attendance, Group, GroupSession
from programs.models.attendance import Outcome
from services.actions import audit
from services.errors import NotAcceptable, Refused, Stale
from services.models import Staff

# A year of two evenings a week; more is a slip of the finger.
MOST_AT_ONCE = 200
# As far as public holidays are looked up.
YEARS_AHEAD = 8
# Everybody whose place ran on that day, once; a man on leave that day, whatever his status is by now, has a row that
# says so. Version 0, as before it was frozen: freezing is no mark, and must not make a page that is open look stale.
FREEZE = """
    insert into programs_attendance (id, service_id, session_id, enrollment_id, outcome, reason, version)
    select gen_random_uuid(), s.service_id, s.id, e.id,
           case when exists (
               select from programs_pause p
               where p.service_id = e.service_id and p.enrollment_id = e.id and p.since <= s.session_on
                 and (p.ended_on is null or p.ended_on > s.session_on)
           ) then 'on_leave' end, '', 0
    from programs_groupsession s
    join programs_enrollment e on e.service_id = s.service_id and e.group_id = s.group_id
    where s.id = any(%s) and e.started_on <= s.session_on
      and (e.ended_on is null or e.ended_on >= s.session_on)
    on conflict (service_id, session_id, enrollment_id) do nothing
"""


def zone_of(group: Group, *, by: Staff) -> ZoneInfo:
    """The clock on the wall where the group meets."""
    return ZoneInfo((group.site and group.site.zone) or by.desk.service.zone)


@transaction.atomic
def schedule(
    *,
    group: Group,
    first_on: date,
    begins: time,
    minutes: int,
    count: int | None = None,
    until: date | None = None,
    every_days: int = 7,
    skip_holidays: bool = False,
    by: Staff,
    at: datetime,
) -> list[GroupSession]:
    """Make sessions ahead at the same hour on the wall clock, whatever the season; numbered on from the last.

    So many (`count`), or all up to a day (`until`). A public holiday of the place that is skipped is none of them.
    Refused when the group meets at one of these hours already.
    """
    zone = zone_of(group, by=by)
    skipped = _holidays(group, first_on, until, by=by) if skip_holidays else {}
    days = _days(first_on, every_days=every_days, count=count, until=until, skipped=skipped)
    lessons = lessons_of(group)
    last = GroupSession.objects.filter(group=group).exclude(number=None).order_by("-number").first()
    number = (last.number or 0) + 1 if last else 1
    sessions = []
    for step, day in enumerate(days):
        starts_at = datetime.combine(day, begins, tzinfo=zone)
        module, plan = lessons[(number + step - 1) % len(lessons)] if lessons else (None, None)
        sessions.append(
            GroupSession(
                service_id=group.service_id,
                group=group,
                number=number + step,
                module=module,
                plan=plan,
                session_on=day,
                starts_at=starts_at,
                # Counted in UTC: on the wall, a night in which the clocks change has an hour more or less.
                ends_at=starts_at.astimezone(UTC) + timedelta(minutes=minutes),
            )
        )
    taken = GroupSession.objects.filter(group=group, starts_at__in=[each.starts_at for each in sessions])
    first_taken = taken.order_by("starts_at").first()
    if first_taken:
        raise NotAcceptable(
            _("This group already meets at that hour on %(day)s. Begin after it, or choose another hour.")
            % {"day": date_format(first_taken.session_on, "j F Y")},
            fields={"first_on": [_("Choose a later day.")]},
        )
    GroupSession.objects.bulk_create(sessions)
    audit.record(by=by, what="group.scheduled", about=group, at=at, count=len(sessions))
    return sessions


def _holidays(group: Group, first_on: date, until: date | None, *, by: Staff) -> Container[date]:
    region = (group.site and group.site.region) or by.desk.service.region
    last = until.year if until else first_on.year + YEARS_AHEAD
    return public_holidays(region, years=range(first_on.year, min(last, first_on.year + YEARS_AHEAD) + 1))


def _days(
    first_on: date,
    *,
    every_days: int,
    count: int | None,
    until: date | None,
    skipped: Container[date] = (),
) -> list[date]:
    """The days of a series: either so many, or up to a day and never more than a hall can be booked for."""
    if (count is None) == (until is None):
        wrong = _("Give one of these, and not both.")
        raise NotAcceptable(
            _("Say how many sessions there are, or until when."), fields={"count": [wrong], "until": [wrong]}
        )
    if until is not None and until < first_on:
        raise NotAcceptable(
            _("The last day is before the first session."), fields={"until": [_("Choose a later day.")]}
        )
    begin = datetime.combine(first_on, time())
    end = None if until is None else datetime.combine(until, time())
    series = rrule(DAILY, interval=every_days, dtstart=begin, until=end)
    kept = (day.date() for day in series if day.date() not in skipped)
    days = list(islice(kept, min(count or MOST_AT_ONCE + 1, MOST_AT_ONCE + 1)))
    if not days:
        raise NotAcceptable(
            _("Every one of these days is a public holiday."), fields={"until": [_("Choose a later day.")]}
        )
    if len(days) > MOST_AT_ONCE:
        raise NotAcceptable(
            _("That is more than %(most)d sessions. Plan a part of them now and the rest later.")
            % {"most": MOST_AT_ONCE},
            fields={"until" if count is None else "count": [_("Choose fewer.")]},
        )
    return days


@transaction.atomic
def add(
    *, group: Group, starts_at: datetime, ends_at: datetime, by: Staff, at: datetime, **fields: object
) -> GroupSession:
    """One session more than was planned. `fields`: number, topic, module."""
    session = GroupSession(service_id=group.service_id, group=group, **fields)
    _set_time(session, starts_at, ends_at, by=by)
    session.full_clean(exclude=["service"])
    session.save()
    audit.record(by=by, what="session.added", about=session, at=at)
    return session


@transaction.atomic
def edit(
    *,
    session: GroupSession,
    version: int | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    by: Staff,
    at: datetime,
    **fields: object,
) -> GroupSession:
    """Move a session that is still to come, or say what it is about. Raises Stale when it changed in between.

    `fields`: number, topic, module.
    """
    session = (
        GroupSession.objects.select_for_update(of=("self",)).select_related("group__site").get(pk=session.pk)
    )
    if version is not None and version != session.version:
        raise Stale(_("Somebody else changed this session since you opened it."), current=session)
    starts_at, ends_at = starts_at or session.starts_at, ends_at or session.ends_at
    if (starts_at, ends_at) != (session.starts_at, session.ends_at):
        if session.starts_at <= at or session.cancelled_at:
            raise Refused(_("Only a session that is still to come can be moved."))
        _set_time(session, starts_at, ends_at, by=by)
    for name in ("number", "topic", "module"):
        if name in fields:
            setattr(session, name, fields[name])
    session.version += 1
    session.full_clean(exclude=["service"])
    session.save()
    audit.record(by=by, what="session.edited", about=session, at=at)
    return session


def _set_time(session: GroupSession, starts_at: datetime, ends_at: datetime, *, by: Staff) -> None:
    """Its day is the day on the wall of the place where the group meets."""
    session.starts_at, session.ends_at = starts_at, ends_at
    session.session_on = starts_at.astimezone(zone_of(session.group, by=by)).date()


@transaction.atomic
def cancel(*, session: GroupSession, reason: str, by: Staff, at: datetime) -> GroupSession:
    """Say that a session does not take place, and why. Nobody missed it."""
    session = GroupSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.cancelled_at:
        raise SessionCancelled(_("This session is already cancelled."))
    if not reason.strip():
        raise NotAcceptable(
            _("Say why there is no group."), fields={"reason": [_("A few words are enough.")]}
        )
    session.cancelled_at, session.cancel_reason = at, reason.strip()
    session.version += 1
    session.save(update_fields=["cancelled_at", "cancel_reason", "version"])
    Attendance.objects.filter(session=session).update(
        outcome=Outcome.CANCELLED,
        minutes_late=None,
        minutes_attended=None,
        made_up_on=None,
        reason_accepted=False,
        accepted_by=None,
        accepted_at=None,
        marked_by=by,
        marked_at=at,
        version=F("version") + 1,
    )
    audit.record(by=by, what="session.cancelled", about=session, at=at)
    return session


@transaction.atomic
def restore(*, session: GroupSession, by: Staff, at: datetime) -> GroupSession:
    """Take a cancellation back. Who was marked before it is marked so again."""
    session = GroupSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if not session.cancelled_at:
        raise Refused(_("This session is not cancelled."))
    session.cancelled_at, session.cancel_reason = None, ""
    session.version += 1
    session.save(update_fields=["cancelled_at", "cancel_reason", "version"])
    before = (
        Attendance.pgh_event_model.objects.filter(pgh_obj_id=OuterRef("pk"))  # type: ignore[attr-defined]
        .exclude(outcome=Outcome.CANCELLED)
        .order_by("-pgh_id")
    )
    names = (
        "outcome",
        "minutes_late",
        "minutes_attended",
        "made_up_on",
        "reason_accepted",
        "accepted_by",
        "accepted_at",
        "marked_by",
        "marked_at",
    )
    Attendance.objects.filter(session=session, outcome=Outcome.CANCELLED).update(
        version=F("version") + 1, **{name: Subquery(before.values(name)[:1]) for name in names}
    )
    audit.record(by=by, what="session.restored", about=session, at=at)
    return session


@transaction.atomic
def freeze_rosters(*, service_id: UUID, at: datetime, session: GroupSession | None = None) -> int:
    """Fix who was expected at each session that is over. Twice is harmless; answers how many were frozen."""
    due = GroupSession.objects.filter(service_id=service_id).to_freeze(at=at)
    if session:
        due = due.filter(pk=session.pk)
    frozen = list(
        due.select_for_update(of=("self",), skip_locked=session is None).values_list("pk", flat=True)
    )
    if frozen:
        with connection.cursor() as cursor:
            cursor.execute(FREEZE, [frozen])
        GroupSession.objects.filter(pk__in=frozen).update(roster_frozen_at=at)
    return len(frozen)
