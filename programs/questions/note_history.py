"""What happened to a note, from its first word on: who, when, and nothing of what it says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from programs.models import ProgressNote
from services.models import AuditEntry, Staff

WORDS = {
    "note.begun": _("Begun"),
    "note.signed": _("Signed"),
    "note.in_error": _("Marked as entered in error"),
}
OF_AN_ADDITION = {
    "note.signed": _("Added to"),
    "note.in_error": _("An addition was marked as entered in error"),
}


@dataclass
class Happened:
    """One line of the history."""

    at: datetime
    words: str
    by: str


def history(staff: Staff, note: ProgressNote, additions: Iterable[ProgressNote]) -> list[Happened]:
    """The first thing first. One query."""
    added = {addition.pk for addition in additions}
    entries = (
        AuditEntry.objects.in_service_of(staff)
        .filter(about_id__in=[note.pk, *added], what__in=WORDS)
        .select_related("by")
        .order_by("at", "id")
    )
    told = [
        (entry, (OF_AN_ADDITION if entry.about_id in added else WORDS).get(entry.what)) for entry in entries
    ]
    return [Happened(entry.at, str(words), entry.by.name) for entry, words in told if words]
