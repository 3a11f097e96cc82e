from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.enrollment import Enrollment
from services.models.walled import Walled, WalledQuerySet


class GateOverrideQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(enrollment__in=Enrollment.objects.visible_to(staff))


class GateOverride(Walled):
    """Somebody decided that a man meets the we sessions before he has done the me part, and why. Only added to."""

    enrollment = models.ForeignKey(
        "programs.Enrollment", on_delete=models.PROTECT, related_name="gate_overrides"
    )
    reason = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = GateOverrideQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index("service", "enrollment", name="gate_override_by_enrollment")]

    def __str__(self) -> str:
        return f"Gate override {self.pk}"
