from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.fields import EncryptedTextField
from services.models.walled import Walled, WalledQuerySet


class Caller(models.TextChoices):
    HIMSELF = "himself", _("He himself")
    LEGAL = "legal", _("A lawyer")
    COURT = "court", _("A court or another service")


class CallDraftQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """A half-written call is nobody's but the writer's."""
        return self.in_service_of(staff).filter(staff_id=staff.pk)


class CallDraft(Walled):
    """What somebody on the phone has typed so far, one a caller. Destroyed when it is saved or was not his to say.

    No history is kept of it: what was typed for the wrong caller must be gone.
    """

    Caller = Caller

    staff = models.ForeignKey("services.Staff", on_delete=models.CASCADE, related_name="+")
    caller = models.CharField(max_length=10, choices=Caller.choices)
    said = EncryptedTextField(help_text="The fields as typed, as JSON, sealed")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = CallDraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("service", "staff", "caller", name="call_draft_once")]

    def __str__(self) -> str:
        return f"Draft {self.pk}"
