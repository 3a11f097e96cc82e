from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programs.models.enrollment import Enrollment
from services.models.walled import Walled, WalledQuerySet, with_history


class Reason(models.TextChoices):
    LEAVE = "leave", _("Leave of absence")
    CUSTODY = "custody", _("In custody")
    ILLNESS = "illness", _("Illness")
    OTHER = "other", _("Something else")


class PauseQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(enrollment__in=Enrollment.objects.visible_to(staff))

    def open(self) -> Self:
        return self.filter(ended_on=None)

    def on(self, day: date) -> Self:
        """Those that cover a day. The day he came back is not covered."""
        return self.filter(since__lte=day).exclude(ended_on__lte=day)


@with_history()
class Pause(Walled):
    """A man keeps his place and is not expected, until somebody says that he is back."""

    Reason = Reason

    enrollment = models.ForeignKey("programs.Enrollment", on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(_("why"), max_length=10, choices=Reason.choices)
    since = models.DateField(_("from"))
    returns_on = models.DateField(_("back on"), help_text=_("The first day on which he is expected again."))
    ended_on = models.DateField(_("was back on"), null=True, blank=True)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(returns_on__gt=F("since")),
                name="pause_returns_after_it_begins",
                violation_error_message=_("He comes back after the pause begins."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since")),
                name="pause_ends_after_it_begins",
                violation_error_message=_("A pause cannot end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["service", "enrollment"],
                condition=Q(ended_on=None),
                name="pause_open_once",
                violation_error_message=_("His place is paused already."),
            ),
        ]

    def __str__(self) -> str:
        return f"Pause {self.pk}"
