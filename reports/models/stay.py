from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from services.models.walled import Walled, WalledQuerySet


class StayQuerySet(WalledQuerySet):
    def right(self, *, at: datetime) -> Self:
        """Those that say what is true at a moment."""
        begun = Q(right_from=None) | Q(right_from__lte=at)
        return self.filter(begun, Q(right_until=None) | Q(right_until__gt=at))


class Stay(Walled):
    """What is known of one man's place as far as its sessions were held, worked out once. Its id is the place's.

    Nothing is lost with it: a place without such a row is worked out when somebody asks. Triggers drop the row in
    the very transaction that changes what it says (migration 0002_forgotten_when_changed).
    """

    # Nothing has to happen in between: no session he is on the roster of ends.
    right_from = models.DateTimeField(null=True)
    right_until = models.DateTimeField(null=True)

    offered_from = models.DateField(null=True)
    last_offered = models.PositiveIntegerField(null=True)
    first_came = models.PositiveIntegerField(null=True)
    last_came = models.PositiveIntegerField(null=True)
    came_from = models.DateField(null=True)
    came_until = models.DateField(null=True)
    # The referral by which he was there when he was first offered a session.
    source = models.CharField(max_length=20, null=True)
    pressure = models.CharField(max_length=20, null=True)

    objects = StayQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("service", "right_until", name="stay_by_end")]

    def __str__(self) -> str:
        return f"Stay {self.pk}"
