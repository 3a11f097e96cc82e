"""What evenings owe: registers with gaps, the group of tonight, and notes on men who came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followups.questions.item import Item, since_words
from programs.models import Attendance, Enrollment, Group, GroupSession, ProgressNote
from programs.models.attendance import CAME
from programs.models.enrollment import Status as Place
from programs.models.progress_note import Status as Note
from services.access import Role, name_for
from services.models import Staff
from services.templatetags.words import since as how_long

# How far back a register or a note is asked for; older gaps stand in the reports.
REACH = timedelta(days=14)
# How long after its end a group is still the first thing to see to.
FRESH = timedelta(hours=12)
SESSIONS_SHOWN = 30
# More notes than this from one evening stand in one line.
NOTES_ALONE = 2


def registers(groups: list[Group], *, at: datetime) -> tuple[list[Item], set]:
    """Sessions of these groups that ended with somebody unmarked, or run today; and which they are."""
    if not groups:
        return [], set()
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    rows = Attendance.objects.filter(session=OuterRef("pk")).order_by()
    per_session = rows.values("session").annotate(n=Count("pk"))
    expected = (
        Enrollment.objects.filter(group=OuterRef("group"), started_on__lte=OuterRef("session_on"))
        .exclude(ended_on__lt=OuterRef("session_on"))
        .exclude(status=Place.PAUSED)
        .order_by()
    )
    sessions = (
        GroupSession.objects.filter(group__in=groups, cancelled_at=None)
        .filter(starts_at__lt=midnight, ends_at__gt=at - REACH)
        .select_related("group__site")
        .annotate(
            on_roster=Coalesce(Subquery(per_session.values("n")), 0),
            marked=Coalesce(Subquery(per_session.exclude(outcome=None).values("n")), 0),
            expected=Coalesce(Subquery(expected.values("group").annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("starts_at")[:SESSIONS_SHOWN]
    )
    items, asked = [], set()
    for session in sessions:
        # Until the roster is frozen, the places that run say who is expected.
        session.men = session.on_roster if session.roster_frozen_at else max(session.expected, session.marked)
        if session.men > session.marked or (session.starts_at > at and session.men):
            items.append(_register_item(session, at=at))
            asked.add((session.pk, None))
    return items, asked


def notes_owed(staff: Staff, groups: list[Group], *, at: datetime) -> tuple[list[Item], set]:
    """Men who came to a session of these groups and have no signed note by this person; and which they are."""
    if not groups or not staff.desk.has(Role.COUNSELOR, Role.DIRECTOR):
        return [], set()
    mine = ProgressNote.objects.filter(
        session=OuterRef("session"), enrollment=OuterRef("enrollment"), author=staff, amends=None
    ).exclude(status=Note.IN_ERROR)
    came = (
        Attendance.objects.filter(session__group__in=groups, outcome__in=CAME)
        .filter(session__ends_at__lte=at, session__ends_at__gt=at - REACH, session__cancelled_at=None)
        .annotate(
            note_id=Subquery(mine.values("pk")[:1]),
            note_status=Subquery(mine.values("status")[:1]),
        )
        .filter(Q(note_status=None) | Q(note_status=Note.DRAFT))
        .select_related("session__group", "enrollment__client")
        .order_by("session__ends_at", "enrollment__client__find_first", "id")[:200]
    )
    by_session = defaultdict(list)
    for row in came:
        by_session[row.session_id].append(row)
    items: list[Item] = []
    for rows in by_session.values():
        if len(rows) <= NOTES_ALONE:
            items += [_note_item(staff, row, at=at) for row in rows]
        else:
            items.append(_notes_item(staff, rows, at=at))
    return items, {(row.session_id, row.enrollment.client_id) for row in came}


def _register_item(session: GroupSession, *, at: datetime) -> Item:
    group, open_ = session.group.name, session.men - session.marked
    men = ngettext("%(n)d man", "%(n)d men", session.men) % {"n": session.men}
    if session.marked == 0:
        title, verb = _("Log %(group)s") % {"group": group}, _("Open the register")
        men = _("%(men)s, none marked yet") % {"men": men}
    else:
        title = ngettext("%(group)s: %(n)d gap", "%(group)s: %(n)d gaps", open_) % {
            "group": group,
            "n": open_,
        }
        verb = _("Fill the gaps")
        men = _("%(marked)d of %(men)d marked") % {"marked": session.marked, "men": session.men}
    if session.starts_at > at:
        title, when = group, _("At %(time)s") % {"time": time_format(timezone.localtime(session.starts_at))}
        verb, men = (
            _("See who is expected"),
            ngettext("%(n)d man", "%(n)d men", session.men) % {"n": session.men},
        )
    elif session.ends_at > at:
        when = _("On now")
    else:
        when = _("Ended %(ago)s ago") % {"ago": how_long(session.ends_at, at)}
    place = session.group.room or (session.group.site.name if session.group.site else "")
    number = _("Session %(n)d") % {"n": session.number} if session.number else ""
    facts = [("users", men), ("map-pin", place), ("calendar", number)]
    line = ", ".join(words for _icon, words in facts if words)
    return Item(
        session.starts_at,
        when,
        title,
        line,
        verb,
        session.get_absolute_url(),
        tonight=session.starts_at <= at < session.ends_at + FRESH,
        facts=[fact for fact in facts if fact[1]],
    )


def _note_item(staff: Staff, row: Attendance, *, at: datetime) -> Item:
    begun = row.note_id is not None
    return Item(
        row.session.ends_at,
        since_words(row.session.ends_at, at=at),
        _("Write a note for %(name)s") % {"name": name_for(staff, row.enrollment.client)},
        _meeting(row.session) + (". " + _("You began it.") if begun else ""),
        _("Carry on") if begun else _("Write"),
        _note_url(row),
    )


def _notes_item(staff: Staff, rows: Sequence[Attendance], *, at: datetime) -> Item:
    """Many notes from one evening: the first is one tap away, and the next follows it."""
    names = [name_for(staff, row.enrollment.client) for row in rows[:NOTES_ALONE]]
    first = next((row for row in rows if row.note_id), rows[0])
    return Item(
        rows[0].session.ends_at,
        since_words(rows[0].session.ends_at, at=at),
        _("%(n)d notes to write") % {"n": len(rows)},
        _("%(meeting)s. %(names)s and %(n)d more.")
        % {"meeting": _meeting(rows[0].session), "names": ", ".join(names), "n": len(rows) - NOTES_ALONE},
        _("Carry on") if first.note_id else _("Write the first"),
        _note_url(first),
        of=f"{rows[0].session.get_absolute_url()}#then",
    )


def _note_url(row: Attendance) -> str:
    if row.note_id:
        return reverse("programs:progress_note_edit", args=[row.note_id])
    return reverse("programs:progress_note_new", args=[row.session_id, row.enrollment_id])


def _meeting(session: GroupSession) -> str:
    if session.number:
        return _("%(group)s, session %(n)d") % {"group": session.group.name, "n": session.number}
    return session.group.name
