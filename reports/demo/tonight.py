"""What is due today: a group that just ended, a note owed, a worry that was seen."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from followups.actions import follow_ups
from followups.models.follow_up import Kind
from programs.actions import progress_notes, schedules
from programs.models import Attendance, GroupSession
from programs.models.attendance import CAME
from reports.demo import words
from reports.demo.story import House, RunGroup

USUAL_START, MINUTES = timedelta(hours=18, minutes=30), 120
ENDED_AGO = timedelta(minutes=10)


def set_the_scene(house: House, *, at: datetime) -> None:
    run = house.groups[0]
    if house.service.slug != "demo":
        return
    _meet_today(house, run, at=at)
    last = run.sessions[-1]
    _owe_a_note(house, run, last, at=at)
    _see_a_worry(house, run, last)
    _ask_about_a_number(house, run, at=at)


def starts_at(*, at: datetime, zone: str) -> datetime:
    """So that tonight's group ended ten minutes ago, or at least has begun, at whatever hour the demo is built."""
    now = at.astimezone(ZoneInfo(zone))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    ended = now - ENDED_AGO
    ended -= timedelta(minutes=ended.minute % 5, seconds=ended.second, microseconds=ended.microsecond)
    return max(midnight, min(midnight + USUAL_START, ended - timedelta(minutes=MINUTES)))


def _meet_today(house: House, run: RunGroup, *, at: datetime) -> None:
    director = house.staff["director"]
    schedules.schedule(
        group=run.group,
        first_on=house.today,
        begins=starts_at(at=at, zone=house.service.zone).time(),
        minutes=MINUTES,
        count=1,
        by=director,
        at=at,
    )
    schedules.schedule(
        group=run.group,
        first_on=house.today + timedelta(weeks=1),
        begins=run.sessions[0].starts_at.time(),
        minutes=MINUTES,
        count=6,
        by=director,
        at=at,
    )


def _owe_a_note(house: House, run: RunGroup, session: GroupSession, *, at: datetime) -> None:
    """The counselor has not written yet about two of the men who came last week."""
    counselor = house.staff["counselor"]
    came = Attendance.objects.filter(session=session, outcome__in=CAME).select_related("enrollment__client")
    silent = came.exclude(enrollment__notes__session=session).order_by("enrollment__client__reference")
    for row in silent[:2]:
        follow_ups.open(
            kind=Kind.NOTE_OWED,
            owner=counselor,
            client=row.enrollment.client,
            session=session,
            site=run.group.site,
            due_at=session.ends_at + timedelta(days=2),
            by=house.program_itself,
            at=session.ends_at + timedelta(days=1),
        )


def _see_a_worry(house: House, run: RunGroup, session: GroupSession) -> None:
    """One man said something last week: the safety line was kept at once, and a follow-up stands open."""
    counselor = house.staff["counselor"]
    at = session.ends_at + timedelta(minutes=25)
    row = (
        Attendance.objects.filter(session=session, outcome__in=CAME)
        .select_related("enrollment__client")
        .order_by("enrollment__client__reference")
        .last()
    )
    note = progress_notes.begin(enrollment=row.enrollment, session=session, by=counselor, at=at)
    progress_notes.save_safety(note=note, safety=words.SAFETY, by=counselor, at=at)
    for due, done in ((timedelta(hours=3), True), (timedelta(days=7), False)):
        follow_up = follow_ups.open(
            kind=Kind.CRISIS,
            owner=counselor,
            client=row.enrollment.client,
            note=note if done else None,
            site=run.group.site,
            due_at=at + due,
            by=house.program_itself,
            at=at,
        )
        if done:
            follow_ups.complete(follow_up=follow_up, outcome=words.WENT_WELL[0], by=counselor, at=at + due)


def _ask_about_a_number(house: House, run: RunGroup, *, at: datetime) -> None:
    """Half a year on, somebody should ask him whether his number is still safe to ring."""
    man = run.men[0]
    follow_ups.open(
        kind=Kind.STALE_SAFE_CONTACT,
        owner=house.staff["counselor"],
        client=man.client,
        site=run.group.site,
        due_at=at + timedelta(days=3),
        by=house.program_itself,
        at=house.story.until,
    )
