from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet


class Channel(models.TextChoices):
    CALL = "call", _("Phone call")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    IN_PERSON = "in_person", _("In person")


class Outcome(models.TextChoices):
    SPOKE = "spoke", _("We spoke")
    NO_ANSWER = "no_answer", _("No answer")
    MESSAGE_LEFT = "message_left", _("Left a message")
    SENT = "sent", _("Sent")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    NOT_NOW = "not_now", _("He could not talk")


class Purpose(models.TextChoices):
    REACH = "reach", _("To reach him")
    KEEP_WARM = "keep_warm", _("To stay in touch while he waits")


class ContactAttempt(Walled):
    """One try to reach a man. An attempt is not a contact: `reached` says whether we spoke."""

    Channel, Outcome, Purpose = Channel, Outcome, Purpose

    referral = models.ForeignKey("referrals.Referral", on_delete=models.CASCADE, related_name="contacts")
    channel = models.CharField(_("how"), max_length=12, choices=Channel.choices, default=Channel.CALL)
    reached = models.BooleanField(_("we spoke with him"), default=False)
    outcome = models.CharField(
        _("how it went"), max_length=14, choices=Outcome.choices, blank=True, default="", db_default=""
    )
    purpose = models.CharField(
        _("what for"), max_length=10, choices=Purpose.choices, default=Purpose.REACH, db_default="reach"
    )
    words = models.CharField(_("in a few words"), max_length=300, blank=True)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"Contact {self.pk}"
