"""Follow-ups as people read them: what is owed to whom, and the one thing to do about it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from followups.models import FollowUp
from followups.models.follow_up import FollowUpQuerySet, Kind
from programs.models import Attendance
from services.access import name_for
from services.models import Staff

BY = ("due_at", "id")


def readable(staff: Staff) -> FollowUpQuerySet:
    """Follow-ups this person may see, with all a line says of each, and whether the register still has gaps."""
    gaps = Attendance.objects.filter(session=OuterRef("session"), outcome=None)
    return (
        FollowUp.objects.visible_to(staff)
        .select_related("client", "session__group", "owner")
        .annotate(has_gaps=Exists(gaps))
    )


def title(follow_up: FollowUp, *, staff: Staff) -> str:
    """What is to be done, in a few words."""
    name = name_for(staff, follow_up.client) if follow_up.client else ""
    group = follow_up.session.group.name if follow_up.session else ""
    kind = follow_up.kind
    if kind == Kind.REGISTER_OWED:
        return _("Fill the register: %(group)s") % {"group": group}
    words = {
        Kind.NOTE_OWED: _("Write a note for %(name)s"),
        Kind.CRISIS: _("Call %(name)s: follow-up after a crisis"),
        Kind.MISSED_SESSION: _("Call %(name)s: he missed a session"),
        Kind.BEFORE_FIRST_SESSION: _("Call %(name)s before his first session"),
        Kind.WAITING: _("Call %(name)s: he is waiting"),
        Kind.LETTER_DUE: _("A letter is due for %(name)s"),
        Kind.STALE_SAFE_CONTACT: _("Ask %(name)s whether his number is still safe"),
        Kind.HAND_OVER: _("Handed over to you: %(name)s"),
    }[Kind(kind)]
    return words % {"name": name or _("a man")}


def line(follow_up: FollowUp) -> str:
    """Where it comes from; for a register, whether anything is still missing."""
    if follow_up.kind == Kind.REGISTER_OWED and not follow_up.has_gaps and not follow_up.outcome:
        return _("Everybody is marked.")
    return follow_up.session.group.name if follow_up.session and follow_up.client_id else ""


def action(follow_up: FollowUp) -> tuple[str, str]:
    """The one button: its verb and where it leads."""
    if follow_up.kind == Kind.REGISTER_OWED and follow_up.session_id and follow_up.has_gaps:
        return _("Fill the gaps"), reverse("programs:register", args=[follow_up.session_id])
    return _("Open"), follow_up.get_absolute_url()


def dressed(rows, *, staff: Staff, at: datetime) -> list[FollowUp]:
    """The rows with what a list says of each: `title`, `line`, `verb`, `url`, `late`."""
    rows = list(rows)
    for each in rows:
        each.title, each.line = title(each, staff=staff), line(each)
        each.verb, each.url = action(each)
        each.late = each.is_open and each.due_at < at
    return rows
