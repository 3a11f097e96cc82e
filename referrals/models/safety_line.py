from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals.models.referral import Referral
from services.fields import EncryptedTextField
from services.models.walled import Walled, WalledQuerySet, with_history


class SafetyLineQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(referral__in=Referral.objects.visible_to(staff))


@with_history()
class SafetyLine(Walled):
    """One sentence about danger, kept at once and alone, before anything else of the talk."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.CASCADE, related_name="safety_lines")
    words = EncryptedTextField(_("what was said"))
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SafetyLineQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"Safety line {self.pk}"
