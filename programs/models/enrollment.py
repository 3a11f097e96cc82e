from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.group import AFTERWARDS, Facilitator, Group
from services.models.case_cover import CaseCover
from services.models.client import Client
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history


class Status(models.TextChoices):
    PLACED = "placed", _("Placed, not begun")
    ATTENDING = "attending", _("Attending")
    PAUSED = "paused", _("Paused")
    COMPLETED = "completed", _("Completed")
    EXITED = "exited", _("Left early")


OPEN = (Status.PLACED, Status.ATTENDING, Status.PAUSED)
# Which status may follow which. An exit can be taken back, with a reason; a trigger holds the same table.
NEXT = {
    Status.PLACED: {Status.ATTENDING, Status.PAUSED, Status.COMPLETED, Status.EXITED},
    Status.ATTENDING: {Status.PLACED, Status.PAUSED, Status.COMPLETED, Status.EXITED},
    Status.PAUSED: {Status.PLACED, Status.ATTENDING, Status.COMPLETED, Status.EXITED},
    Status.COMPLETED: {Status.PLACED, Status.ATTENDING},
    Status.EXITED: {Status.PLACED, Status.ATTENDING},
}


class ExitReason(models.TextChoices):
    COMPLETED = "completed", _("Completed the program")
    MANDATE_COMPLETED = "mandate_completed", _("Completed what was ordered")
    TRANSFERRED = "transferred", _("Moved to another group")
    REFERRED_ELSEWHERE = "referred_elsewhere", _("Referred to another service")
    MOVED = "moved", _("Moved away")
    CUSTODY = "custody", _("In custody")
    ILLNESS = "illness", _("Illness")
    DIED = "died", _("Died")
    ORDER_ENDED = "order_ended", _("The order ended")
    PROGRAM_CLOSED = "program_closed", _("The group or program closed")
    ADMINISTRATIVE = "administrative", _("Administrative")
    ATTENDANCE = "attendance", _("Missed too many sessions")
    NON_PARTICIPATION = "non_participation", _("Did not take part")
    NEW_VIOLENCE = "new_violence", _("New violence (police, court or his own statement)")
    RULE_BREACH = "rule_breach", _("Broke an agreement of the group")
    INTOXICATION = "intoxication", _("Came intoxicated")
    NON_PAYMENT = "non_payment", _("Did not pay")
    UNSUITABLE = "unsuitable", _("The program did not suit him")
    PROGRAM_DECISION = "program_decision", _("The program decided")
    WITHDREW = "withdrew", _("He decided to stop")
    LOST_CONTACT = "lost_contact", _("We lost contact")


COMPLETIONS = (ExitReason.COMPLETED,)
NEUTRAL = (
    ExitReason.MANDATE_COMPLETED,
    ExitReason.TRANSFERRED,
    ExitReason.REFERRED_ELSEWHERE,
    ExitReason.MOVED,
    ExitReason.CUSTODY,
    ExitReason.ILLNESS,
    ExitReason.DIED,
    ExitReason.ORDER_ENDED,
    ExitReason.PROGRAM_CLOSED,
    ExitReason.ADMINISTRATIVE,
)
DROPOUT = tuple(reason for reason in ExitReason if reason not in COMPLETIONS + NEUTRAL)


class EndedBy(models.TextChoices):
    MAN = "man", _("He did")
    PROGRAM = "program", _("The program")
    COURT = "court", _("A court")
    CIRCUMSTANCE = "circumstance", _("Circumstances")


class EnrollmentQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Places in the groups this person runs or directs, and those of men in this person's care."""
        desk, rows = staff.desk, self.in_service_of(staff)
        if desk.everywhere(Role.INTAKE, Role.DIRECTOR):
            return rows
        cared_for = Q(client__in=CaseCover.objects.men_of(staff))
        return rows.filter(Q(group__in=Group.objects.visible_to(staff)) | cared_for)

    def readable_by(self, staff) -> Self:
        """Of those, the places of men this person may see. Registers and reports of a group hold more men than these."""
        return self.visible_to(staff).filter(client__in=Client.objects.visible_to(staff))

    def in_own_groups(self, staff) -> Self:
        """Places that make a man a counselor's or peer's own: in a group this person runs, until a month after they end."""
        desk = staff.desk
        if not desk.has(Role.COUNSELOR, Role.PEER):
            return self.none()
        running = Facilitator.objects.running(staff, on=desk.on).values("group")
        return self.in_service_of(staff).filter(group__in=running).lately(on=desk.on)

    def lately(self, *, on: date) -> Self:
        """Places that run, and those that ended no more than a month before."""
        return self.exclude(ended_on__lt=on - AFTERWARDS)

    def active(self, *, on: date) -> Self:
        """Places running on a day; the last day counts."""
        return self.filter(started_on__lte=on).exclude(ended_on__lt=on)

    def open(self) -> Self:
        return self.filter(status__in=OPEN)


@with_history()
class Enrollment(Walled):
    """A man's place in a group, from his first day to his last: one episode. A return is a new one."""

    Status, ExitReason, EndedBy = Status, ExitReason, EndedBy

    client = models.ForeignKey("services.Client", on_delete=models.PROTECT, related_name="enrollments")
    group = models.ForeignKey("programs.Group", on_delete=models.PROTECT, related_name="enrollments")
    episode = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.PLACED)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    exit_reason = models.CharField(_("why it ended"), max_length=30, choices=ExitReason.choices, blank=True)
    ended_by = models.CharField(_("who ended it"), max_length=20, choices=EndedBy.choices, blank=True)
    exit_note = models.CharField(_("in a few words"), max_length=300, blank=True)
    reinstated_reason = models.CharField(_("why he was taken back"), max_length=300, blank=True)
    required_sessions = models.PositiveSmallIntegerField(_("sessions he needs"), null=True, blank=True)
    rule_profile = models.ForeignKey(
        "programs.RuleProfile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rules he began under"),
    )
    returns_on = models.DateField(_("comes back"), null=True, blank=True)
    # The place he had before: he was moved here from it, or came back after it ended.
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    credited_sessions = models.PositiveSmallIntegerField(
        _("sessions credited from before"), default=0, db_default=0
    )
    credited_minutes = models.PositiveIntegerField(_("minutes credited from before"), default=0, db_default=0)
    version = models.PositiveIntegerField(default=1)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        ordering = ["started_on", "id"]
        constraints = [
            models.UniqueConstraint("service", "client", "group", "episode", name="enrollment_episode_once"),
            models.UniqueConstraint(
                fields=["service", "client", "group"],
                condition=Q(status__in=OPEN),
                name="enrollment_open_once",
                violation_error_message=_("He already has a place in this group."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, ended_on=None, exit_reason="", ended_by="")
                | (
                    Q(status__in=(Status.COMPLETED, Status.EXITED), ended_on__isnull=False)
                    & ~Q(exit_reason="")
                    & ~Q(ended_by="")
                ),
                name="ended_place_has_a_reason",
                violation_error_message=_("A place that ended has a day, a reason and who ended it."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="place_ends_after_it_starts",
                violation_error_message=_("A place cannot end before it starts."),
            ),
        ]
        indexes = [
            models.Index("service", "group", "status", name="enrollment_by_group"),
            models.Index("service", "client", name="enrollment_by_client"),
        ]

    def __str__(self) -> str:
        return f"Enrollment {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status in OPEN
