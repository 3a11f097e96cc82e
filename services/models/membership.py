from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet, with_history


class Role(models.TextChoices):
    INTAKE = "intake", _("Intake")
    COUNSELOR = "counselor", _("Counselor")
    PEER = "peer", _("Peer counselor")
    DIRECTOR = "director", _("Program director")
    PARTNER_WORKER = "partner_worker", _("Partner worker")
    RESEARCHER = "researcher", _("Researcher")
    ADMINISTRATOR = "administrator", _("Administrator")


class MembershipQuerySet(WalledQuerySet):
    def current(self) -> Self:
        return self.filter(ended_at=None)

    def visible_to(self, staff) -> Self:
        """Administrators see every membership of their service, others the people they work with."""
        return self.in_service_of(staff).current()


@with_history()
class Membership(Walled):
    """One role of one person in one service; an empty site means every site. Rights are the union."""

    Role = Role

    staff = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    site = models.ForeignKey(
        "services.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    supervisor = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "staff", "role", "site"],
                condition=models.Q(ended_at=None),
                nulls_distinct=False,
                name="membership_once",
                violation_error_message=_("This person already has this role here."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"
