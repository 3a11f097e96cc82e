"""Sessions of a group: made ahead, cancelled, and their roster frozen once they are over."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from programs.errors import SessionCancelled
from programs.models import Attendance, Group, GroupSession, Module
from services.actions import audit
from services.errors import NotAcceptable
from services.models import Staff

# Everybody whose place ran on that day, once; a paused man is not expected. Version 0, as before it was frozen:
# freezing is no mark, and must not make a page that is open look stale.
FREEZE = """
    insert into programs_attendance (id, service_id, session_id, enrollment_id, reason, version)
    select gen_random_uuid(), s.service_id, s.id, e.id, '', 0
    from programs_groupsession s
    join programs_enrollment e on e.service_id = s.service_id and e.group_id = s.group_id
    where s.id = any(%s) and e.started_on <= s.session_on and e.status <> 'paused'
      and (e.ended_on is null or e.ended_on >= s.session_on)
    on conflict (service_id, session_id, enrollment_id) do nothing
"""


@transaction.atomic
def schedule(
    *,
    group: Group,
    first_on: date,
    begins: time,
    minutes: int,
    count: int,
    every_days: int = 7,
    by: Staff,
    at: datetime,
) -> list[GroupSession]:
    """Make sessions ahead at the same hour on the wall clock, whatever the season; numbered on from the last."""
    zone = ZoneInfo((group.site and group.site.zone) or by.desk.service.zone)
    modules = list(Module.objects.filter(program_id=group.program_id))
    last = GroupSession.objects.filter(group=group).exclude(number=None).order_by("-number").first()
    number = last.number + 1 if last else 1
    sessions = []
    for step in range(count):
        day = first_on + timedelta(days=step * every_days)
        starts_at = datetime.combine(day, begins, tzinfo=zone)
        sessions.append(
            GroupSession(
                service_id=group.service_id,
                group=group,
                number=number + step,
                module=modules[(number + step - 1) % len(modules)] if modules else None,
                session_on=day,
                starts_at=starts_at,
                # Counted in UTC: on the wall, a night in which the clocks change has an hour more or less.
                ends_at=starts_at.astimezone(UTC) + timedelta(minutes=minutes),
            )
        )
    GroupSession.objects.bulk_create(sessions)
    audit.record(by=by, what="group.scheduled", about=group, at=at, count=count)
    return sessions


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
        outcome=Attendance.Outcome.CANCELLED,
        minutes_late=None,
        minutes_attended=None,
        marked_by=by,
        marked_at=at,
        version=F("version") + 1,
    )
    audit.record(by=by, what="session.cancelled", about=session, at=at)
    return session


@transaction.atomic
def freeze_rosters(*, service_id, at: datetime, session: GroupSession | None = None) -> int:
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
