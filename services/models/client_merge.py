from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from services.models.client import Client
from services.models.walled import Walled, WalledQuerySet, with_history


class ClientMergeQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(kept__in=Client.objects.visible_to(staff))


@with_history()
class ClientMerge(Walled):
    """Two records of one man made into one, with what moved, so that it can be taken back."""

    kept = models.ForeignKey("services.Client", on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey("services.Client", on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(
        default=dict, help_text="For each table: the ids that pointed at the one that is gone"
    )
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = ClientMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two_records")]
        indexes = [
            models.Index("service", "kept", name="merge_by_kept"),
            models.Index("service", "gone", name="merge_by_gone"),
        ]

    def __str__(self) -> str:
        return f"Merge {self.pk}"
