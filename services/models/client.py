from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from services.fields import EncryptedTextField
from services.folding import fold, folded_column
from services.models.client_word import ClientWord
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history

# Of one name there are rarely more; where there are, nobody reads them all, and PostgreSQL need not either.
MOST_ALIKE = 100


class ChildContact(models.TextChoices):
    LIVES_WITH_THEM = "lives_with_them", _("He lives with them")
    AGREED = "agreed", _("As the parents agreed")
    SUPERVISED = "supervised", _("Supervised visits")
    NONE_BY_ORDER = "none_by_order", _("None, by order")
    NONE = "none", _("None at the moment")


def kept_from(staff) -> models.QuerySet:
    """Ids of men this person must not meet at work, as the floors above know them."""
    first, *others = (import_string(path)(staff) for path in settings.NOT_THEIR_MEN)
    return first.union(*others) if others else first


class ClientQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Men of the whole service for intake and directors of every site; else the men each floor calls own."""
        rows = self.in_service_of(staff).filter(merged_into=None).exclude(pk__in=kept_from(staff))
        if staff.desk.everywhere(Role.INTAKE, Role.DIRECTOR):
            return rows
        first, *others = (import_string(path)(staff) for path in settings.OWN_MEN)
        # One set of ids: alternatives beside each other would read every man of the service.
        return rows.filter(pk__in=first.union(*others))

    def called(self, text: str) -> Self:
        """Men of whom every word asked for begins a name they use."""
        return self.filter(pk__in=ClientWord.objects.men_called(text))

    def alike(self, *, first_name: str, last_name: str, born: date | None, phone_print: str = "") -> Self:
        """Men who may be the one somebody is writing down, also when he is spelt another way.

        The same number; the same names, in either order, or begun only; the same birth day, also with day and month
        changed about, and one name. Each way is looked up by an index of its own.
        """
        men, first, last = self.model._default_manager.order_by(), fold(first_name), fold(last_name)
        ways: list[models.QuerySet] = []
        if first and last:
            ways.append(men.filter(find_first=first, find_last=last).values("pk"))
            ways.append(men.filter(find_first=last, find_last=first).values("pk"))
            ways.append(ClientWord.objects.men_called(f"{first} {last}"))
        elif first or last:
            ways += [
                men.filter(**{column: first or last}).values("pk") for column in ("find_first", "find_last")
            ]
        if born and (first or last):
            said = [name for name in (first, last) if name]
            named = Q(find_first__in=said) | Q(find_last__in=said)
            ways.append(men.filter(date_of_birth__in=[born, changed_about(born)]).filter(named).values("pk"))
        if phone_print:
            rules = Client.contact_rules.field.model._default_manager.filter(value_print=phone_print)
            ways.append(rules.order_by().values("client"))
        if not ways:
            return self.none()
        # One set of ids: alternatives beside each other would read every man of the service.
        first_way, *others = (way[:MOST_ALIKE] for way in ways)
        return self.filter(pk__in=first_way.union(*others))


def changed_about(born: date) -> date:
    """The 4th of May for the 5th of April: a day two people write two ways. A day after the 12th is only itself."""
    try:
        return born.replace(month=born.day, day=born.month)
    except ValueError:
        return born


@with_history(exclude=["find_first", "find_last", "find_other"])
class Client(Walled):
    """A man we serve. What he told us lies on the floors above; here is who he is.

    Somebody who hung up before he said his name has none yet: a name is owed only before he gets a place.
    """

    ChildContact = ChildContact

    reference = models.CharField(
        _("reference"), max_length=40, help_text=_("Ours, or the one an old list gave him.")
    )
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    other_names = models.CharField(_("other names he uses"), max_length=200, blank=True)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    language = models.CharField(_("language he prefers"), max_length=60, blank=True)
    needs_interpreter = models.BooleanField(_("needs an interpreter"), default=False)
    is_father = models.BooleanField(_("is a father"), null=True, blank=True)
    new_baby = models.BooleanField(_("has a new baby, or one on the way"), null=True, blank=True)
    child_contact = models.CharField(
        _("how he sees his children"), max_length=20, choices=ChildContact.choices, blank=True
    )
    relationship = models.CharField(_("relationship, in his words"), max_length=120, blank=True)
    reads_easily = models.BooleanField(_("reads easily"), null=True, blank=True)
    identity = EncryptedTextField(_("Indigenous identity, in his words"), blank=True, default="")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    find_first = folded_column("first_name")
    find_last = folded_column("last_name")
    find_other = folded_column("other_names")

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ["find_last", "find_first", "id"]
        constraints = [
            models.UniqueConstraint(
                "service",
                "reference",
                name="client_reference_once",
                violation_error_message=_("Another man already has this reference."),
            ),
        ]
        indexes = [
            models.Index("service", "find_last", "find_first", "id", name="client_by_name"),
            models.Index("service", "find_first", name="client_by_first"),
            models.Index("service", "date_of_birth", name="client_by_birth"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("followups:client_detail", args=[self.pk])

    @property
    def has_a_name(self) -> bool:
        return bool(self.first_name.strip() or self.last_name.strip())

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or gettext("No name yet")

    @property
    def short_name(self) -> str:
        """First name and an initial: what a sheet on a table in a hall may say."""
        if not self.first_name:
            return self.last_name or gettext("No name yet")
        return f"{self.first_name} {self.last_name[:1]}.".removesuffix(" .")
