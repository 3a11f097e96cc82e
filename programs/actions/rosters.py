"""Who is expected at a session: the frozen rows, and until they are frozen the places that run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from programs.models import Attendance, Enrollment, GroupSession
from programs.models.enrollment import Status

# All that is said of a man on one evening: his mark, minutes late, minutes in the room, what he told us.
Said = tuple[str | None, int | None, int | None, str]
NOTHING_SAID: Said = (None, None, None, "")


@dataclass
class RosterEntry:
    """One man on the roster of a session, marked or not. Version 0: no mark was ever kept for him here."""

    enrollment: Enrollment
    attendance: Attendance | None = None

    @property
    def outcome(self) -> str | None:
        return self.attendance.outcome if self.attendance else None

    @property
    def version(self) -> int:
        return self.attendance.version if self.attendance else 0

    @property
    def said(self) -> Said:
        row = self.attendance
        return (row.outcome, row.minutes_late, row.minutes_attended, row.reason) if row else NOTHING_SAID

    @property
    def name(self) -> str:
        return self.enrollment.client.short_name


def roster(*, session: GroupSession, at: datetime) -> list[RosterEntry]:
    """Who was expected that day: the frozen rows, and until they are frozen the places that run. Two queries.

    A row that was read knows the name of who marked it, as `marked_by_name`.
    """
    rows = (
        Attendance.objects.filter(session=session)
        .select_related("enrollment__client")
        .annotate(marked_by_name=F("marked_by__name"))
        .order_by("enrollment__client__find_first", "enrollment__client__find_last", "enrollment_id")
    )
    entries = [RosterEntry(row.enrollment, row) for row in rows]
    if session.roster_frozen_at is None and session.cancelled_at is None:
        known = {entry.enrollment.pk for entry in entries}
        expected = (
            Enrollment.objects.filter(group_id=session.group_id)
            .active(on=session.session_on)
            .exclude(status=Status.PAUSED)
            .exclude(pk__in=known)
            .select_related("client")
        )
        entries += [RosterEntry(enrollment) for enrollment in expected]
        entries.sort(
            key=lambda entry: (entry.enrollment.client.find_first, entry.enrollment.client.find_last)
        )
    return entries
