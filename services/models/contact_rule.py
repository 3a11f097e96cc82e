from __future__ import annotations

import phonenumbers
from django.db import models
from django.utils.translation import gettext_lazy as _

from services.fields import EncryptedTextField
from services.models.walled import Walled, WalledQuerySet, with_history


class Kind(models.TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")


@with_history()
class ContactRule(Walled):
    """A number or address of his, and what may be done with it. Nothing may, until he said so."""

    Kind = Kind

    client = models.ForeignKey("services.Client", on_delete=models.CASCADE, related_name="contact_rules")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    value = EncryptedTextField(_("number or address"))
    value_print = models.CharField(max_length=32, editable=False)
    last_four_print = models.CharField(max_length=32, editable=False, blank=True)
    may_contact = models.BooleanField(_("we may use it"), default=False)
    may_leave_message = models.BooleanField(_("we may leave a message"), default=False)
    may_say_who = models.BooleanField(_("we may say who we are"), default=False)
    hours = models.CharField(_("when"), max_length=120, blank=True)
    who_else = models.CharField(_("who else uses it"), max_length=120, blank=True)
    confirmed_on = models.DateField(_("last confirmed with him"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "service",
                "client",
                "kind",
                "value_print",
                name="contact_rule_once",
                violation_error_message=_("This number or address is already on his page."),
            )
        ]
        indexes = [
            models.Index("service", "value_print", name="contact_by_value"),
            models.Index("service", "last_four_print", name="contact_by_last_four"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def shown(self) -> str:
        """The number as people read it aloud; an address as it is."""
        if self.kind != Kind.PHONE:
            return self.value
        try:
            number = phonenumbers.parse(self.value)
        except phonenumbers.NumberParseException:
            return self.value
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
