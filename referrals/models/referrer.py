from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.fields import EncryptedTextField
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history


class Kind(models.TextChoices):
    HIS_COUNSEL = "his_counsel", _("His lawyer")
    OTHER_COUNSEL = "other_counsel", _("A lawyer of somebody else")
    COURT = "court", _("A court or probation")
    CHILD_PROTECTION = "child_protection", _("Child protection")
    SERVICE = "service", _("Another service")
    OTHER = "other", _("Somebody else")


class ReferrerQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Who sends men is known to those who receive them."""
        rows = self.in_service_of(staff)
        return rows if staff.desk.has(Role.INTAKE, Role.DIRECTOR) else rows.none()


@with_history()
class Referrer(Walled):
    """An office that sends men: a lawyer, a court, a service. Believed only once we called it back on its known number."""

    Kind = Kind

    kind = models.CharField(_("who refers"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)
    organization = models.CharField(_("office"), max_length=200, blank=True)
    phone = EncryptedTextField(_("phone"), blank=True, default="")
    email = EncryptedTextField(_("e-mail"), blank=True, default="")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_how = models.CharField(_("how we made sure"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReferrerQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_at=None, verified_by=None)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="referrer_verified_by_somebody",
            )
        ]
        indexes = [models.Index("service", "organization", "name", "id", name="referrer_by_name")]

    def __str__(self) -> str:
        return f"Referrer {self.pk}"
