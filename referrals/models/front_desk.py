from __future__ import annotations

from typing import Self

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history


class FrontDeskQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff)

    def changeable_by(self, staff) -> Self:
        rows = self.in_service_of(staff)
        return rows if staff.desk.everywhere(Role.DIRECTOR) else rows.none()


def first_ladder() -> list[int]:
    """Days after the referral on which he is tried: a call, a call, a text, a letter."""
    return [0, 2, 5, 10]


@with_history()
class FrontDesk(Walled):
    """How this service answers its doors: its clocks, its ladder of tries, what it says aloud. One row a service."""

    hours_today = models.PositiveSmallIntegerField(
        _("hours until a man marked “today” is spoken to"), default=4, validators=[MinValueValidator(1)]
    )
    days_this_week = models.PositiveSmallIntegerField(
        _("days until one marked “this week” is spoken to"), default=5, validators=[MinValueValidator(1)]
    )
    days_soon = models.PositiveSmallIntegerField(
        _("days until any other is spoken to"), default=10, validators=[MinValueValidator(1)]
    )
    tries_on_days = models.JSONField(_("days on which he is tried"), default=first_ladder)
    keep_warm_days = models.PositiveSmallIntegerField(
        _("days between two calls while he waits for a place"), default=14, validators=[MinValueValidator(1)]
    )
    waiting_alarm_days = models.PositiveSmallIntegerField(
        _("days of waiting after which the director hears of it"),
        default=42,
        validators=[MinValueValidator(1)],
    )
    doors_open = models.BooleanField(_("people may write to us from outside"), default=True)
    read_within_hours = models.PositiveSmallIntegerField(
        _("hours within which we read what came in"), default=24, validators=[MinValueValidator(1)]
    )
    phone = models.CharField(
        _("number people may call instead of writing"), max_length=60, blank=True, default="", db_default=""
    )
    crisis_numbers = models.TextField(
        _("numbers to call in a crisis, one a line"), blank=True, max_length=1000
    )
    other_help = models.TextField(_("other help for partners and families"), blank=True, max_length=1000)
    version = models.PositiveIntegerField(default=1)

    objects = FrontDeskQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("service", name="front_desk_once")]

    def __str__(self) -> str:
        return f"Front desk {self.pk}"
