from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.group import Group
from services.models.case_cover import CaseCover
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history


class Outcome(models.TextChoices):
    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    LEFT_EARLY = "left_early", _("Left early")
    REMOTE = "remote", _("Joined remotely")
    MAKE_UP = "make_up", _("Made it up")
    SENT_HOME = "sent_home", _("Sent home")
    EXCUSED = "excused", _("Told us")
    UNEXCUSED = "unexcused", _("Missed, no word")
    ON_LEAVE = "on_leave", _("On leave")
    CANCELLED = "cancelled", _("No group")


CAME = (Outcome.PRESENT, Outcome.LATE, Outcome.LEFT_EARLY, Outcome.REMOTE, Outcome.MAKE_UP, Outcome.SENT_HOME)
MISSED = (Outcome.EXCUSED, Outcome.UNEXCUSED)
NOT_OFFERED = (Outcome.ON_LEAVE, Outcome.CANCELLED)


class AttendanceQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Of the groups one sees, and of men in one's care."""
        desk, rows = staff.desk, self.in_service_of(staff)
        if desk.everywhere(Role.INTAKE, Role.DIRECTOR):
            return rows
        cared_for = Q(enrollment__client__in=CaseCover.objects.men_of(staff))
        return rows.filter(Q(session__group__in=Group.objects.visible_to(staff)) | cared_for)

    def came(self) -> Self:
        return self.filter(outcome__in=CAME)

    def offered(self) -> Self:
        """Sessions he could have come to; an unmarked row of a held session is one of them."""
        return self.exclude(outcome__in=NOT_OFFERED)


@with_history()
class Attendance(Walled):
    """One man on the roster of one session. No outcome means nobody has marked him yet."""

    Outcome = Outcome

    session = models.ForeignKey("programs.GroupSession", on_delete=models.CASCADE, related_name="attendances")
    enrollment = models.ForeignKey(
        "programs.Enrollment", on_delete=models.PROTECT, related_name="attendances"
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, null=True, blank=True)
    minutes_late = models.PositiveSmallIntegerField(_("minutes late"), null=True, blank=True)
    minutes_attended = models.PositiveSmallIntegerField(_("minutes in the room"), null=True, blank=True)
    reason = models.CharField(_("what he told us"), max_length=200, blank=True)
    # A person looked at his reason and accepted it; what that changes, his rules say.
    reason_accepted = models.BooleanField(_("reason accepted"), default=False, db_default=False)
    accepted_by = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    # A make-up stands on the row of the session he missed, with the day on which he made it up.
    made_up_on = models.DateField(_("made up on"), null=True, blank=True)
    marked_by = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    marked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "session", "enrollment"],
                name="attendance_once",
                violation_error_message=_("He is already on this roster."),
            ),
            models.CheckConstraint(
                condition=Q(minutes_late=None) | Q(outcome__in=(Outcome.LATE, Outcome.LEFT_EARLY)),
                name="minutes_late_only_when_late",
                violation_error_message=_("Minutes late belong to a man who came late."),
            ),
            models.CheckConstraint(
                condition=Q(made_up_on=None) | Q(outcome=Outcome.MAKE_UP),
                name="made_up_only_by_a_make_up",
                violation_error_message=_("Only a session he made up has a day on which he made it up."),
            ),
            models.CheckConstraint(
                condition=Q(reason_accepted=False, accepted_by=None, accepted_at=None)
                | Q(
                    reason_accepted=True,
                    outcome=Outcome.EXCUSED,
                    accepted_by__isnull=False,
                    accepted_at__isnull=False,
                ),
                name="accepted_by_somebody",
                violation_error_message=_("A reason is accepted by somebody, for a session he told us of."),
            ),
        ]
        indexes = [
            models.Index("service", "enrollment", name="attendance_by_enrollment"),
            models.Index(fields=["service", "session"], condition=Q(outcome=None), name="attendance_gaps"),
        ]

    def __str__(self) -> str:
        return f"Attendance {self.pk}"
