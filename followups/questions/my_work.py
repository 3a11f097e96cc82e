"""My work: what needs this person today, oldest first, each with one button. Six questions, whatever there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followups.models.follow_up import Kind
from followups.questions import follow_ups
from programs.models import Attendance, Enrollment, Facilitator, Group, GroupSession, ProgressNote
from programs.models.attendance import CAME
from programs.models.enrollment import Status as Place
from programs.models.progress_note import Status as Note
from referrals.models import ImportBatch
from referrals.models.import_batch import Status as Batch
from referrals.questions import queue
from services.access import KNOW_HIM, Role, name_for
from services.models import Staff
from services.templatetags.words import since as how_long

# How far back a register or a note is asked for; older gaps stand in the reports.
REACH = timedelta(days=14)
SHOWN = 30
REFERRALS_SHOWN = 5
# More notes than this from one evening stand in one line.
NOTES_ALONE = 2
GROUPS_SHOWN = 8
NAMES_SHOWN = 3
# How long after its end a group is still the first thing to see to.
FRESH = timedelta(hours=12)
# These follow-ups stand on the page already, as the register or the note itself.
ASKED_ABOVE = (Kind.REGISTER_OWED, Kind.NOTE_OWED)


@dataclass
class Item:
    """One thing to do. `today` says that it cannot wait; `since` puts the oldest first."""

    since: datetime
    when: str
    title: str
    line: str
    verb: str
    url: str
    today: bool = True
    tonight: bool = False
    facts: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Work:
    now: Item | None
    today: list[Item]
    later: list[Item]
    groups: list[Group]

    @property
    def count(self) -> int:
        return len(self.today) + bool(self.now)


def work_of(staff: Staff, *, at: datetime) -> Work:
    """All of it, sorted: the thing to do now, what else is for today, and what comes later this week."""
    groups = groups_of(staff, at=at)
    mine = [group for group in groups if group.is_mine]
    items, registers_asked = registers(mine, at=at)
    notes, notes_asked = notes_owed(staff, mine, at=at)
    items += notes
    items += owed_items(staff, asked=registers_asked | notes_asked, at=at)
    items += waiting(staff, at=at) + imports(staff, at=at)
    items.sort(key=lambda item: item.since)
    today = [item for item in items if item.today]
    # The group that just met comes before what is older: its men are still in mind.
    now = next((item for item in today if item.tonight), today[0] if today else None)
    return Work(
        now=now,
        today=[item for item in today if item is not now],
        later=[item for item in items if not item.today],
        groups=(mine or groups)[:GROUPS_SHOWN],
    )


def groups_of(staff: Staff, *, at: datetime) -> list[Group]:
    """Groups this person sees that run now, with the next meeting; own ones say so."""
    if not staff.desk.has(Role.PEER, *KNOW_HIM):
        return []
    coming = GroupSession.objects.filter(group=OuterRef("pk"), ends_at__gt=at, cancelled_at=None)
    coming = coming.order_by("starts_at")
    running = Facilitator.objects.running(staff, on=staff.desk.on).filter(group=OuterRef("pk"))
    return list(
        Group.objects.visible_to(staff)
        .running(on=staff.desk.on)
        .annotate(
            next_id=Subquery(coming.values("pk")[:1]),
            next_at=Subquery(coming.values("starts_at")[:1]),
            next_number=Subquery(coming.values("number")[:1]),
            is_mine=Coalesce(Subquery(running.values("group").annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("-is_mine", F("next_at").asc(nulls_last=True), "name", "id")[:SHOWN]
    )


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
        .order_by("starts_at")[:SHOWN]
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


def owed_items(staff: Staff, *, asked: set, at: datetime) -> list[Item]:
    """This person's open follow-ups that no other line asks for, and one line for those late with others."""
    own_first = Case(When(owner=staff, then=Value(0)), default=Value(1))
    rows = (
        follow_ups.readable(staff)
        .open()
        .filter(Q(owner=staff) | Q(due_at__lt=at))
        .order_by(own_first, "due_at", "id")[: 2 * SHOWN]
    )
    items, late = [], []
    for each in follow_ups.dressed(rows, staff=staff, at=at):
        if each.owner_id != staff.pk:
            late.append(each)
        elif each.kind not in ASKED_ABOVE or (each.session_id, each.client_id) not in asked:
            today = timezone.localdate(each.due_at) <= timezone.localdate(at)
            when = _due(each.due_at, at=at)
            items.append(Item(each.due_at, when, each.title, each.line, each.verb, each.url, today=today))
    if late:
        words = ngettext(
            "%(n)d follow-up is late with a colleague", "%(n)d follow-ups are late with colleagues", len(late)
        )
        url = reverse("followups:follow_up_list") + "?who=all"
        line = ", ".join(sorted({each.owner.name for each in late})[:NAMES_SHOWN])
        when = _due(late[0].due_at, at=at)
        items.append(Item(late[0].due_at, when, words % {"n": len(late)}, line, _("See whose"), url))
    return items


