from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from services.fields import EncryptedTextField
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history


class Why(models.TextChoices):
    ORDER = "order", _("An order says so")
    SAFETY = "safety", _("Safety")
    HOUSEHOLD = "household", _("Ties to one household")
    OTHER = "other", _("Another reason")


class KeptApartQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """For directors, and intake: others only meet that a group does not fit."""
        rows = self.in_service_of(staff)
        return rows if staff.desk.has(Role.INTAKE, Role.DIRECTOR) else rows.none()

    def in_force(self) -> Self:
        return self.filter(ended_at=None)

    def men_kept_from(self, staff) -> models.QuerySet:
        """Ids of men whom this person must not meet at work, and so does not see. They never name nobody."""
        return self.in_service_of(staff).in_force().filter(staff_id=staff.pk).values("client")


@with_history()
class KeptApart(Walled):
    """Two men who must not sit in one group, or a man and a worker who must not meet at work."""

    Why = Why

    client = models.ForeignKey("services.Client", on_delete=models.PROTECT, related_name="kept_apart")
    other = models.ForeignKey(
        "services.Client", on_delete=models.PROTECT, null=True, blank=True, related_name="kept_apart_from"
    )
    staff = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="kept_apart_from"
    )
    why = models.CharField(_("why"), max_length=10, choices=Why.choices)
    words = EncryptedTextField(_("in a few words"), blank=True, default="")
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = KeptApartQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        verbose_name_plural = "kept apart"
        constraints = [
            models.CheckConstraint(
                condition=(Q(other=None) & Q(staff__isnull=False)) | (Q(other__isnull=False) & Q(staff=None)),
                name="kept_apart_from_one",
                violation_error_message=_("Name one man or one colleague."),
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=F("client")), name="kept_apart_from_another"
            ),
        ]
        indexes = [
            models.Index("service", "client", name="kept_apart_by_client"),
            models.Index("service", "other", name="kept_apart_by_other"),
        ]

    def __str__(self) -> str:
        return f"Kept apart {self.pk}"
