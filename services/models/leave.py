from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet, with_history


class LeaveQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Everybody may know who is away and when; why is nobody's business and is not written down."""
        return self.in_service_of(staff)

    def between(self, first: date, last: date) -> Self:
        """Those with a day in this span; both ends count."""
        return self.filter(since__lte=last, until__gte=first)


@with_history()
class Leave(Walled):
    """Somebody who works here is away, from a day until another; that day counts."""

    staff = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="leaves")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), help_text=_("The last day away."))
    version = models.PositiveIntegerField(default=1)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")),
                name="leave_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            )
        ]
        indexes = [models.Index("service", "staff", "until", name="leave_by_staff")]

    def __str__(self) -> str:
        return f"Leave {self.pk}"
