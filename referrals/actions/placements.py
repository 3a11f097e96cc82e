from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from programs.actions import enrollments
from programs.models import Enrollment, Group
from referrals.actions import deadlines, doses_in_step, referrals
from referrals.models import Referral
from referrals.models.referral import Status
from services.models import Staff


@transaction.atomic
def place(
    *, referral: Referral, group: Group, start_on: date, credit: bool = False, by: Staff, at: datetime
) -> Enrollment:
    """Give a referred man a place in a group: both happen, or neither. Who comes back does so by this referral.

    `credit` is the decision on what he did before, where his rules leave one.
    """
    referrals.step(referral=referral, to=Status.PLACED, by=by, at=at)
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
