from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.client import Client
from services.models.walled import Walled, WalledQuerySet, with_history


class Status(models.TextChoices):
    TOGETHER = "together", _("Together")
    SEPARATED_APART = "separated_apart", _("Separated, living apart")
    SEPARATED_SAME_HOME = "separated_same_home", _("Separated, in the same home")
    DIVORCED = "divorced", _("Divorced")
    NEW_PARTNER = "new_partner", _("With a new partner")
    SINGLE = "single", _("On his own")
    OTHER = "other", _("Something else")


class RelationshipStatusQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(client__in=Client.objects.visible_to(staff))


@with_history()
class RelationshipStatus(Walled):
    """How things stood between him and a partner on a day, as he told it. The newest counts; the others stay."""

    Status = Status

    client = models.ForeignKey(
        "services.Client", on_delete=models.CASCADE, related_name="relationship_statuses"
    )
    status = models.CharField(_("how things stand"), max_length=20, choices=Status.choices)
    since = models.DateField(_("since"), null=True, blank=True)
    told_on = models.DateField(_("told us on"))
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RelationshipStatusQuerySet.as_manager()

    class Meta:
        ordering = ["-told_on", "-at", "id"]
        verbose_name_plural = "relationship statuses"
        indexes = [models.Index("service", "client", "told_on", name="relationship_by_client")]

    def __str__(self) -> str:
        return f"Relationship status {self.pk}"
