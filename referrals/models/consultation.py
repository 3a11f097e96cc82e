from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from referrals.models.kept_apart import KeptApart
from referrals.models.referral import Referral
from services.fields import EncryptedTextField
from services.models.walled import Walled, WalledQuerySet, with_history


class ConsultationQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Read with the referral; whoever is asked reads what he is asked."""
        own = Q(asked_of_id=staff.pk) | Q(referral__in=Referral.objects.visible_to(staff))
        rows = self.in_service_of(staff).filter(own)
        return rows.exclude(referral__client__in=KeptApart.objects.men_kept_from(staff))

    def open(self) -> Self:
        return self.filter(answered_at=None)


@with_history()
class Consultation(Walled):
    """A colleague's ear about danger: asked for, and open until that colleague answered."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.CASCADE, related_name="consultations")
    asked_by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_of = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="consultations")
    question = EncryptedTextField(_("what it is about"), blank=True, default="")
    answered_by = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = EncryptedTextField(_("what you agreed"), blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
                name="answered_by_another",
                violation_error_message=_("A colleague answers, not the one who asked."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="answered_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                "service",
                "asked_of",
                "asked_at",
                condition=Q(answered_at=None),
                name="consultation_open",
            )
        ]

    def __str__(self) -> str:
        return f"Consultation {self.pk}"
