from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programs.models.enrollment import Enrollment
from services.fields import EncryptedTextField
from services.models.walled import Walled, WalledQuerySet, with_history


class GuardianConsentQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(enrollment__in=Enrollment.objects.readable_by(staff))

    def standing(self, *, on: date) -> Self:
        return self.filter(given_on__lte=on).exclude(withdrawn_on__lte=on)


@with_history()
class GuardianConsent(Walled):
    """Who agreed that a young man takes part, and when. Can be withdrawn any day."""

    enrollment = models.ForeignKey(
        "programs.Enrollment", on_delete=models.PROTECT, related_name="guardian_consents"
    )
    guardian = EncryptedTextField(_("name"))
    relation = models.CharField(_("who this is to him"), max_length=60, blank=True)
    given_on = models.DateField(_("agreed on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    recorded_by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = GuardianConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
                violation_error_message=_("It was withdrawn after it was given."),
            )
        ]

    def __str__(self) -> str:
        return f"Guardian consent {self.pk}"
