"""What makes a man somebody's own, on this floor."""

from __future__ import annotations

from django.db.models import QuerySet

from referrals.models import Referral


def own_men(staff) -> QuerySet:
    """Ids of men whose referral this person may see: of the site, or held by the person."""
    return Referral.objects.visible_to(staff).values("client")
