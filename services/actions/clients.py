"""Men: taken in, corrected, and the numbers by which they may be reached."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from services.actions import audit
from services.codes import known
from services.errors import NotAcceptable, Refused, Stale
from services.fields import fingerprint
from services.models import Client, ClientWord, ContactRule, Service, Staff

# No vowels, so that no word appears; no letter that reads as a digit.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
FIELDS = (
    "first_name",
    "last_name",
    "other_names",
    "date_of_birth",
    "language",
    "needs_interpreter",
    "is_father",
    "new_baby",
    "child_contact",
    "relationship",
    "reads_easily",
    "identity",
)
RULE = ("may_contact", "may_leave_message", "may_say_who", "hours", "who_else", "confirmed_on")


def new_reference() -> str:
    """A reference that says nothing: not how many men there are, not when he came."""
    return "M-" + "".join(secrets.choice(LETTERS) for _letter in range(6))


@transaction.atomic
def make(
    *,
    service: Service,
    by: Staff,
    at: datetime,
    reference: str = "",
    nameless: bool = False,
    **fields: object,
) -> Client:
    """Take a man in. `fields` are those of FIELDS; at least one name, unless he hung up before he said it."""
    client = Client(service=service, reference=reference or new_reference(), created_at=at, **fields)
    if not nameless:
        _owes_a_name(client)
    client.full_clean(exclude=["service"])
    client.save()
    audit.record(by=by, what="client.made", about=client, at=at)
    return client


@transaction.atomic
def edit(*, client: Client, version: int | None = None, by: Staff, at: datetime, **fields: object) -> Client:
    """Correct what we know of him. Raises Stale when somebody else did in between."""
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if version is not None and version != client.version:
        raise Stale(
            _("Somebody else changed his details since you opened them. Look at both and save again."),
            current=client,
        )
    had_a_name = client.has_a_name
    for name in FIELDS:
        if name in fields:
            setattr(client, name, fields[name])
    if had_a_name:
        _owes_a_name(client)
    client.version += 1
    client.full_clean(exclude=["service"])
    client.save()
    audit.record(by=by, what="client.edited", about=client, at=at)
    return client


def _owes_a_name(client: Client) -> None:
    if not client.has_a_name:
        raise ValidationError(_("Give at least one name."))


def normalize_phone(text: str, *, country: str) -> str:
    """'07700 900278' in GB as '+447700900278'. Raises NotAcceptable with a sentence."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise NotAcceptable(
            _("“%(text)s” is not a telephone number we can read.") % {"text": text[:30]},
            fields={"phone": [_("Write it with its area code.")]},
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def check_address(text: str) -> str:
    """An e-mail address without blanks around it. Raises NotAcceptable with a sentence."""
    text = text.strip()
    try:
        validate_email(text)
    except ValidationError as error:
        raise NotAcceptable(
            _("“%(text)s” is not an e-mail address.") % {"text": text[:60]},
            fields={"email": [_("Write it like name@example.org.")]},
        ) from error
    return text


def prints_of(kind: str, value: str) -> tuple[str, str]:
    """The keyed fingerprints of a number or address: of the whole, and of a number's last four digits."""
    if kind == ContactRule.Kind.EMAIL:
        return fingerprint(value.lower(), purpose="email"), ""
    return fingerprint(value, purpose="phone"), fingerprint(value[-4:], purpose="last four")


@transaction.atomic
def add_contact(
    *, client: Client, kind: str, value: str, by: Staff, at: datetime, **rule: Any
) -> ContactRule:
    """Keep a number or address of his. Nothing may be done with it unless `rule` says so."""
    contact, made = _kept(client, kind, value, rule)
    if made:
        audit.record(by=by, what="contact.added", about=contact, at=at)
    return contact if made or not rule else change_contact(contact=contact, by=by, at=at, **rule)


@transaction.atomic
def add_new_contact(
    *, client: Client, kind: str, value: str, by: Staff, at: datetime, **rule: object
) -> ContactRule:
    """Keep a number he did not have. Raises Refused where it is on his page: what he said of it stands, whatever
    a blank form says."""
    contact, made = _kept(client, kind, value, rule)
    if not made:
        sentence = _("This number or address is already on his page.")
        raise Refused(sentence, fields={"value": [_("Go back to his page and change it there.")]})
    audit.record(by=by, what="contact.added", about=contact, at=at)
    return contact


def _kept(client: Client, kind: str, value: str, rule: dict[str, object]) -> tuple[ContactRule, bool]:
    """The row of a number or address, and whether it was made just now."""
    if known(ContactRule.Kind, kind, field="kind") == ContactRule.Kind.PHONE:
        value = normalize_phone(value, country=client.service.country)
    else:
        value = check_address(value)
    whole, last_four = prints_of(kind, value)
    return ContactRule.objects.get_or_create(
        service_id=client.service_id,
        client=client,
        kind=kind,
        value_print=whole,
        defaults={"value": value, "last_four_print": last_four, **rule},
    )


@transaction.atomic
def change_contact(
    *, contact: ContactRule, version: int | None = None, by: Staff, at: datetime, **rule: object
) -> ContactRule:
    """Change what may be done with a number or address of his. The number itself stays: a new one is a new row.

    Raises Stale when somebody else did in between: "do not call" is overwritten by no form opened before.
    """
    contact = ContactRule.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if version is not None and version != contact.version:
        raise Stale(
            _("Somebody else changed this rule since you opened it. Look at both and save again."),
            current=contact,
        )
    for name in RULE:
        if name in rule:
            setattr(contact, name, rule[name])
    contact.version += 1
    contact.save(update_fields=[*RULE, "version"])
    audit.record(by=by, what="contact.changed", about=contact, at=at)
    return contact


def found(*, staff: Staff, text: str, among: QuerySet[Client] | None = None) -> QuerySet[Client]:
    """Men this person may see, by any name he uses, a whole number, its last four, an address or a reference.

    `among` are men the person may see, dressed for a page; the ids are looked up first, each way by an index of its own.
    """
    visible = Client.objects.visible_to(staff) if among is None else among
    text = text.strip()
    if not text:
        return visible.none()
    here = Client.objects.in_service_of(staff)
    called = here.filter(reference__in={text, text.upper()}).order_by()
    # A record that was made one with another is found by its old reference, too.
    by_reference = called.annotate(man=Coalesce("merged_into", "pk")).values("man")
    return visible.filter(pk__in=by_reference.union(_ids_by(text, staff=staff)))


def answering_for(pk: UUID | str, *, staff: Staff) -> QuerySet:
    """The id of the record that answers for this one: itself, or the one it was made one with."""
    here = Client.objects.in_service_of(staff).filter(pk=pk)
    return here.annotate(man=Coalesce("merged_into", "pk")).values("man")


def _ids_by(text: str, *, staff: Staff) -> QuerySet:
    """Ids of men of the whole service; the caller narrows them to those the person may see."""
    rules = ContactRule.objects.in_service_of(staff).order_by().values("client")
    if "@" in text:
        return rules.filter(value_print=prints_of(ContactRule.Kind.EMAIL, text)[0])
    digits = "".join(character for character in text if character.isdigit())
    if digits and not any(character.isalpha() for character in text):
        if len(digits) == 4:
            return rules.filter(last_four_print=fingerprint(digits, purpose="last four"))
        if len(digits) >= 7:
            try:
                number = normalize_phone(text, country=staff.desk.service.country)
            except NotAcceptable:
                return rules.none()
            return rules.filter(value_print=fingerprint(number, purpose="phone"))
    return ClientWord.objects.in_service_of(staff).men_called(text)
