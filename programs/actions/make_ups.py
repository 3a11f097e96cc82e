"""A session he missed and made up on another day: it stands on the row of the session he missed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions.marks import changed, locked
from programs.models import Attendance, Enrollment
from programs.models.attendance import MISSED, Outcome
from programs.models.enrollment import Status
from services.errors import NotAcceptable, Refused
from services.models import Staff


@transaction.atomic
def make_up(*, attendance: Attendance, on: date, by: Staff, at: datetime) -> Attendance:
    """Say that a missed session was made up on a day, or correct that day. What it is worth, his rules say.

    A reason that had been accepted is so no more: there is no absence left to excuse. Raises Refused where he did
    not miss it, NotAcceptable for a day that cannot be.
    """
    session, row = locked(attendance)
    if row.outcome not in (*MISSED, Outcome.MAKE_UP):
        raise Refused(_("Only a session he missed can be made up."))
    place = Enrollment.objects.select_for_update(of=("self",)).get(pk=row.enrollment_id)
    _check_day(place, on, by=by)
    if (row.outcome, row.made_up_on) == (Outcome.MAKE_UP, on):
        return row
    row.outcome, row.made_up_on, row.minutes_late = Outcome.MAKE_UP, on, None
    row.reason_accepted, row.accepted_by, row.accepted_at = False, None, None
    changed(session, row, what="attendance.made_up", by=by, at=at, on=on.isoformat())
    if place.status == Status.PLACED:
        place.status = Status.ATTENDING
        place.version += 1
        place.save(update_fields=["status", "version"])
    return row


@transaction.atomic
def take_back(*, attendance: Attendance, by: Staff, at: datetime) -> Attendance:
    """He did not make it up after all: it is missed again, as it was marked before. Raises Refused where nothing is."""
    session, row = locked(attendance)
    if row.outcome != Outcome.MAKE_UP:
        raise Refused(_("This session is not made up."))
    before = (
        Attendance.pgh_event_model.objects.filter(pgh_obj_id=row.pk, outcome__in=MISSED)  # type: ignore[attr-defined]
        .order_by("-pgh_id")
        .first()
    )
    # Marked as made up in the register from the first: nobody said whether he had told us.
    row.outcome = before.outcome if before else Outcome.UNEXCUSED
    row.made_up_on = None
    changed(session, row, what="attendance.make_up_taken_back", by=by, at=at)
    return row


def _check_day(place: Enrollment, on: date, *, by: Staff) -> None:
    if on > by.desk.on:
        raise NotAcceptable(
            _("He cannot have made it up in the future."), fields={"on": [_("Choose today or earlier.")]}
        )
    if on < place.started_on:
        raise NotAcceptable(
            _("He had no place yet on that day."),
            fields={"on": [_("He started on %(day)s.") % {"day": place.started_on.isoformat()}]},
        )
    if place.ended_on and on > place.ended_on:
        raise NotAcceptable(
            _("His place had ended by that day."),
            fields={"on": [_("His last day was %(day)s.") % {"day": place.ended_on.isoformat()}]},
        )
