from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history

# Work on a group is still owed for a while after somebody hands it on, and work on a man after he left.
AFTERWARDS = timedelta(days=30)


class Entry(models.TextChoices):
    ROLLING = "rolling", _("Rolling: men may join at any session")
    CLOSED = "closed", _("Closed: all begin together")


class Setting(models.TextChoices):
    """Where a series without names meets people."""

    WORKPLACE = "workplace", _("Workplace")
    SPORT = "sport", _("Sports club")
    COMMUNITY = "community", _("Community")
    CLINIC = "clinic", _("Clinic")
    SCHOOL = "school", _("School")
    ONLINE = "online", _("Online")


class GroupQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Groups at the sites of intake and directors, and the groups a counselor or peer runs."""
        desk, rows = staff.desk, self.in_service_of(staff)
        if desk.everywhere(Role.INTAKE, Role.DIRECTOR):
            return rows
        seen = Q(site__in=desk.sites_of(Role.INTAKE, Role.DIRECTOR))
        if desk.has(Role.COUNSELOR, Role.PEER):
            seen |= Q(pk__in=Facilitator.objects.running(staff, on=desk.on).values("group"))
        return rows.filter(seen)

    def markable_by(self, staff) -> Self:
        """Groups whose register this person keeps: the facilitators', and directors' of the site."""
        desk, rows = staff.desk, self.in_service_of(staff)
        if desk.everywhere(Role.DIRECTOR):
            return rows
        kept = Q(site__in=desk.sites_of(Role.DIRECTOR))
        if desk.has(Role.COUNSELOR, Role.PEER):
            kept |= Q(pk__in=Facilitator.objects.running(staff, on=desk.on).values("group"))
        return rows.filter(kept)

    def led_by(self, staff) -> Self:
        """Groups this person may change: those of the sites a director leads."""
        desk, rows = staff.desk, self.in_service_of(staff)
        return rows if desk.everywhere(Role.DIRECTOR) else rows.filter(site__in=desk.sites_of(Role.DIRECTOR))

    def running(self, *, on: date) -> Self:
        return self.exclude(ended_on__lt=on)


@with_history()
class Group(Walled):
    """Men who meet at one place and hour, with the people who run it."""

    Entry, Setting = Entry, Setting

    program = models.ForeignKey("programs.Program", on_delete=models.PROTECT, related_name="groups")
    site = models.ForeignKey(
        "services.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="groups"
    )
    name = models.CharField(_("name"), max_length=120)
    room = models.CharField(_("room"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"), default=12)
    entry = models.CharField(_("entry"), max_length=10, choices=Entry.choices, default=Entry.ROLLING)
    # The edition its men began with; it goes on with another only when somebody says so.
    curriculum = models.ForeignKey(
        "programs.Curriculum",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        verbose_name=_("edition of the plan"),
    )
    facilitators_needed = models.PositiveSmallIntegerField(
        _("facilitators each session needs"),
        default=1,
        help_text=_("Where the rules ask for more, the rules win."),
    )
    mixed = models.BooleanField(_("a man and a woman run it"), default=False)
    setting = models.CharField(_("setting"), max_length=10, choices=Setting.choices, blank=True)
    host = models.CharField(_("who hosts it"), max_length=150, blank=True)
    agreed = models.CharField(_("what was agreed"), max_length=500, blank=True)
    started_on = models.DateField(_("first day"), null=True, blank=True)
    ended_on = models.DateField(_("last day"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                "service",
                "name",
                name="group_name_once",
                violation_error_message=_("There is already a group of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:group_detail", args=[self.pk])


class FacilitatorQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Everybody in a service may know who runs what."""
        return self.in_service_of(staff)

    def running(self, staff, *, on: date) -> Self:
        """Where this person runs a group now, or did until a month ago; who will cover, from the first of the days."""
        named = self.filter(service_id=staff.desk.service_id, staff_id=staff.pk)
        return named.exclude(until__lt=on - AFTERWARDS).exclude(covers__isnull=False, since__gt=on)

    def to_cover(self, staff, *, on: date) -> Self:
        """Days to come on which this person stands in for a colleague."""
        return self.in_service_of(staff).filter(staff_id=staff.pk, covers__isnull=False, since__gt=on)


class Facilitator(Walled):
    """Somebody who runs a group, from a day until another; also in place of a colleague who is away."""

    group = models.ForeignKey("programs.Group", on_delete=models.CASCADE, related_name="facilitators")
    staff = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="facilitates")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    # Somebody away, in whose place this person runs it; such a row has a last day.
    covers = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = FacilitatorQuerySet.as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint("service", "group", "staff", "since", name="facilitator_once"),
            models.CheckConstraint(
                condition=Q(covers=None) | (Q(until__isnull=False) & ~Q(covers=models.F("staff"))),
                name="cover_has_an_end",
                violation_error_message=_("Cover is for somebody else, and until a day."),
            ),
        ]
        indexes = [models.Index("service", "staff", name="facilitator_by_staff")]

    def __str__(self) -> str:
        return f"Facilitator {self.pk}"
