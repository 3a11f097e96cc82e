"""What makes a man somebody's own, on this floor."""

from __future__ import annotations

from django.db.models import QuerySet

from followups.models import FollowUp


def own_men(staff) -> QuerySet:
    """Ids of men to whom this person owes something."""
    return FollowUp.objects.owed_by(staff).exclude(client=None).values("client")
