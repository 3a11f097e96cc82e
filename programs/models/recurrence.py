from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.group import Group
from services.models.walled import Walled, WalledQuerySet


class RecurrenceQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(group__in=Group.objects.visible_to(staff))


class Recurrence(Walled):
    """The rule by which a row of sessions was planned: these weekdays (Monday is 0), every so many weeks, at this hour."""

    group = models.ForeignKey("programs.Group", on_delete=models.CASCADE, related_name="recurrences")
    first_on = models.DateField(_("first session"))
    begins = models.TimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    weekdays = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("weekdays"))
    every_weeks = models.PositiveSmallIntegerField(_("every so many weeks"), default=1)
    skip_holidays = models.BooleanField(_("not on public holidays"), default=False)
    planned_by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    objects = RecurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, every_weeks__gt=0, weekdays__len__gt=0),
                name="recurrence_meets",
                violation_error_message=_("Choose a weekday, and weeks and minutes of at least 1."),
            )
        ]

    def __str__(self) -> str:
        return f"Recurrence {self.pk}"
