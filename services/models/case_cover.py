from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history


class CaseCoverQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Directors see who covers whom; everybody else what was given to them."""
        rows = self.in_service_of(staff)
        return rows if staff.desk.has(Role.DIRECTOR) else rows.filter(staff_id=staff.pk)

    def men_of(self, staff) -> models.QuerySet:
        """Ids of men who are in this person's care today; never for who knows a man by his first name alone."""
        if not staff.desk.has(Role.INTAKE, Role.COUNSELOR, Role.DIRECTOR):
            return self.none().values("client")
        return self.in_service_of(staff).filter(staff_id=staff.pk).running(on=staff.desk.on).values("client")

    def running(self, *, on: date) -> Self:
        return self.filter(since__lte=on, until__gte=on, ended_at=None)


@with_history()
class CaseCover(Walled):
    """One man in a colleague's care for a while: covered, or still owed work after he left."""

    client = models.ForeignKey("services.Client", on_delete=models.PROTECT, related_name="covers")
    staff = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="case_covers")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    reason = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CaseCoverQuerySet.as_manager()

    class Meta:
        ordering = ["until", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="case_cover_ends_after_it_began",
                violation_error_message=_("It ends after it begins."),
            )
        ]
        indexes = [
            models.Index("service", "staff", "until", name="case_cover_by_staff"),
            models.Index("service", "client", name="case_cover_by_client"),
        ]

    def __str__(self) -> str:
        return f"Cover {self.pk}"
