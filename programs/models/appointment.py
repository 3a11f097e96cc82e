from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.attendance import Outcome
from programs.models.enrollment import Enrollment
from services.models.walled import Walled, WalledQuerySet, with_history


class Kind(models.TextChoices):
    ONE_TO_ONE = "one_to_one", _("One to one")
    MAKE_UP = "make_up", _("Make-up")
    ORIENTATION = "orientation", _("Orientation")
    REVIEW = "review", _("Review")


OUTCOMES = (
    Outcome.PRESENT,
    Outcome.LATE,
    Outcome.LEFT_EARLY,
    Outcome.REMOTE,
    Outcome.EXCUSED,
    Outcome.UNEXCUSED,
    Outcome.CANCELLED,
)


class AppointmentQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Those of men whose place this person may see."""
        return self.in_service_of(staff).filter(enrollment__in=Enrollment.objects.readable_by(staff))


@with_history()
class Appointment(Walled):
    """One man and one worker, apart from the group: it is on nobody's register and counts as no session of the group."""

    Kind = Kind

    enrollment = models.ForeignKey(
        "programs.Enrollment", on_delete=models.PROTECT, related_name="appointments"
    )
    kind = models.CharField(_("what for"), max_length=12, choices=Kind.choices, default=Kind.ONE_TO_ONE)
    staff = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, related_name="+", verbose_name=_("with")
    )
    # What of the program he catches up with here, so that it counts for the me part.
    plan = models.ForeignKey(
        "programs.SessionPlan", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The missed session that it makes up: the credit stands on that row.
    makes_up = models.ForeignKey(
        "programs.Attendance", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    meets_on = models.DateField(_("day"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    outcome = models.CharField(
        _("outcome"),
        max_length=12,
        choices=[(code.value, code.label) for code in OUTCOMES],
        null=True,
        blank=True,
    )
    marked_by = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    marked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="appointment_ends_after_it_starts",
                violation_error_message=_("It ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.MAKE_UP) | Q(makes_up=None),
                name="only_a_make_up_makes_up",
                violation_error_message=_("Only a make-up stands for a session he missed."),
            ),
        ]
        indexes = [
            models.Index("service", "enrollment", name="appointment_by_enrollment"),
            models.Index("service", "staff", "starts_at", name="appointment_by_staff"),
            models.Index("service", "starts_at", name="appointment_by_start"),
        ]

    def __str__(self) -> str:
        return f"Appointment {self.pk}"
