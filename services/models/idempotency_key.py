from django.db import models

from services.models.walled import Walled, WalledQuerySet


class IdempotencyKey(Walled):
    """What was answered to a request that may be sent again. Kept 30 days; the body only as a hash."""

    staff = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    answer = models.JSONField(null=True, blank=True)
    etag = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("service", "staff", "key", name="idempotency_key_once")]

    def __str__(self) -> str:
        return f"Idempotency key {self.pk}"
