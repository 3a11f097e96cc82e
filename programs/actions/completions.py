"""He finished: enough sessions, taking part, a last review, and who signed it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions import enrollments
from programs.errors import AlreadyEnded
from programs.models import Completion, Enrollment
from programs.models.completion import Of
from programs.models.enrollment import EndedBy, ExitReason
from programs.questions import finishing
from services.actions import audit
from services.codes import known
from services.errors import NotAcceptable
from services.models import Staff

REASONS = {Of.PROGRAM: ExitReason.COMPLETED, Of.MANDATE: ExitReason.MANDATE_COMPLETED}


@transaction.atomic
def complete(
    *,
    enrollment: Enrollment,
    of: str,
    took_part: bool,
    reviewed_on: date,
    on: date,
    review: str = "",
    dose_reason: str = "",
    by: Staff,
    at: datetime,
) -> Completion:
    """Sign that he finished and end his place, in one. It says what he did, never that anybody is safe.

    Raises AlreadyEnded, and NotAcceptable where something is missing that is asked: fewer sessions need a reason.
    """
    what = Of(known(Of, of, field="of"))
    place = (
        Enrollment.objects.select_related("rule_profile")
        .select_for_update(of=("self",))
        .get(pk=enrollment.pk)
    )
    if not place.is_open:
        raise AlreadyEnded(_("This place has already ended."))
    asked = finishing.asked_of(place, of=what, on=on, at=at)
    dose_reason = dose_reason.strip()
    if not asked.dose_met and not dose_reason:
        raise NotAcceptable(
            _("He came to fewer sessions than are asked. Say why they are enough."),
            fields={"dose_reason": [_("One sentence is enough.")]},
        )
    if not took_part and what == Of.PROGRAM:
        raise NotAcceptable(
            _("Who did not take part has not finished the program."),
            fields={
                "took_part": [
                    _("End his place with another reason, or say that only what was ordered is done.")
                ]
            },
        )
    _check_review(place, reviewed_on, on=on)
    signed = Completion.objects.create(
        service_id=place.service_id,
        enrollment=place,
        of=what,
        dose_met=asked.dose_met,
        took_part=took_part,
        reviewed_on=reviewed_on,
        review=review.strip(),
        dose_reason=dose_reason,
        signed_by=by,
        signed_at=at,
    )
    enrollments.exit(enrollment=place, reason=REASONS[what], ended_by=EndedBy.PROGRAM, on=on, by=by, at=at)
    audit.record(by=by, what="completion.signed", about=signed, at=at, of=what)
    return signed


def _check_review(place: Enrollment, reviewed_on: date, *, on: date) -> None:
    if reviewed_on < place.started_on:
        raise NotAcceptable(
            _("The last review cannot be before his place began."),
            fields={"reviewed_on": [_("Choose a later day.")]},
        )
    if reviewed_on > on:
        raise NotAcceptable(
            _("The last review comes before his last day, or on it."),
            fields={"reviewed_on": [_("Choose an earlier day.")]},
        )
