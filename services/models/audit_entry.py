from django.db import models

from services.models.walled import Walled, WalledQuerySet


class AuditEntry(Walled):
    """Who did what to which row, written in the same transaction. Ids and codes only, never words."""

    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=80)
    about_type = models.CharField(max_length=60)
    about_id = models.UUIDField()
    at = models.DateTimeField()
    details = models.JSONField(default=dict, blank=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("service", "about_id", "at", name="audit_about")]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.what} {self.about_id}"
