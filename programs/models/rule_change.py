from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.enrollment import Enrollment
from services.models.walled import Walled, WalledQuerySet


class RuleChangeQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(enrollment__in=Enrollment.objects.visible_to(staff))


class RuleChange(Walled):
    """Somebody decided that a man goes on under another edition, and why. Never changed, only added to."""

    enrollment = models.ForeignKey(
        "programs.Enrollment", on_delete=models.PROTECT, related_name="rule_changes"
    )
    before = models.ForeignKey(
        "programs.RuleProfile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    after = models.ForeignKey("programs.RuleProfile", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RuleChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index("service", "enrollment", name="rule_change_by_enrollment")]

    def __str__(self) -> str:
        return f"Rule change {self.pk}"
