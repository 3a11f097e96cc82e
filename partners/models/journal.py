"""The wing's own books: who opened what, and who did what. Nothing of it stands in the audit of the house."""

from __future__ import annotations

from django.db import models

from partners.models.wing import OfTheWing, WingQuerySet
from partners.schema import wing_table


class WingRead(OfTheWing):
    """Somebody of the wing opened an enquiry, or the list of them. No row, no page. Append-only."""

    by_id = models.UUIDField()
    what = models.CharField(max_length=20)
    enquiry_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    objects = WingQuerySet.as_manager()

    class Meta:
        db_table = wing_table("wingread")
        ordering = ["-at", "id"]
        indexes = [models.Index("service_id", "enquiry_id", "at", name="wing_read_about")]

    def __str__(self) -> str:
        return f"Read {self.pk}"


class WingEntry(OfTheWing):
    """Somebody did something here: codes and ids, never words. Append-only."""

    by_id = models.UUIDField(null=True)
    what = models.CharField(max_length=40)
    enquiry_id = models.UUIDField()
    at = models.DateTimeField()

    objects = WingQuerySet.as_manager()

    class Meta:
        db_table = wing_table("wingentry")
        ordering = ["-at", "id"]
        indexes = [models.Index("service_id", "enquiry_id", "at", name="wing_entry_about")]

    def __str__(self) -> str:
        return f"{self.what} {self.enquiry_id}"
