from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programs.models.group import Group
from services.models.walled import Walled, WalledQuerySet, with_history


class Status(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class GroupSessionQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(group__in=Group.objects.visible_to(staff))

    def markable_by(self, staff) -> Self:
        return self.in_service_of(staff).filter(group__in=Group.objects.markable_by(staff))

    def held(self, *, at: datetime) -> Self:
        """Sessions whose end has passed and that nobody cancelled: that is what held means."""
        return self.filter(ends_at__lte=at, cancelled_at=None)

    def to_freeze(self, *, at: datetime) -> Self:
        return self.held(at=at).filter(roster_frozen_at=None)

    def with_gaps(self, *, at: datetime) -> Self:
        """Held sessions whose roster is frozen with somebody on it unmarked."""
        unmarked = GroupSession.attendances.field.model._default_manager.filter(
            session=OuterRef("pk"), outcome=None
        )
        return self.held(at=at).exclude(roster_frozen_at=None).filter(Exists(unmarked))


@with_history()
class GroupSession(Walled):
    """One meeting of a group. Held once its end has passed, unless cancelled: nobody has to say so."""

    Status = Status

    group = models.ForeignKey("programs.Group", on_delete=models.PROTECT, related_name="sessions")
    module = models.ForeignKey(
        "programs.Module", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # What of the module it is; its module is the one above, which a key in the database holds.
    plan = models.ForeignKey(
        "programs.SessionPlan", on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    recurrence = models.ForeignKey(
        "programs.Recurrence", on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("0 is orientation.")
    )
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    room = models.CharField(
        _("room"), max_length=120, blank=True, help_text=_("Only when it is not the group's own.")
    )
    session_on = models.DateField(_("day"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(_("why it was cancelled"), max_length=200, blank=True)
    roster_frozen_at = models.DateTimeField(null=True, blank=True)
    counted = models.PositiveSmallIntegerField(_("men counted in the room"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = GroupSessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_("A session ends after it starts."),
            ),
            models.UniqueConstraint(
                "service",
                "group",
                "starts_at",
                name="session_once",
                violation_error_message=_("This group already meets at that time."),
            ),
        ]
        indexes = [
            models.Index("service", "group", "starts_at", name="session_by_group"),
            models.Index("service", "starts_at", "id", name="session_by_start"),
            models.Index("service", "ends_at", name="session_by_end"),
            models.Index("service", "session_on", name="session_by_day"),
        ]

    def __str__(self) -> str:
        return f"Session {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("programs:register", args=[self.pk])

    def status(self, *, at: datetime) -> str:
        if self.cancelled_at:
            return Status.CANCELLED
        return Status.HELD if self.ends_at <= at else Status.PLANNED
