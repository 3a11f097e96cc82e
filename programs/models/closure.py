from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet, with_history


class ClosureQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Everybody in a service may know when it is closed."""
        return self.in_service_of(staff)

    def at(self, site) -> Self:
        """Those of the whole service, and those of this site."""
        return self.filter(Q(site=None) | Q(site=site)) if site else self.filter(site=None)

    def between(self, first: date, last: date) -> Self:
        """Those with a day in this span; both ends count."""
        return self.filter(since__lte=last, until__gte=first)


@with_history()
class Closure(Walled):
    """Days on which no group meets: a summer break, a move, a week of repairs. An empty site means every site."""

    name = models.CharField(_("what it is"), max_length=120)
    site = models.ForeignKey(
        "services.Site",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("site"),
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), help_text=_("This day is closed, too."))
    version = models.PositiveIntegerField(default=1)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")),
                name="closure_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            )
        ]
        indexes = [models.Index("service", "until", name="closure_by_end")]

    def __str__(self) -> str:
        return self.name
