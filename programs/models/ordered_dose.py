from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.enrollment import Enrollment
from services.models.walled import Walled, WalledQuerySet, with_history


class OrderedDoseQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(enrollment__in=Enrollment.objects.readable_by(staff))

    def in_force(self) -> Self:
        return self.filter(lifted_on=None)


@with_history()
class OrderedDose(Walled):
    """How much one order asks of a man in one place. He may have several; each is counted apart."""

    enrollment = models.ForeignKey(
        "programs.Enrollment", on_delete=models.PROTECT, related_name="ordered_doses"
    )
    name = models.CharField(_("which order"), max_length=80)
    sessions_required = models.PositiveSmallIntegerField(_("sessions"), null=True, blank=True)
    minutes_required = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    credited_from = models.DateField(_("counts from"), null=True, blank=True)
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    lifted_on = models.DateField(_("no longer in force since"), null=True, blank=True)
    # The order as the front desk holds it, a floor above: a plain id. A dose that moves to another place keeps it.
    mandate_id = models.UUIDField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = OrderedDoseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                "service",
                "enrollment",
                "name",
                name="ordered_dose_once",
                violation_error_message=_("This order is written down already."),
            ),
            models.UniqueConstraint(
                "service",
                "enrollment",
                "mandate_id",
                name="ordered_dose_of_a_mandate_once",
                condition=Q(mandate_id__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(sessions_required=None) | Q(sessions_required__gt=0),
                name="ordered_sessions_are_some",
                violation_error_message=_("An order asks for at least one session."),
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(credited_from=None) | Q(due_on__gte=models.F("credited_from")),
                name="order_due_after_it_counts",
                violation_error_message=_("It is due after it begins to count."),
            ),
        ]

    def __str__(self) -> str:
        return f"Ordered dose {self.pk}"
