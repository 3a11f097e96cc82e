"""A session of a group: added, changed, cancelled and taken back, and its roster frozen once it is over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from programs.actions.schedules import zone_of
from programs.errors import SessionCancelled
from programs.models import Attendance, Group, GroupSession
from programs.models.attendance import Outcome
from services.actions import audit
from services.errors import NotAcceptable, Refused, Stale
from services.models import Staff

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


@transaction.atomic
def add(
    *, group: Group, starts_at: datetime, ends_at: datetime, by: Staff, at: datetime, **fields: object
) -> GroupSession:
    """One session more than was planned. `fields`: number, topic, module, room."""
    # As for a move: nothing is put where another is being moved to.
    Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    session = GroupSession(service_id=group.service_id, group=group, **fields)
    _check_part(session)
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

    `fields`: number, topic, module, room.
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
    for name in ("number", "topic", "module", "room"):
        if name in fields:
            setattr(session, name, fields[name])
    if "module" in fields:
        _check_part(session)
    session.version += 1
    session.full_clean(exclude=["service"])
    session.save()
    audit.record(by=by, what="session.edited", about=session, at=at)
    return session


def _check_part(session: GroupSession) -> None:
    """A part of its own program; and the plan of another part goes with that part."""
    part = session.module
    if part and part.curriculum.program_id != session.group.program_id:
        raise NotAcceptable(
            _("One of these parts is not a part of this program."), fields={"module": [_("Choose a part.")]}
        )
    if session.plan and session.plan.module_id != session.module_id:
        session.plan = None


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
