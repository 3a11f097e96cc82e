"""A session moved: alone, with all after it, or so that those after it make room. Order stays, and nothing overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.actions.schedules import as_rule, zone_of
from programs.models import Group, GroupSession, Recurrence
from programs.questions.closed_days import closed_days
from programs.schedules import HORIZON, Slot, cascaded, shifted, times_on
from services.actions import audit
from services.errors import NotAcceptable, Refused, Stale
from services.models import AuditEntry, Staff

MOVED = "session.moved"
WEEK = 7


class How(models.TextChoices):
    ALONE = "alone", gettext_lazy("This one alone")
    SHIFT = "shift", gettext_lazy("This and all after it, by as many days")
    CASCADE = "cascade", gettext_lazy("This one; those after it make room")


@dataclass
class Step:
    """One session on its way: the row says when it will be, the step when it was."""

    session: GroupSession
    was_starts_at: datetime
    was_ends_at: datetime

    @property
    def moves(self) -> bool:
        return (self.session.starts_at, self.session.ends_at) != (self.was_starts_at, self.was_ends_at)


def planned(
    *, session: GroupSession, starts_at: datetime, ends_at: datetime, how: str, by: Staff, at: datetime
) -> list[Step]:
    """Where each would go, in order, the moved one first. Saves nothing; says in a sentence why it cannot be."""
    session = GroupSession.objects.select_related("group__site").get(pk=session.pk)
    if session.starts_at <= at or session.cancelled_at:
        raise Refused(_("Only a session that is still to come can be moved."))
    if ends_at <= starts_at:
        raise NotAcceptable(
            _("A session ends after it starts."), fields={"ends": [_("Choose a later hour.")]}
        )
    stands = GroupSession.objects.filter(group=session.group_id)
    after = stands.filter(starts_at__gt=session.starts_at, starts_at__gte=at, cancelled_at=None)
    row = [session, *after.select_related("group__site").order_by("starts_at", "id")]
    steps = [Step(each, each.starts_at, each.ends_at) for each in row]
    day = starts_at.astimezone(zone_of(session.group, by=by)).date()
    if how == How.ALONE:
        _set(session, starts_at, ends_at, by=by)
        steps = steps[:1]
    else:
        days = _new_days(row, day, how, by=by)
        _set_all(steps, days, starts_at, ends_at, same_hour=how == How.SHIFT, by=by)
    moving = [step for step in steps if step.moves]
    _check(moving, stands.exclude(pk__in=[step.session.pk for step in moving]), alone=how == How.ALONE)
    return steps


@transaction.atomic
def move(
    *,
    session: GroupSession,
    starts_at: datetime,
    ends_at: datetime,
    how: str = How.ALONE,
    version: int | None = None,
    by: Staff,
    at: datetime,
) -> tuple[list[Step], AuditEntry]:
    """Move it, and with it those that `how` says; numbers and lessons stay with their sessions. The entry takes it back."""
    _lock_row(session.group_id, at=at)
    session = GroupSession.objects.get(pk=session.pk)
    if version is not None and version != session.version:
        raise Stale(_("Somebody else changed this session since you opened it."), current=session)
    steps = planned(session=session, starts_at=starts_at, ends_at=ends_at, how=how, by=by, at=at)
    moved = [step for step in steps if step.moves]
    _save(moved)
    versions = " ".join(f"{step.session.pk}:{step.session.version}" for step in moved)
    entry = audit.record(by=by, what=MOVED, about=session, at=at, how=str(how), moved=versions)
    return moved, entry


def entries_of(session: GroupSession, *, by: Staff) -> QuerySet[AuditEntry]:
    """The moves of this session, each of which may be taken back."""
    return AuditEntry.objects.in_service_of(by).filter(what=MOVED, about_id=session.pk)


@transaction.atomic
def take_back(*, entry: AuditEntry, by: Staff, at: datetime) -> list[Step]:
    """Everything where it was before that move. Refused once one of them was changed, cancelled or has begun."""
    versions = dict(each.split(":") for each in entry.details["moved"].split())
    for group_id in set(GroupSession.objects.filter(pk__in=versions).values_list("group", flat=True)):
        _lock_row(group_id, at=at)
    locked = GroupSession.objects.select_for_update(of=("self",)).filter(pk__in=versions)
    steps = [Step(each, each.starts_at, each.ends_at) for each in locked.select_related("group__site")]
    for step in steps:
        session = step.session
        if str(session.version) != versions[str(session.pk)] or session.cancelled_at:
            raise Refused(_("One of these sessions was changed since. Move it by hand."))
        if session.starts_at <= at:
            raise Refused(_("One of these sessions has begun. What has begun stays."))
        before = _before(session)
        if before.starts_at <= at:
            raise Refused(_("The hour it was moved from has passed."))
        session.starts_at, session.ends_at, session.session_on = (
            before.starts_at,
            before.ends_at,
            before.session_on,
        )
    stands = (
        GroupSession.objects.filter(group=steps[0].session.group_id) if steps else GroupSession.objects.none()
    )
    _check(steps, stands.exclude(pk__in=versions), alone=True)
    _save(steps)
    audit.record(by=by, what="session.move_taken_back", about=entry, at=at, count=len(steps))
    return steps


def _lock_row(group_id: UUID, *, at: datetime) -> None:
    """Two colleagues who change the row of a group do so one after the other, and nobody cancels one on its way."""
    Group.objects.select_for_update(of=("self",)).get(pk=group_id)
    to_come = GroupSession.objects.filter(group=group_id, starts_at__gte=at).order_by("pk")
    list(to_come.select_for_update(of=("self",)).values_list("pk"))


def _before(session: GroupSession) -> Any:
    events = GroupSession.pgh_event_model.objects.filter(pgh_obj_id=session.pk)  # type: ignore[attr-defined]
    return events.filter(version=session.version - 1).latest("pgh_id")


def _new_days(row: Sequence[GroupSession], day: date, how: str, *, by: Staff) -> dict[date, date]:
    """Old day to new day. Two sessions of one day stay together."""
    session = row[0]
    kept = session.recurrence or _guessed(row)
    slots = [Slot(on, on) for on, _same in groupby(row, key=lambda each: each.session_on)]
    first = min(day, session.session_on)
    skipped = set(
        closed_days(session.group, first=first, last=first + HORIZON, holidays=kept.skip_holidays, by=by)
    )
    cancelled = GroupSession.objects.filter(group=session.group_id, session_on__gte=first)
    skipped.update(cancelled.exclude(cancelled_at=None).values_list("session_on", flat=True))
    if how == How.SHIFT:
        moved = shifted(slots, days=(day - session.session_on).days, skipped=skipped)
    else:
        moved = cascaded(slots, to=day, rule=as_rule(kept), skipped=skipped)
    return {was.on: now.on for was, now in zip(slots, moved, strict=True)}


def _guessed(row: Sequence[GroupSession]) -> Recurrence:
    """The rule of sessions that were planned without one: their weekdays, as far apart as they are."""
    days = sorted({each.session_on for each in row})
    weekdays = sorted({day.weekday() for day in days})
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    weeks = max(min(gaps, default=WEEK) // WEEK, 1) if len(weekdays) == 1 else 1
    zone_hour = row[0].starts_at.time()
    return Recurrence(first_on=days[0], begins=zone_hour, minutes=1, weekdays=weekdays, every_weeks=weeks)


def _set_all(
    steps: Sequence[Step],
    days: dict,
    starts_at: datetime,
    ends_at: datetime,
    *,
    same_hour: bool,
    by: Staff,
) -> None:
    """The first goes where it was sent; those after it keep their hour, or take the new one with it."""
    first = steps[0].session
    zone = zone_of(first.group, by=by)
    was, new = first.starts_at.astimezone(zone).time(), starts_at.astimezone(zone).time()
    length = ends_at - starts_at
    for step in steps:
        session, takes_it = step.session, step.session is first
        own = session.starts_at.astimezone(zone).time()
        takes_it = takes_it or (same_hour and own == was)
        lasts = length if takes_it else session.ends_at - session.starts_at
        minutes = int(lasts / timedelta(minutes=1))
        begin, end = times_on(
            days[session.session_on], begins=new if takes_it else own, minutes=minutes, zone=zone
        )
        _set(session, begin, end, by=by)


def _set(session: GroupSession, starts_at: datetime, ends_at: datetime, *, by: Staff) -> None:
    """Its day is the day on the wall of the place where the group meets."""
    session.starts_at, session.ends_at = starts_at, ends_at
    session.session_on = starts_at.astimezone(zone_of(session.group, by=by)).date()


def _check(moving: Sequence[Step], stands: QuerySet[GroupSession], *, alone: bool) -> None:
    """None on another, none before one that stays, and none at the very hour of one that was cancelled."""
    if not moving:
        return
    ours = [step.session for step in moving]
    begins = min(min(step.was_starts_at, step.session.starts_at) for step in moving)
    others = list(stands.filter(ends_at__gt=begins - timedelta(days=1)))
    stay = [other for other in others if not other.cancelled_at]
    everybody = sorted([*ours, *stay], key=lambda each: (each.starts_at, each.ends_at))
    taken = {other.starts_at for other in others if other.cancelled_at}
    if any(later.starts_at < earlier.ends_at for earlier, later in pairwise(everybody)) or any(
        each.starts_at in taken for each in ours
    ):
        raise NotAcceptable(
            _("This group already has a session at that hour. Choose another day or hour."),
            fields={"day": [_("Choose another day or hour.")]},
        )
    if alone:
        return
    first = moving[0]
    for other in stay:
        if first.session.starts_at < other.starts_at < first.was_starts_at:
            raise NotAcceptable(
                _(
                    "The session of %(day)s would then come after this one. Move this one alone, or that one first."
                )
                % {"day": date_format(other.session_on, "j F")},
                fields={"day": [_("Choose a later day.")]},
            )


def _save(moved: Sequence[Step]) -> None:
    """In an order in which none passes through the hour of another that has not left it."""
    later = sorted((s for s in moved if s.session.starts_at > s.was_starts_at), key=lambda s: s.was_starts_at)
    others = sorted(
        (s for s in moved if s.session.starts_at <= s.was_starts_at), key=lambda s: s.was_starts_at
    )
    for step in [*reversed(later), *others]:
        step.session.version += 1
        step.session.save(update_fields=["starts_at", "ends_at", "session_on", "version"])
