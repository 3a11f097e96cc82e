from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.enrollment import Enrollment
from services.fields import EncryptedTextField
from services.models.walled import Walled, WalledQuerySet, with_history


class Of(models.TextChoices):
    PROGRAM = "program", _("The program")
    MANDATE = "mandate", _("Only what was ordered")


class CompletionQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(enrollment__in=Enrollment.objects.readable_by(staff))

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


@with_history()
class Completion(Walled):
    """Why we say that a man has finished: enough sessions, taking part, a last review, and who signed it.

    It says what he did, never that anybody is safe. Signed once; taken back only with the exit.
    """

    Of = Of

    enrollment = models.ForeignKey(
        "programs.Enrollment", on_delete=models.PROTECT, related_name="completions"
    )
    of = models.CharField(_("what he finished"), max_length=10, choices=Of.choices, default=Of.PROGRAM)
    dose_met = models.BooleanField(_("he came to what was asked"))
    took_part = models.BooleanField(_("he took part"))
    reviewed_on = models.DateField(_("last review"))
    # What the last review found, strengths first. Not in letters unless somebody puts it there.
    review = EncryptedTextField(_("what the review found"), blank=True, default="")
    # Said when he finishes with fewer sessions than asked.
    dose_reason = models.CharField(_("why fewer sessions are enough"), max_length=300, blank=True)
    signed_by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "enrollment"],
                condition=Q(withdrawn_at=None),
                name="completion_once",
                violation_error_message=_("He has finished already."),
            ),
            models.CheckConstraint(
                condition=Q(dose_met=True) | ~Q(dose_reason=""),
                name="short_completion_has_a_reason",
                violation_error_message=_("Say why fewer sessions are enough."),
            ),
        ]

    def __str__(self) -> str:
        return f"Completion {self.pk}"
