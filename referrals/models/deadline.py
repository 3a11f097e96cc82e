from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from referrals.models.referral import Referral
from services.models.walled import Walled, WalledQuerySet, with_history


class Kind(models.TextChoices):
    INTAKE = "intake", _("Intake")
    ANSWER = "answer", _("Yes or no to who referred him")
    REJECTION = "rejection", _("Word that we cannot take him")
    FIRST_REPORT = "first_report", _("The first report")


class DeadlineQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(referral__in=Referral.objects.visible_to(staff))

    def open(self) -> Self:
        return self.filter(done_at=None, lifted_at=None)


@with_history()
class Deadline(Walled):
    """What the rules ask of the front desk by a moment, for one referral and, where there is one, one order."""

    Kind = Kind

    referral = models.ForeignKey("referrals.Referral", on_delete=models.CASCADE, related_name="deadlines")
    mandate = models.ForeignKey(
        "referrals.Mandate", on_delete=models.CASCADE, null=True, blank=True, related_name="deadlines"
    )
    kind = models.CharField(_("what is due"), max_length=14, choices=Kind.choices)
    due_at = models.DateTimeField(_("due"))
    why = models.CharField(max_length=300, blank=True, help_text="The rule it comes from, in a sentence")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_words = models.CharField(_("how"), max_length=300, blank=True)
    lifted_at = models.DateTimeField(
        null=True, blank=True, help_text="No longer asked for: the order ended, or the rules changed"
    )
    version = models.PositiveIntegerField(default=1)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "referral", "mandate", "kind"],
                name="deadline_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="deadline_done_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["service", "due_at", "id"],
                condition=Q(done_at=None, lifted_at=None),
                name="deadline_open",
            )
        ]

    def __str__(self) -> str:
        return f"Deadline {self.pk}"
