from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from programs.actions import enrollments
from programs.models import Enrollment, Group
from referrals.actions import referrals
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
    return enrollments.enroll(
        client=referral.client,
        group=group,
        started_on=start_on,
        required_sessions=referral.required_sessions,
        referred_on=referral.received_on,
        credit=credit,
        by=by,
        at=at,
    )
