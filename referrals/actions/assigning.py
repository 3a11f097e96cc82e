"""Many referrals given to one person at once, and taken back as they were."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from referrals.actions import referrals
from referrals.models import Referral
from services.models import Staff


@transaction.atomic
def give(
    *, referrals_seen: Collection[Referral], owner: Staff | None, by: Staff, at: datetime
) -> dict[UUID, UUID | None]:
    """Put one name on all of them, or on none. Answers with whose each was: what `take_back` needs."""
    before: dict[UUID, UUID | None] = {}
    ids = [each.pk for each in referrals_seen]
    # In one order, so that two who give the same men away at once wait for each other.
    for row in Referral.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"):
        if row.owner_id != (owner and owner.pk):
            before[row.pk] = row.owner_id
            referrals.take(referral=row, owner=owner, by=by, at=at)
    return before


@transaction.atomic
def take_back(*, before: Mapping[UUID, UUID | None], owner_id: UUID | None, by: Staff, at: datetime) -> int:
    """Each goes back to whose it was; one that somebody took meanwhile stays with them."""
    owners = Staff.objects.in_bulk([pk for pk in before.values() if pk])
    rows = Referral.objects.select_for_update(of=("self",)).filter(pk__in=list(before)).order_by("pk")
    still = [row for row in rows if row.owner_id == owner_id]
    for row in still:
        pk = before[row.pk]
        referrals.take(referral=row, owner=owners.get(pk) if pk else None, by=by, at=at)
    return len(still)
