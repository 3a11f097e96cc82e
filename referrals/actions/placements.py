from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions import enrollments, fitting
from programs.models import Enrollment, Group, GroupSession
from referrals.actions import deadlines, doses_in_step, referrals
from referrals.errors import ReasonMissing
from referrals.models import Referral
from referrals.models.referral import Status
from referrals.questions.fit import asks_of
from services.errors import NotAcceptable
from services.models import Staff


@transaction.atomic
def place(
    *,
    referral: Referral,
    group: Group,
    start_on: date,
    credit: bool = False,
    reason: str = "",
    by: Staff,
    at: datetime,
) -> Enrollment:
    """Give a referred man a place in a group: both happen, or neither. Who comes back does so by this referral.

    `credit` is the decision on what he did before, where his rules leave one. `reason` says why there although it
    meets elsewhere, at an hour he cannot come, or has begun. Nothing overrules whom he must not meet.
    """
    if not referral.client.has_a_name:
        sentence = _("He has no name yet. Ask him for the one he uses, and write it on his page.")
        raise NotAcceptable(sentence, fields={"group": [sentence]})
    step = referrals.step(referral=referral, to=Status.PLACED, reason=reason, by=by, at=at)
    # First of all, so that no other fact about the group is said beside it.
    fitting.refuse_unfit(client=referral.client, group=group, at=at)
    coming = GroupSession.objects.filter(group=group, starts_at__gt=at, cancelled_at=None)
    next_at = coming.order_by("starts_at").values_list("starts_at", flat=True).first()
    asks = asks_of(step, group, next_at=next_at, on=start_on)
    if asks and not reason.strip():
        raise ReasonMissing(
            _("%(facts)s Say why there all the same.") % {"facts": " ".join(asks)},
            fields={"reason": [_("This is empty.")]},
        )
    place = enrollments.enroll(
        client=referral.client,
        group=group,
        started_on=start_on,
        required_sessions=referral.required_sessions,
        referred_on=referral.received_on,
        credit=credit,
        by=by,
        at=at,
    )
    # What his orders ask goes along, and his first report is counted from his first day.
    doses_in_step.of_man(client_id=referral.client_id, by=by, at=at)
    deadlines.count_again(client_id=referral.client_id, at=at)
    return place