def waiting(staff: Staff, *, at: datetime) -> list[Item]:
    """Men in the queue who wait for this person, or for whoever takes calls here."""
    if not staff.desk.has(*KNOW_HIM):
        return []
    whose = Q(owner=staff)
    if staff.desk.has(Role.INTAKE):
        whose |= Q(owner=None)
    rows = queue.queue(staff, at=at).waiting().filter(whose).select_related("client").order_by(*queue.BY)
    found = queue.dressed(rows[: SHOWN + 1])
    items = [_waiting_item(staff, each, at=at) for each in found if each.today][:REFERRALS_SHOWN]
    quiet = len(found) - len(items)
    if quiet:
        words = ngettext("%(n)d more man waits", "%(n)d more men wait", quiet) % {"n": quiet}
        line = (
            _("None of them is owed a talk today.")
            if quiet == len(found)
            else _("The queue has them in order.")
        )
        if quiet == len(found):
            words = ngettext("%(n)d man waits", "%(n)d men wait", quiet) % {"n": quiet}
        url = reverse("referrals:referral_list")
        items.append(Item(at, _("In the queue"), words, line, _("Open"), url, today=False))
    return items


def imports(staff: Staff, *, at: datetime) -> list[Item]:
    """Spreadsheets that were read and wait for a director's word."""
    if not staff.desk.has(Role.DIRECTOR):
        return []
    batches = ImportBatch.objects.visible_to(staff).filter(status=Batch.CHECKED).defer("content", "result")
    return [
        Item(
            batch.uploaded_at,
            _ago(batch.uploaded_at, at=at),
            _("A spreadsheet waits for your word"),
            batch.get_kind_display(),
            _("Look at it"),
            batch.get_absolute_url(),
        )
        for batch in batches.order_by("uploaded_at")[:REFERRALS_SHOWN]
    ]


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
        _since(row.session.ends_at, at=at),
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
        _since(rows[0].session.ends_at, at=at),
        _("%(n)d notes to write") % {"n": len(rows)},
        _("%(meeting)s. %(names)s and %(n)d more.")
        % {"meeting": _meeting(rows[0].session), "names": ", ".join(names), "n": len(rows) - NOTES_ALONE},
        _("Carry on") if first.note_id else _("Write the first"),
        _note_url(first),
    )


def _note_url(row: Attendance) -> str:
    if row.note_id:
        return reverse("programs:progress_note_edit", args=[row.note_id])
    return reverse("programs:progress_note_new", args=[row.session_id, row.enrollment_id])


def _waiting_item(staff: Staff, referral, *, at: datetime) -> Item:
    return Item(
        referral.received_at,
        _("Waiting %(long)s") % {"long": how_long(referral.received_at, at)},
        _("%(step)s: %(name)s") % {"step": referral.step.words, "name": name_for(staff, referral.client)},
        _("Safety first.") if referral.urgent else referral.get_crisis_display(),
        referral.step.verb,
        referral.step.url,
    )


def _meeting(session: GroupSession) -> str:
    if session.number:
        return _("%(group)s, session %(n)d") % {"group": session.group.name, "n": session.number}
    return session.group.name


def _due(due_at: datetime, *, at: datetime) -> str:
    """'2 days late', 'By 9:30 pm', 'Tomorrow', 'Saturday', '2 April'."""
    due, today = timezone.localtime(due_at), timezone.localdate(at)
    if due_at < at:
        return _("%(long)s late") % {"long": how_long(due_at, at)}
    days = (due.date() - today).days
    if days == 0:
        return _("By %(time)s") % {"time": time_format(due)}
    if days == 1:
        return _("Tomorrow")
    return capfirst(date_format(due, "l" if days < 7 else "j F"))


def _since(then: datetime, *, at: datetime) -> str:
    days = (timezone.localdate(at) - timezone.localdate(then)).days
    if days == 0:
        return _("Since today")
    if days == 1:
        return _("Since yesterday")
    return _("For %(n)d days") % {"n": days}


def _ago(then: datetime, *, at: datetime) -> str:
    return _("%(long)s ago") % {"long": how_long(then, at)}
