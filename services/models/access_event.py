from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet

# How long a reason once given lets a director read on.
READING_TIME = timedelta(minutes=60)


class AccessEventQuerySet(WalledQuerySet):
    def opens(self, *, what: str, about_id, by, at: datetime) -> Self:
        """Reasons this person gave for this record in the last hour."""
        return self.in_service_of(by).filter(
            by_id=by.pk, what=what, about_id=about_id, at__gt=at - READING_TIME
        )


class AccessEvent(Walled):
    """Somebody opened a record that asks for a reason: who, which, and why. Append-only."""

    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=60)
    about_id = models.UUIDField()
    reason = models.CharField(_("why you open this"), max_length=300)
    at = models.DateTimeField()

    objects = AccessEventQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("service", "about_id", "at", name="access_about")]

    def __str__(self) -> str:
        return f"{self.what} {self.about_id}"
