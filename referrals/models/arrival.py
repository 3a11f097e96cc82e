from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.fields import EncryptedTextField
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet


class Door(models.TextChoices):
    ME = "me", _("He wrote himself")
    LEGAL = "legal", _("A lawyer wrote")
    COURT = "court", _("A court or service wrote")


class Status(models.TextChoices):
    NEW = "new", _("Not read yet")
    TAKEN = "taken", _("In the queue")
    SET_ASIDE = "set_aside", _("Set aside")


class ArrivalQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """What came in from outside is read by whoever receives men at every site: it names no site yet."""
        rows = self.in_service_of(staff)
        return rows if staff.desk.has(Role.INTAKE, Role.DIRECTOR) else rows.none()


class Arrival(Walled):
    """What somebody wrote at a door from outside, unread or read. It is no referral until a person takes it up."""

    Door, Status = Door, Status

    door = models.CharField(max_length=8, choices=Door.choices)
    said = EncryptedTextField(help_text="What was written, as JSON, sealed")
    received_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.NEW)
    read_by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    why = models.CharField(_("why it was set aside"), max_length=300, blank=True)
    referral = models.ForeignKey(
        "referrals.Referral", on_delete=models.PROTECT, null=True, related_name="arrivals"
    )
    receipt_hash = models.CharField(max_length=64, blank=True, editable=False)
    receipt_closed_at = models.DateTimeField(null=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "id"]
        indexes = [
            models.Index("service", "status", "received_at", "id", name="arrival_queue"),
            models.Index("receipt_hash", name="arrival_receipt"),
            models.Index("service", "referral", name="arrival_by_referral"),
        ]

    def __str__(self) -> str:
        return f"Arrival {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("referrals:arrival_detail", args=[self.pk])
