"""Follow-ups as people read them: what is owed to whom, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followups.models import FollowUp
from followups.models.follow_up import FollowUpQuerySet, Kind, Status
from programs.models import Attendance
from services.access import name_for
from services.models import Staff
from services.paging import MOST

BY = ("due_at", "id")
DUE = {
    "late": gettext_lazy("Late"),
    "today": gettext_lazy("Until tonight"),
    "week": gettext_lazy("Within a week"),
}


@dataclass
class Counts:
    """Counted no further than one past MOST."""

    mine: int = 0
    others: int = 0
    all: int = 0
    late: int = 0


def readable(staff: Staff) -> FollowUpQuerySet:
    """Follow-ups this person may see, with all a line says of each, and whether the register still has gaps."""
    gaps = Attendance.objects.filter(session=OuterRef("session"), outcome=None)
    return (
        FollowUp.objects.visible_to(staff)
        .select_related("client", "session__group", "owner")
        .annotate(has_gaps=Exists(gaps))
    )


def narrowed(rows: FollowUpQuerySet, *, chosen: Mapping[str, str], at: datetime) -> FollowUpQuerySet:
    """The list as its filters say; what is no filter is no filter. Whose it is comes after the counts."""
    if chosen["status"] in (Status.DONE, Status.HANDED_OVER):
        rows = rows.filter(status=chosen["status"])
    else:
        rows = rows.still_owed()
        if chosen["due"] in DUE:
            rows = rows.filter(due_at__lt=_until(chosen["due"], at=at))
    if chosen["kind"] in Kind.values:
        rows = rows.filter(kind=chosen["kind"])
    if chosen["site"]:
        rows = rows.filter(site=chosen["site"])
    return rows


def _until(due: str, *, at: datetime) -> datetime:
    if due == "late":
        return at
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1 if due == "today" else 7)


def whose(rows: FollowUpQuerySet, *, who: str, staff: Staff) -> FollowUpQuerySet:
    """Mine, unless others' or everybody's are asked for."""
    if who == "all":
        return rows
    return rows.exclude(owner=staff) if who == "others" else rows.filter(owner=staff)


def counts(rows: FollowUpQuerySet, *, who: str, staff: Staff, at: datetime) -> Counts:
    """How many there are with me, with colleagues and in all, and how many of `who` are late. One query."""
    found = Counts()
    for owner_id, due_at, status in rows.order_by().values_list("owner", "due_at", "status")[: MOST + 1]:
        mine = owner_id == staff.pk
        found.all += 1
        found.mine += mine
        found.others += not mine
        asked_for = who == "all" or mine == (who != "others")
        found.late += asked_for and status == Status.OPEN and due_at < at
    return found


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
