from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet


class Shows(models.TextChoices):
    """How much of a group a calendar may say to whoever looks over a shoulder."""

    INITIALS = "initials", _("The first letters of the group’s name")
    NAME = "name", _("The group’s name")


class CalendarFeedQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """One's own, and nobody else's."""
        return self.in_service_of(staff).filter(staff=staff)

    def standing(self) -> Self:
        return self.filter(revoked_at=None)


class CalendarFeed(Walled):
    """An address that somebody gave to a calendar: when own groups meet, and nothing about the men. Kept as a hash."""

    Shows = Shows

    staff = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    shows = models.CharField(_("what it says"), max_length=10, choices=Shows.choices, default=Shows.INITIALS)
    secret_hash = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [models.UniqueConstraint("service", "secret_hash", name="calendar_feed_once")]
        indexes = [models.Index("secret_hash", name="calendar_feed_hash")]

    def __str__(self) -> str:
        return f"Calendar feed {self.pk}"
