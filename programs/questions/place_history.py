"""What happened to a place: given, paused, moved, finished, ended, taken back. Who and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from programs.models import Enrollment
from programs.models.enrollment import ExitReason
from programs.models.pause import Reason
from services.models import AuditEntry, Staff

WORDS = {
    "enrollment.placed": _("Given his place"),
    "enrollment.paused": _("Paused"),
    "enrollment.return_changed": _("Expected back on another day"),
    "enrollment.back": _("Back"),
    "enrollment.exited": _("Ended"),
    "enrollment.reinstated": _("Taken back"),
    "enrollment.transferred": _("Moved to another group"),
    "enrollment.rules_changed": _("Put under other rules"),
}


@dataclass(frozen=True)
class Happened:
    """One line of the history."""

    at: datetime
    words: str
    why: str
    by: str


def history_of_place(staff: Staff, enrollment: Enrollment) -> list[Happened]:
    """The last thing first. One query."""
    entries = (
        AuditEntry.objects.in_service_of(staff)
        .filter(about_id=enrollment.pk, what__in=WORDS)
        .select_related("by")
        .order_by("-at", "-id")
    )
    return [Happened(each.at, str(WORDS[each.what]), _why(each), each.by.name) for each in entries]


def _why(entry: AuditEntry) -> str:
    code = entry.details.get("reason", "")
    choices = Reason if entry.what == "enrollment.paused" else ExitReason
    return str(choices(code).label) if code in choices.values else ""
