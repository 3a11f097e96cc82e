"""One man's mark changed away from the register, so that a register left open says that it is stale."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from programs.errors import SessionCancelled
from programs.models import Attendance, GroupSession
from services.actions import audit
from services.models import Staff


def locked(attendance: Attendance) -> tuple[GroupSession, Attendance]:
    """The session, then the mark: in the order in which a register is saved, so that neither waits for the other."""
    session = GroupSession.objects.select_for_update(of=("self",)).get(pk=attendance.session_id)
    if session.cancelled_at:
        raise SessionCancelled(_("This session was cancelled, so nobody missed it."))
    return session, Attendance.objects.select_for_update(of=("self",)).get(pk=attendance.pk)


def changed(
    session: GroupSession, row: Attendance, *, what: str, by: Staff, at: datetime, **details: str
) -> None:
    """Keep the mark; it and its register have another version now."""
    row.marked_by, row.marked_at = by, at
    row.version += 1
    row.save()
    session.version += 1
    session.save(update_fields=["version"])
    audit.record(by=by, what=what, about=row, at=at, **details)
