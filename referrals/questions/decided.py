"""What the page of a referral says once it is decided: what can be taken back, what is owed to him, where he went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from referrals.models import ContactAttempt, Deadline, Redirection, Referral, ReferralStep
from referrals.models.deadline import Kind
from referrals.models.redirection import Outcome
from referrals.models.referral import TAKEN_BACK, Status
from referrals.questions.ladder import CLIMBED, ladder_of
from services.models import Staff

# Long enough to see a slip of the finger, too short to rewrite a morning.
MAY_GO_BACK_FOR = timedelta(hours=1)
NOTICES = (Kind.REJECTION, Kind.ANSWER)


def about(
    staff: Staff,
    referral: Referral,
    *,
    contacts: Sequence[ContactAttempt],
    steps: Sequence[ReferralStep],
    at: datetime,
) -> dict:
    """For the page: which try is due, the step that may go back, the notice of a no, and where else he is helped.

    `steps` are all it took, the newest first; the referral comes from the queue.
    """
    declined = referral.status == Status.DECLINED
    climbs = referral.status in CLIMBED and not referral.is_set_aside
    found: dict[str, object] = {
        "goes_back": goes_back(staff, referral, last=steps[0] if steps else None, at=at),
        "declined": declined,
        "notice_due": notice_due(referral, staff) if declined and not referral.decline_notice_on else None,
        "redirections": [],
        "ladder": None,
    }
    if referral.status == Status.REDIRECTED:
        rows = Redirection.objects.visible_to(staff).filter(referral=referral).select_related("by")
        found["redirections"] = list(rows)
    if climbs:
        found["ladder"] = ladder_of(referral, days=referral.ladder_days, attempts=contacts)
    return found


def goes_back(
    staff: Staff, referral: Referral, *, last: ReferralStep | None, at: datetime
) -> ReferralStep | None:
    """The last step, if this person took it within the hour by mistake, and nothing was built on it."""
    if referral.status not in TAKEN_BACK or last is None:
        return None
    if last.takes_back_id or last.to_status != referral.status:
        return None
    if last.by_id != staff.pk or last.at <= at - MAY_GO_BACK_FOR or built_upon(referral):
        return None
    return last


def built_upon(referral: Referral) -> bool:
    """He was told in writing, or the other service has said what became of it."""
    known = Redirection.objects.filter(referral=referral).exclude(outcome=Outcome.NOT_KNOWN)
    return bool(referral.decline_notice_on) or known.exists()


def notice_due(referral: Referral, staff: Staff) -> datetime | None:
    """By when the no must be told, as his rules say it; none where no rule does, or it is done."""
    owed = Deadline.objects.visible_to(staff).open().filter(referral=referral, kind__in=NOTICES)
    return owed.order_by("due_at").values_list("due_at", flat=True).first()
