from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.fields import SealedFileField
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet


class Kind(models.TextChoices):
    REFERRALS = "referrals", _("Referrals")
    ATTENDANCE = "attendance", _("Attendance, one row a man and session")
    REGISTER = "register", _("A register, one column a session")
    EXITS = "exits", _("Exits")


class Status(models.TextChoices):
    UPLOADED = "uploaded", _("Waiting to be read")
    CHECKED = "checked", _("Checked, nothing written yet")
    APPLYING = "applying", _("Waiting to be brought in")
    APPLIED = "applied", _("Brought in")
    UNDOING = "undoing", _("Waiting to be taken back")
    UNDONE = "undone", _("Taken back")
    GIVEN_UP = "given_up", _("Given up")
    FAILED = "failed", _("Could not be read")


# Somebody has to do something with these: the row is the queue.
DUE = (Status.UPLOADED, Status.APPLYING, Status.UNDOING)


class ImportBatchQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """For directors of every site: a file holds men of all of them."""
        if not staff.desk.everywhere(Role.DIRECTOR):
            return self.none()
        return self.in_service_of(staff)

    def due(self, *, at: datetime) -> Self:
        """Batches that wait for a worker, or whose worker let go of them."""
        return self.filter(status__in=DUE).filter(Q(lease_until=None) | Q(lease_until__lt=at))


class ImportBatch(Walled):
    """One spreadsheet on its way in: checked, brought in as a whole, and taken back as a whole."""

    Kind, Status = Kind, Status

    kind = models.CharField(_("what it holds"), max_length=12, choices=Kind.choices)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.UPLOADED)
    file_name = models.CharField(max_length=255)
    content = SealedFileField(null=True, help_text="Destroyed when the batch is applied or given up.")
    options = models.JSONField(default=dict, help_text="group, program, mapping as the director corrected it")
    result = models.JSONField(default=dict, help_text="What --format json prints")
    done, total = models.PositiveIntegerField(default=0), models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    uploaded_by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "id"]
        verbose_name_plural = "import batches"
        indexes = [
            models.Index(fields=["status", "lease_until"], condition=Q(status__in=DUE), name="import_due")
        ]

    def __str__(self) -> str:
        return f"Import {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("referrals:import_detail", args=[self.pk])


class ImportedRecord(Walled):
    """One row a batch made or changed, and at which version: so that undo can tell whether a person touched it since."""

    batch = models.ForeignKey("referrals.ImportBatch", on_delete=models.CASCADE, related_name="records")
    model = models.CharField(max_length=60)
    record_id = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    before = models.JSONField(
        null=True, help_text="What a changed row held before; null for one the batch made"
    )

    objects = WalledQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("service", "record_id", name="imported_record")]
        constraints = [
            models.UniqueConstraint("service", "batch", "model", "record_id", name="imported_once")
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.record_id}"
