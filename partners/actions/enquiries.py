"""Enquiries: written down at a door, answered, closed. Nothing here makes a man, a referral or a message."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.access import has_worker
from partners.actions import journal
from partners.errors import NobodyHere, NotOpen
from partners.models import Enquiry, SafetyWord
from partners.sealing import wing_print
from services.actions.clients import normalize_phone
from services.codes import known
from services.errors import NotAcceptable, Stale
from services.folding import words
from services.models import Service, Staff

# What a caller may tell; the rest of a row is ours.
TOLD = (
    "relation", "her_name", "contact", "may_contact", "may_leave_message", "may_say_who", "contact_when",
    "contact_who_else", "said", "asked_for", "asked_words", "his_name", "his_birth", "his_phone",
)  # fmt: skip


@transaction.atomic
def write_down(
    *,
    service: Service,
    door: str,
    by: Staff | None,
    at: datetime,
    about_id: UUID | None = None,
    **told: object,
) -> None:
    """Keep what was said for the partner worker. Answers nothing: whoever stands at a door reads nothing back."""
    _somebody_reads(service)
    enquiry = Enquiry(
        id=about_id or uuid.uuid4(), service_id=service.pk, door=door, received_at=at,
        taken_by_id=by.pk if by else None,
    )  # fmt: skip
    _tell(enquiry, told, country=service.country, on=timezone.localdate(at))
    if not (enquiry.said.strip() or enquiry.contact.strip() or enquiry.her_name.strip()):
        raise NotAcceptable(
            _("Write at least one thing: a safe way to call back, or what was said."),
            fields={"said": [_("A few words are enough.")]},
        )
    enquiry.save(force_insert=True)
    journal.done(what="enquiry.made", service_id=service.pk, enquiry_id=enquiry.pk, by=by, at=at)


@transaction.atomic
def keep_safety_word(
    *, service: Service, about_id: UUID, words: str, contact: str, by: Staff | None, at: datetime
) -> None:
    """Keep one sentence about danger at once, whatever becomes of the rest of the call."""
    _somebody_reads(service)
    if not words.strip():
        raise NotAcceptable(
            _("Write what was said about danger; one line is enough."),
            fields={"safety": [_("One line is enough.")]},
        )
    SafetyWord.objects.create(
        service_id=service.pk,
        about_id=about_id,
        words=words.strip(),
        contact=contact.strip(),
        taken_by_id=by.pk if by else None,
        at=at,
    )
    journal.done(what="safety.kept", service_id=service.pk, enquiry_id=about_id, by=by, at=at)


@transaction.atomic
def correct(*, enquiry: Enquiry, version: int, by: Staff, at: datetime, **told: object) -> Enquiry:
    """Put right what is written of the call. Raises Stale when a colleague did in between."""
    enquiry = _locked(enquiry)
    if enquiry.version != version:
        raise Stale(
            _("A colleague changed this since you opened it. Look at both and save again."), current=enquiry
        )
    _tell(enquiry, told, country=by.desk.service.country, on=timezone.localdate(at))
    return _saved(enquiry, what="enquiry.corrected", by=by, at=at)


@transaction.atomic
def take(*, enquiry: Enquiry, mine: bool, by: Staff, at: datetime) -> Enquiry:
    """Put one's name on it, or take it off."""
    enquiry = _locked(enquiry)
    enquiry.owner_id = by.pk if mine else None
    return _saved(enquiry, what="enquiry.taken" if mine else "enquiry.let_go", by=by, at=at)


@transaction.atomic
def offer(*, enquiry: Enquiry, options: list[str], options_words: str, by: Staff, at: datetime) -> Enquiry:
    """Note what the caller was offered: it waits for nobody else to come."""
    enquiry = _locked(enquiry)
    _is_open(enquiry)
    enquiry.options = sorted(known(Enquiry.Option, code, field="options") for code in set(options))
    enquiry.options_words = options_words.strip()
    return _saved(enquiry, what="enquiry.offered", by=by, at=at)


