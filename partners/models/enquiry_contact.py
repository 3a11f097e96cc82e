from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.enquiry import Enquiry
from partners.models.wing import OfTheWing, WingQuerySet
from partners.schema import wing_table
from partners.sealing import WingTextField


class Channel(models.TextChoices):
    CALL = "call", _("Phone call")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")
    IN_PERSON = "in_person", _("In person")


class Result(models.TextChoices):
    SPOKE = "spoke", _("We spoke")
    NO_ANSWER = "no_answer", _("No answer")
    MESSAGE_LEFT = "message_left", _("Left a message")
    SOMEBODY_ELSE = "somebody_else", _("Somebody else answered: nothing was said")
    NOT_NOW = "not_now", _("It was not a safe moment")


class EnquiryContact(OfTheWing):
    """One try to reach the caller, and how it went. Append-only."""

    Channel, Result = Channel, Result

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="contacts")
    channel = models.CharField(_("how"), max_length=10, choices=Channel.choices, default=Channel.CALL)
    result = models.CharField(_("how it went"), max_length=14, choices=Result.choices)
    words = WingTextField(_("in a few words"), blank=True, default="")
    by_id = models.UUIDField()
    at = models.DateTimeField()

    objects = WingQuerySet.as_manager()

    class Meta:
        db_table = wing_table("enquirycontact")
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"Contact {self.pk}"
