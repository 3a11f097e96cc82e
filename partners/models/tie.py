from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models.enquiry import Enquiry
from partners.models.wing import OfTheWing, WingQuerySet, kept_in_the_wing
from partners.schema import wing_table
from partners.sealing import WingTextField


class Said(models.TextChoices):
    ON_THE_PHONE = "on_the_phone", _("On the phone")
    IN_PERSON = "in_person", _("In person")
    IN_WRITING = "in_writing", _("In writing")


class TieQuerySet(WingQuerySet):
    def standing(self) -> Self:
        return self.filter(undone_at=None)


@kept_in_the_wing("tie")
class Tie(OfTheWing):
    """The caller agreed that we know which man this is about: what was agreed, when and how. It can be undone.

    The man is a plain id; nothing below the wing knows of it.
    """

    Said = Said

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="ties")
    man_id = models.UUIDField()
    agreed_on = models.DateField(_("when it was agreed"))
    agreed_how = models.CharField(_("how it was said"), max_length=14, choices=Said.choices)
    agreed_words = WingTextField(_("what was agreed"))
    made_by_id = models.UUIDField()
    made_at = models.DateTimeField()
    undone_by_id = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_why = WingTextField(_("why it was undone"), blank=True, default="")

    objects = TieQuerySet.as_manager()

    class Meta:
        db_table = wing_table("tie")
        ordering = ["-made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_id", "enquiry"],
                condition=Q(undone_at=None),
                name="tie_once",
                violation_error_message=_("This enquiry is connected already."),
            )
        ]
        indexes = [models.Index("service_id", "man_id", name="tie_by_man")]

    def __str__(self) -> str:
        return f"Tie {self.pk}"
