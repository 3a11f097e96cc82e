from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from services.fields import EncryptedTextField
from services.models.walled import Walled, WalledQuerySet, with_history


class SupervisionQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """One's own talks, on either side of the table, and nobody else's."""
        return self.in_service_of(staff).filter(Q(staff=staff) | Q(supervisor=staff))


@with_history()
class Supervision(Walled):
    """One supervision talk. What was said stays between the two; no report counts it."""

    staff = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    supervisor = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    themes = EncryptedTextField(_("what we talked about"), blank=True, default="")
    agreed = EncryptedTextField(_("what we agreed"), blank=True, default="")
    next_on = models.DateField(_("next time"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SupervisionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(staff=F("supervisor")),
                name="supervision_takes_two",
                violation_error_message=_("Supervision takes two people."),
            )
        ]
        indexes = [models.Index("service", "staff", "held_on", name="supervision_by_staff")]

    def __str__(self) -> str:
        return f"Supervision {self.pk}"
