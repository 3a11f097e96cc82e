from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.models import Attendance
from programs.models.group import AFTERWARDS
from services.models.client import Client, kept_from
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history


class Kind(models.TextChoices):
    REGISTER_OWED = "register_owed", _("A register has gaps")
    NOTE_OWED = "note_owed", _("A note is owed")
    CRISIS = "crisis", _("Follow-up after a crisis")
    MISSED_SESSION = "missed_session", _("He missed a session")
    BEFORE_FIRST_SESSION = "before_first_session", _("Before his first session")
    WAITING = "waiting", _("He is waiting")
    LETTER_DUE = "letter_due", _("A letter is due")
    STALE_SAFE_CONTACT = "stale_safe_contact", _("Is his number still safe?")
    HAND_OVER = "hand_over", _("Handed over to you")


class Status(models.TextChoices):
    OPEN = "open", pgettext_lazy("of a follow-up", "Open")
    DONE = "done", _("Done")
    HANDED_OVER = "handed_over", _("Handed over")


class FollowUpQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """A person's own, and those of the sites a director leads; crisis work is seen by intake too.

        What is closed stays on one's list for a month, and as long as its man is in sight.
        """
        desk, rows = staff.desk, self.in_service_of(staff)
        rows = rows.exclude(client__in=kept_from(staff))
        if desk.everywhere(Role.DIRECTOR):
            return rows
        of_late = Q(status=Status.OPEN) | Q(closed_at__date__gte=desk.on - AFTERWARDS)
        in_sight = Q(client=None) | Q(client__in=Client.objects.visible_to(staff))
        seen = Q(owner_id=staff.pk) & (of_late | in_sight)
        seen |= Q(site__in=desk.sites_of(Role.DIRECTOR))
        if desk.everywhere(Role.INTAKE):
            seen |= Q(kind=Kind.CRISIS)
        elif desk.has(Role.INTAKE):
            seen |= Q(kind=Kind.CRISIS, site__in=desk.sites_of(Role.INTAKE))
        return rows.filter(seen)

    def open(self) -> Self:
        return self.filter(status=Status.OPEN)

    def filled(self) -> Self:
        """Registers that were asked for and in which everybody is marked by now."""
        return self.filter(_everybody_is_marked())

    def still_owed(self) -> Self:
        """Open, and not done by a last mark that the sweep has yet to come by."""
        return self.open().exclude(_everybody_is_marked())

    def owed_by(self, staff) -> Self:
        return self.in_service_of(staff).open().filter(owner_id=staff.pk)

    def late(self, *, at: datetime) -> Self:
        return self.open().filter(due_at__lt=at)


def _everybody_is_marked() -> Q:
    rows = Attendance.objects.filter(session=OuterRef("session"))
    marked, unmarked = Exists(rows.exclude(outcome=None)), Exists(rows.filter(outcome=None))
    return Q(kind=Kind.REGISTER_OWED) & Q(marked) & ~Q(unmarked)


@with_history()
class FollowUp(Walled):
    """One thing somebody owes somebody, by a time. One owner; only a person closes it.

    Whoever marks the last man of a register has closed what asked for it: the sweep writes that down.
    """

    Kind, Status = Kind, Status

    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    owner = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="follow_ups")
    site = models.ForeignKey(
        "services.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    client = models.ForeignKey(
        "services.Client", on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    session = models.ForeignKey(
        "programs.GroupSession", on_delete=models.CASCADE, null=True, blank=True, related_name="follow_ups"
    )
    note = models.OneToOneField(
        "programs.ProgressNote", on_delete=models.PROTECT, null=True, blank=True, related_name="follow_up"
    )
    referral = models.ForeignKey(
        "referrals.Referral", on_delete=models.CASCADE, null=True, blank=True, related_name="follow_ups"
    )
    due_at = models.DateTimeField(_("due"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("how it went"), max_length=300, blank=True)
    handed_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="handed_to"
    )
    version = models.PositiveIntegerField(default=1)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "session"],
                condition=Q(kind=Kind.REGISTER_OWED, status=Status.OPEN),
                name="register_owed_open_once",
                violation_error_message=_("This register is already asked for."),
            ),
            models.UniqueConstraint(
                fields=["service", "session", "client", "kind"],
                condition=Q(handed_from=None),
                name="follow_up_once",
                violation_error_message=_("This is already on somebody's list."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.OPEN, closed_at=None, closed_by=None)
                | (~Q(status=Status.OPEN) & Q(closed_at__isnull=False, closed_by__isnull=False)),
                name="closed_by_a_person",
                violation_error_message=_("A follow-up is closed by a person, at a time."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["service", "owner", "due_at", "id"],
                condition=Q(status=Status.OPEN),
                name="follow_up_owed",
            ),
            models.Index("service", "client", name="follow_up_by_client"),
            models.Index("service", "due_at", "id", name="follow_up_by_time"),
        ]

    def __str__(self) -> str:
        return f"Follow-up {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("followups:follow_up_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == Status.OPEN

    @property
    def names_a_man(self) -> bool:
        return bool(self.client_id or self.referral_id)
