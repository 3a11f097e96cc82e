"""Who is expected at a session: the frozen rows, and until they are frozen the places that run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef

from programs.models import Attendance, Enrollment, GroupSession, Pause
from programs.models.attendance import Outcome

# All that is said of a man on one evening: his mark, minutes late, minutes in the room, what he told us.
Said = tuple[str | None, int | None, int | None, str]
NOTHING_SAID: Said = (None, None, None, "")
SAID_BY_HIS_LEAVE: Said = (Outcome.ON_LEAVE, None, None, "")


@dataclass
class RosterEntry:
    """One man on the roster of a session, marked or not. Version 0: no mark was ever kept for him here.

    `away` is who is on leave that day and has no row yet: it says what his row will say, and is no gap.
    """

    enrollment: Enrollment
    attendance: Attendance | None = None
    away: bool = False

    @property
    def outcome(self) -> str | None:
        if self.attendance:
            return self.attendance.outcome
        return Outcome.ON_LEAVE if self.away else None

    @property
    def on_leave(self) -> bool:
        return self.outcome == Outcome.ON_LEAVE

    @property
    def version(self) -> int:
        return self.attendance.version if self.attendance else 0

    @property
    def said(self) -> Said:
        row = self.attendance
        if row is None:
            return SAID_BY_HIS_LEAVE if self.away else NOTHING_SAID
        return (row.outcome, row.minutes_late, row.minutes_attended, row.reason)

    @property
    def name(self) -> str:
        return self.enrollment.client.short_name


def roster(*, session: GroupSession, at: datetime) -> list[RosterEntry]:
    """Who was expected that day: the frozen rows, and until they are frozen the places that run. Two queries.

    Who is on leave that day comes along, apart: he is not expected, and may be marked all the same if he comes.

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
        running = (
            Enrollment.objects.filter(group_id=session.group_id)
            .active(on=session.session_on)
            .exclude(pk__in=known)
            .annotate(away=Exists(Pause.objects.on(session.session_on).filter(enrollment=OuterRef("pk"))))
            .select_related("client")
        )
        entries += [RosterEntry(enrollment, away=enrollment.away) for enrollment in running]
        entries.sort(
            key=lambda entry: (entry.enrollment.client.find_first, entry.enrollment.client.find_last)
        )
    return entries