@transaction.atomic
def close(*, enquiry: Enquiry, outcome: str, outcome_words: str = "", by: Staff, at: datetime) -> Enquiry:
    """End it, and say how it ended. It can be opened again."""
    enquiry = _locked(enquiry)
    _is_open(enquiry)
    enquiry.outcome, enquiry.outcome_words = (
        known(Enquiry.Outcome, outcome, field="outcome"),
        outcome_words.strip(),
    )
    enquiry.closed_at, enquiry.closed_by_id = at, by.pk
    return _saved(enquiry, what="enquiry.closed", by=by, at=at)


@transaction.atomic
def reopen(*, enquiry: Enquiry, by: Staff, at: datetime) -> Enquiry:
    """Take it up again; how it had ended stays in its history."""
    enquiry = _locked(enquiry)
    if enquiry.is_open:
        raise NotOpen(_("This is open already."))
    enquiry.outcome = enquiry.outcome_words = ""
    enquiry.closed_at = enquiry.closed_by_id = None
    return _saved(enquiry, what="enquiry.reopened", by=by, at=at)


@transaction.atomic
def open_from(*, word: SafetyWord, by: Staff, at: datetime) -> Enquiry:
    """Make an enquiry of a safety line whose call was never written down."""
    enquiry = Enquiry(
        id=word.about_id, service_id=word.service_id, door=Enquiry.Door.CALL, received_at=word.at,
        taken_by_id=word.taken_by_id, contact=word.contact, owner_id=by.pk,
    )  # fmt: skip
    enquiry.save(force_insert=True)
    journal.done(what="enquiry.made", service_id=word.service_id, enquiry_id=enquiry.pk, by=by, at=at)
    return enquiry


def _somebody_reads(service: Service) -> None:
    if not has_worker(service):
        raise NobodyHere(_("Nobody here speaks with partners and relatives. Nothing was kept."))


def _tell(enquiry: Enquiry, told: dict[str, object], *, country: str, on: date) -> None:
    for name in TOLD:
        if name in told:
            value = told[name]
            setattr(enquiry, name, value.strip() if isinstance(value, str) else value)
    enquiry.asked_for = sorted(
        known(Enquiry.Asked, code, field="asked_for") for code in set(enquiry.asked_for)
    )
    if not enquiry.may_contact:
        # Nobody calls where nobody said it is safe; what hangs on a call falls with it.
        enquiry.may_leave_message = enquiry.may_say_who = False
    elif not enquiry.contact:
        raise NotAcceptable(
            _("Which number or address may we use?"), fields={"contact": [_("Which one may we use?")]}
        )
    if "may_contact" in told:
        enquiry.confirmed_on = on if enquiry.may_contact else None
    enquiry.his_phone = _number(enquiry.his_phone, country=country)
    enquiry.contact_print = _print(_number(enquiry.contact, country=country), "contact")
    enquiry.his_phone_print = _print(enquiry.his_phone, "his phone")
    enquiry.his_name_print = _print(" ".join(sorted(words(enquiry.his_name))), "his name")
    enquiry.clean_fields(exclude=["door"])


def _number(text: str, *, country: str) -> str:
    """A phone number as every country writes it; what is none stays as it was said."""
    try:
        return normalize_phone(text, country=country) if text else ""
    except NotAcceptable:
        return text


def _print(value: str, purpose: str) -> str:
    return wing_print(value.lower(), purpose=purpose) if value else ""


def _locked(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.select_for_update().get(pk=enquiry.pk)


def _is_open(enquiry: Enquiry) -> None:
    if not enquiry.is_open:
        raise NotOpen(_("This is closed. Open it again first."))


def _saved(enquiry: Enquiry, *, what: str, by: Staff, at: datetime) -> Enquiry:
    enquiry.version += 1
    enquiry.save()
    journal.done(what=what, service_id=enquiry.service_id, enquiry_id=enquiry.pk, by=by, at=at)
    return enquiry
