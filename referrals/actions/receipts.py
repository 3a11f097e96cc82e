"""The link that a lawyer or an office was given: closed, or made anew. Only its print is kept."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from referrals.models import Arrival
from services.actions import audit
from services.actions.tokens import hash_of
from services.errors import Refused
from services.models import Staff


@transaction.atomic
def close(*, arrival: Arrival, by: Staff, at: datetime) -> Arrival:
    """From now on the link is the page of no link at all."""
    arrival = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    if arrival.receipt_hash and arrival.receipt_closed_at is None:
        arrival.receipt_closed_at = at
        arrival.save(update_fields=["receipt_closed_at"])
        audit.record(by=by, what="receipt.closed", about=arrival, at=at)
    return arrival


@transaction.atomic
def make_new(*, arrival: Arrival, by: Staff, at: datetime) -> str:
    """A new link, shown once; the one before is closed with it."""
    arrival = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    if arrival.door == Arrival.Door.ME:
        raise Refused(_("Who writes about himself gets no link: somebody else may hold his phone."))
    secret = secrets.token_urlsafe(32)
    arrival.receipt_hash, arrival.receipt_closed_at = hash_of(secret), None
    arrival.save(update_fields=["receipt_hash", "receipt_closed_at"])
    audit.record(by=by, what="receipt.made", about=arrival, at=at)
    return secret
