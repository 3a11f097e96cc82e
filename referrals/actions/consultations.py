"""A colleague's ear about danger: asked for, and on that colleague's list until it was given."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from referrals.models import Consultation, Referral
from services.actions import audit
from services.errors import NotAcceptable, Refused
from services.models import Staff


@transaction.atomic
def ask(*, referral: Referral, of: Staff, question: str = "", by: Staff, at: datetime) -> Consultation:
    """Ask a colleague. It stays on that colleague's list until there is an answer."""
    if of == by:
        raise NotAcceptable(
            _("One’s own ear is nobody’s."), fields={"consulted": [_("Name the colleague you ask.")]}
        )
    asked = Consultation.objects.create(
        service_id=referral.service_id,
        referral=referral,
        asked_by=by,
        asked_at=at,
        asked_of=of,
        question=question.strip(),
    )
    audit.record(by=by, what="consultation.asked", about=asked, at=at)
    return asked


@transaction.atomic
def hand_over(*, consultation: Consultation, to: Staff, by: Staff, at: datetime) -> Consultation:
    """Ask another colleague instead of the one who cannot now."""
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if to == consultation.asked_by:
        raise NotAcceptable(
            _("One’s own ear is nobody’s."), fields={"consulted": [_("Name the colleague you ask.")]}
        )
    consultation.asked_of = to
    consultation.version += 1
    consultation.save(update_fields=["asked_of", "version"])
    audit.record(by=by, what="consultation.handed_over", about=consultation, at=at)
    return consultation


@transaction.atomic
def answer(*, consultation: Consultation, words: str, by: Staff, at: datetime) -> Consultation:
    """Say what was agreed. Never by the one who asked."""
    consultation = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if consultation.answered_at:
        raise Refused(_("This was answered already."))
    if by.pk == consultation.asked_by_id:
        raise Refused(_("A colleague answers, not the one who asked."))
    if not words.strip():
        raise NotAcceptable(_("Write what you agreed."), fields={"answer": [_("One sentence is enough.")]})
    consultation.answer, consultation.answered_by, consultation.answered_at = words.strip(), by, at
    consultation.version += 1
    consultation.save(update_fields=["answer", "answered_by", "answered_at", "version"])
    audit.record(by=by, what="consultation.answered", about=consultation, at=at)
    return consultation
