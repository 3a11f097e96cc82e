from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from services.models.membership import Membership, Role
from services.models.walled import Walled, WalledQuerySet, with_history

# How long before its last day somebody is told.
WARN = timedelta(days=60)


class State(models.TextChoices):
    EXPIRED = "expired", _("Expired")
    SOON = "soon", _("Expires soon")
    HELD = "held", _("Holds")


class QualificationKindQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Everybody in a service may know what it asks of those who work there."""
        return self.in_service_of(staff)


class QualificationKind(Walled):
    """Something a service asks of those who run its groups: a training, a license, a background check."""

    name = models.CharField(_("name"), max_length=120)
    months = models.PositiveSmallIntegerField(
        _("months it holds"), null=True, blank=True, help_text=_("Empty: it does not expire.")
    )
    is_active = models.BooleanField(_("asked for now"), default=True)

    objects = QualificationKindQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "service",
                "name",
                name="qualification_kind_once",
                violation_error_message=_("There is already one of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def ends(self, got_on: date) -> date | None:
        """The last day of one that began on a day; none where it does not expire."""
        if not self.months:
            return None
        return got_on + relativedelta(months=self.months) - timedelta(days=1)


class QualificationQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """One's own, those of the people one supervises, and everybody's for directors and administrators."""
        rows = self.in_service_of(staff)
        if staff.desk.has(Role.DIRECTOR, Role.ADMINISTRATOR):
            return rows
        supervised = Membership.objects.in_service_of(staff).current().filter(supervisor=staff)
        return rows.filter(Q(staff=staff) | Q(staff__in=supervised.values("staff")))

    def valid(self, *, on: date) -> Self:
        return self.filter(got_on__lte=on).exclude(expires_on__lt=on)

    def newest(self) -> Self:
        """Of each kind somebody holds, the last one got: what was renewed warns no more."""
        later = Qualification._base_manager.filter(
            service=OuterRef("service"),
            staff=OuterRef("staff"),
            kind=OuterRef("kind"),
            got_on__gt=OuterRef("got_on"),
        )
        return self.filter(~Exists(later))

    def to_renew(self, *, on: date) -> Self:
        """What has expired or soon will, of kinds that are still asked for."""
        return self.newest().filter(kind__is_active=True, expires_on__lte=on + WARN)


@with_history()
class Qualification(Walled):
    """Somebody holds something that is asked for, from a day and perhaps until another; that day counts."""

    staff = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="qualifications")
    kind = models.ForeignKey(
        "services.QualificationKind", on_delete=models.PROTECT, related_name="held", verbose_name=_("what")
    )
    got_on = models.DateField(_("since"))
    expires_on = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = QualificationQuerySet.as_manager()

    class Meta:
        ordering = ["kind__name", "-got_on", "id"]
        constraints = [
            models.UniqueConstraint(
                "service",
                "staff",
                "kind",
                "got_on",
                name="qualification_once",
                violation_error_message=_("This is written down already."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=models.F("got_on")),
                name="qualification_ends_after_it_begins",
                violation_error_message=_("It expires after it begins."),
            ),
        ]
        indexes = [models.Index("service", "expires_on", name="qualification_by_end")]

    def __str__(self) -> str:
        return f"Qualification {self.pk}"

    def state(self, *, on: date) -> State:
        if self.expires_on is None or self.expires_on > on + WARN:
            return State.HELD
        return State.EXPIRED if self.expires_on < on else State.SOON
