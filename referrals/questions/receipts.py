"""What a receipt says: that it came, and on which day. More only to an office we called back, when it may hear it."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from django.utils.crypto import salted_hmac

from referrals.models import Arrival, Mandate, ReferralStep
from referrals.models.mandate import Authority
from referrals.models.referral import Status
from services.access import Role
from services.actions.tokens import hash_of
from services.wall import acting_as

TAKEN = {Status.ACCEPTED, Status.PLACED, Status.CLOSED}
NOT_TAKEN = {Status.REDIRECTED, Status.DECLINED, Status.WITHDRAWN, Status.NO_CONTACT}


def secret_for(page: str, said: Mapping[str, str]) -> str:
    """The link of one page and what was written on it: a button pressed twice is given the same one twice."""
    words = "\n".join(f"{name}: {text}" for name, text in sorted(said.items()))
    print_of_it = salted_hmac("refer.receipt", f"{page}\n{words}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(print_of_it).decode().rstrip("=")


def behind(secret: str) -> Arrival | None:
    """What somebody holds the receipt of; closed or made up, there is nothing."""
    with acting_as(token=hash_of(secret)):
        held = Arrival.objects.filter(receipt_hash=hash_of(secret), receipt_closed_at=None)
        return held.select_related("service").first()


def word_for(arrival: Arrival) -> str:
    """ "accepted", "waiting" or "not_taken" for whoever may hear it; "" says that it came, and nothing more.

    Once accepted, that is what it says: leaving a place would tell whether he came.
    """
    if arrival.referral_id is None:
        return ""
    # Asked as intake does: whoever holds the link may read nothing but the arrival.
    with acting_as(service=arrival.service_id, roles=[Role.INTAKE]):
        referral = arrival.referral
        referrer = referral.referrer
        # A call made before this message came was not about who wrote it.
        if referrer is None or referrer.verified_at is None or referrer.verified_at < arrival.received_at:
            return ""
        orders = Mandate.objects.filter(referral=referral, reports_to=referrer).in_force()
        if not orders.exclude(authority=Authority.NONE).exists():
            return ""
        if referral.status == Status.WAITLISTED:
            return "waiting"
        accepted = ReferralStep.objects.filter(referral=referral, to_status__in=TAKEN).exists()
        if accepted:
            return "accepted"
        return "not_taken" if Status(referral.status) in NOT_TAKEN else ""
