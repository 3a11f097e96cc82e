from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from partners.models.wing import OfTheWing, WingQuerySet
from partners.schema import wing_table
from partners.sealing import WingTextField


class SafetyWordQuerySet(WingQuerySet):
    def without_enquiry(self) -> Self:
        """Danger was spoken of, and the talk was never written down: the caller may have hung up."""
        from_here = self.model._meta.apps.get_model("partners", "Enquiry").objects
        return self.filter(~Exists(from_here.filter(pk=OuterRef("about_id"))))


class SafetyWord(OfTheWing):
    """One sentence about danger, kept at once and alone, with what was known by then of how to call back.

    `about_id` is the enquiry it belongs to, which may not be written yet. Append-only.
    """

    about_id = models.UUIDField()
    words = WingTextField(_("what was said"))
    contact = WingTextField(_("how to call back"), blank=True, default="")
    taken_by_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    objects = SafetyWordQuerySet.as_manager()

    class Meta:
        db_table = wing_table("safetyword")
        ordering = ["at", "id"]
        indexes = [models.Index("service_id", "about_id", name="safety_word_about")]

    def __str__(self) -> str:
        return f"Safety word {self.pk}"
