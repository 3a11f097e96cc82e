from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from referrals.models.referral import Referral
from services.models.walled import Walled, WalledQuerySet, with_history


class Outcome(models.TextChoices):
    NOT_KNOWN = "not_known", _("Not known yet")
    TAKEN_UP = "taken_up", _("He is helped there")
    NOT_TAKEN_UP = "not_taken_up", _("He did not go")
    REFUSED = "refused", _("They could not take him")


class RedirectionQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(referral__in=Referral.objects.visible_to(staff))


@with_history()
class Redirection(Walled):
    """Where else a man was helped, whether we went along, and what became of it."""

    Outcome = Outcome

    referral = models.ForeignKey("referrals.Referral", on_delete=models.CASCADE, related_name="redirections")
    to_whom = models.CharField(_("where he is helped"), max_length=200)
    warm = models.BooleanField(_("we called there together, or for him"), default=False)
    ask_again_on = models.DateField(_("ask how it went on"), null=True, blank=True)
    outcome = models.CharField(
        _("what became of it"), max_length=14, choices=Outcome.choices, default=Outcome.NOT_KNOWN
    )
    outcome_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = RedirectionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"Redirection {self.pk}"
