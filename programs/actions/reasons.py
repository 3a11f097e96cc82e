"""What he told us for a session he missed: a person accepts it, or takes that back. No rule does it alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions.marks import changed, locked
from programs.models import Attendance
from programs.models.attendance import Outcome
from services.errors import Refused, Stale
from services.models import Staff


@transaction.atomic
def accept(*, attendance: Attendance, seen: str | None = None, by: Staff, at: datetime) -> Attendance:
    """Accept his reason, once. What that changes, his rules say. Refused where he did not tell us of it.

    With `seen`, the reason that was read: raises Stale when the register says another one by now.
    """
    session, row = locked(attendance)
    if seen is not None and seen.split() != row.reason.split():
        raise Stale(_("Somebody else changed this since you opened it."), current=row)
    if row.outcome != Outcome.EXCUSED:
        raise Refused(_("Only the reason for a session he told us of can be accepted."))
    if row.reason_accepted:
        return row
    row.reason_accepted, row.accepted_by, row.accepted_at = True, by, at
    changed(session, row, what="attendance.reason_accepted", by=by, at=at)
    return row


@transaction.atomic
def take_back(*, attendance: Attendance, by: Staff, at: datetime) -> Attendance:
    """His reason is accepted no more. Refused where it was not."""
    session, row = locked(attendance)
    if not row.reason_accepted:
        raise Refused(_("His reason was not accepted."))
    row.reason_accepted, row.accepted_by, row.accepted_at = False, None, None
    changed(session, row, what="attendance.reason_not_accepted", by=by, at=at)
    return row
