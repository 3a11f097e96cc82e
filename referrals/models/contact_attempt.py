from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet


class Channel(models.TextChoices):
    CALL = "call", _("Phone call")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    IN_PERSON = "in_person", _("In person")


class ContactAttempt(Walled):
    """One try to reach a man. An attempt is not a contact: `reached` says whether we spoke."""

    Channel = Channel

    referral = models.ForeignKey("referrals.Referral", on_delete=models.CASCADE, related_name="contacts")
    channel = models.CharField(_("how"), max_length=12, choices=Channel.choices, default=Channel.CALL)
    reached = models.BooleanField(_("we spoke with him"), default=False)
    words = models.CharField(_("in a few words"), max_length=300, blank=True)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"Contact {self.pk}"
