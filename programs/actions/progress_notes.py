"""Progress notes: begun, kept as a draft, signed, added to. What was signed is never changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.errors import NoteLocked, StrengthsMissing
from programs.models import Enrollment, GroupSession, ProgressNote
from programs.models.progress_note import Status, Strength
from services.actions import audit
from services.codes import known
from services.errors import NotAcceptable, Stale
from services.models import Staff

WORDS = (
    "strengths",
    "strengths_words",
    "none_seen_yet",
    "owned",
    "did",
    "next_step",
    "next_step_on",
    "skills",
    "barriers",
    "concerns",
    "safety",
)


@transaction.atomic
def begin(*, enrollment: Enrollment, session: GroupSession | None, by: Staff, at: datetime) -> ProgressNote:
    """The author's open draft on this man for this session; made when there is none."""
    if session and session.group_id != enrollment.group_id:
        raise NotAcceptable(_("He has no place in the group of this session."))
    note, made = ProgressNote.objects.get_or_create(
        service_id=enrollment.service_id,
        enrollment=enrollment,
        session=session,
        author=by,
        status=Status.DRAFT,
        amends=None,
        defaults={"created_at": at},
    )
    if made:
        audit.record(by=by, what="note.begun", about=note, at=at)
    return note


@transaction.atomic
def save_draft(
    *, note: ProgressNote, version: int | None = None, by: Staff, at: datetime, **words: object
) -> ProgressNote:
    """Keep what is written so far. Raises Stale, with the note as it stands, when it was saved elsewhere."""
    note = _own_draft(note, by=by)
    if version is not None and version != note.version:
        raise Stale(
            _("This note was saved somewhere else since you opened it. Your words are still here."),
            current=note,
        )
    strengths = words.get("strengths") or []
    for code in strengths if isinstance(strengths, list) else [strengths]:
        known(Strength, code, field="strengths")
    for name in WORDS:
        if name in words:
            setattr(note, name, words[name])
    note.version += 1
    note.save()
    return note


@transaction.atomic
def save_safety(*, note: ProgressNote, safety: str, by: Staff, at: datetime) -> ProgressNote:
    """Keep the safety line alone and at once, whatever else is missing. The floors above find it and act."""
    note = _own_draft(note, by=by)
    note.safety = safety.strip()
    _see_risk(note, by=by, at=at)
    note.version += 1
    note.save(update_fields=["safety", "risk_seen_at", "version"])
    return note


@transaction.atomic
def sign(*, note: ProgressNote, by: Staff, at: datetime) -> ProgressNote:
    """Sign and lock. Refused until a strength is named, or honestly none."""
    note = _own_draft(note, by=by)
    if not note.amends_id and not note.says_strengths:
        raise StrengthsMissing(
            _("Name one strength you saw, or tick “none seen yet”. Then the note can be signed."),
            fields={"strengths": [_("Choose one, write your own, or tick “none seen yet”.")]},
        )
    _see_risk(note, by=by, at=at)
    note.status, note.signed_at = Status.SIGNED, at
    note.version += 1
    note.save(update_fields=["status", "signed_at", "risk_seen_at", "version"])
    if note.amends_id:
        ProgressNote.objects.filter(pk=note.amends_id, status=Status.SIGNED).update(status=Status.AMENDED)
    audit.record(by=by, what="note.signed", about=note, at=at)
    return note


@transaction.atomic
def amend(*, note: ProgressNote, words: str, by: Staff, at: datetime) -> ProgressNote:
    """Add to a signed note. Both texts stay: the addition is a signed note of its own that points at the first."""
    if not words.strip():
        raise NotAcceptable(_("Write what should be added."), fields={"words": [_("This is empty.")]})
    note = ProgressNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if note.status not in (Status.SIGNED, Status.AMENDED):
        raise NoteLocked(_("Only a signed note can be added to."))
    addition = ProgressNote.objects.create(
        service_id=note.service_id,
        enrollment_id=note.enrollment_id,
        session_id=note.session_id,
        author=by,
        amends=note,
        concerns=words.strip(),
        created_at=at,
    )
    return sign(note=addition, by=by, at=at)


@transaction.atomic
def mark_in_error(*, note: ProgressNote, reason: str, by: Staff, at: datetime) -> ProgressNote:
    """Say that a signed note should never have been written here. It stays readable, crossed out."""
    if not reason.strip():
        raise NotAcceptable(
            _("Say why this note was entered in error."), fields={"reason": [_("This is empty.")]}
        )
    note = ProgressNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if note.status not in (Status.SIGNED, Status.AMENDED):
        raise NoteLocked(_("Only a signed note can be marked as entered in error."))
    note.status, note.error_reason = Status.IN_ERROR, reason.strip()
    note.version += 1
    note.save(update_fields=["status", "error_reason", "version"])
    audit.record(by=by, what="note.in_error", about=note, at=at)
    return note


def _see_risk(note: ProgressNote, *, by: Staff, at: datetime) -> None:
    """The first time something stands in the safety line; taking the words back does not unsee it."""
    if note.safety.strip() and note.risk_seen_at is None:
        note.risk_seen_at = at
        audit.record(by=by, what="note.risk_seen", about=note, at=at)


def _own_draft(note: ProgressNote, *, by: Staff) -> ProgressNote:
    note = ProgressNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if note.status != Status.DRAFT:
        raise NoteLocked(_("This note is signed. You can add to it, but not change it."))
    if note.author_id != by.pk:
        raise NoteLocked(_("A colleague is writing this note. You can read it once it is signed."))
    return note
