from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet


class SiteQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Everybody in a service may know where it meets."""
        return self.in_service_of(staff)

    def held_by(self, staff, *roles: str) -> Self:
        """Those at which this person holds one of these roles."""
        desk = staff.desk
        return self if desk.everywhere(*roles) else self.filter(pk__in=desk.sites_of(*roles))


class Site(Walled):
    """A place where a service meets men."""

    name = models.CharField(_("name"), max_length=120)
    zone = models.CharField(
        _("time zone"), max_length=64, blank=True, help_text=_("Empty: the service's own.")
    )
    region = models.CharField(_("region for public holidays"), max_length=10, blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "service",
                "name",
                name="site_name_once",
                violation_error_message=_("There is already a site of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def seen(self) -> str:
        """What a form showed of it, sent back so that nobody's change is overwritten unseen."""
        return f"{self.name}|{self.region}"
