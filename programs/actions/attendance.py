"""The register: the whole group in one transaction, with the same few queries however many men there are."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.actions import group_sessions
from programs.actions.rosters import RosterEntry, Said, roster
from programs.errors import NotOnRoster, SessionCancelled, SessionNotYet
from programs.models import Attendance, Enrollment, GroupNote, GroupSession
from programs.models.attendance import CAME, Outcome
from programs.models.enrollment import Status
from programs.models.group_note import WORDS
from services.actions import audit
from services.errors import NotAcceptable, Stale
from services.models import Staff

WITH_MINUTES = (Outcome.LATE, Outcome.LEFT_EARLY)


@dataclass
class Mark:
    """What somebody says of one man. `version` is what they saw; None asks for no check."""

    enrollment_id: UUID
    outcome: str | None
    minutes_late: int | None = None
    minutes_attended: int | None = None
    reason: str = ""
    version: int | None = None

    @property
    def said(self) -> Said:
        return (self.outcome, self.minutes_late, self.minutes_attended, self.reason)


@dataclass
class OpenRegister:
    """A register that nobody else can save until the transaction ends, with its roster as it stands."""

    session: GroupSession
    entries: dict[UUID, RosterEntry]


@dataclass
class Saved:
    """What a save did: the roster as it stands, and how many rows changed."""

    roster: list[RosterEntry]
    changed: int = 0
    group_note_version: int = 0
    unmarked: int = field(init=False)

    def __post_init__(self) -> None:
        self.unmarked = sum(entry.outcome is None for entry in self.roster)


def open_register(*, session: GroupSession, at: datetime) -> OpenRegister:
    """Lock a register for the transaction that saves it. Raises SessionNotYet before it starts, SessionCancelled."""
    session = _locked(session, at=at)
    return OpenRegister(session, _entries(session, at=at))


@transaction.atomic
def save_register(
    *,
    session: GroupSession,
    marks: Iterable[Mark],
    by: Staff,
    at: datetime,
    opened: OpenRegister | None = None,
    version: int | None = None,
    group_note: dict[str, str] | None = None,
    group_note_version: int | None = None,
    counted: int | None = None,
) -> Saved:
    """Keep what was marked: all of it or nothing. Men left out stay as they are.

    Whoever opened the register in this transaction, to read the marks against its roster, hands it on as `opened`.
    Raises what `open_register` raises, NotOnRoster, NotAcceptable for a bad mark, and Stale when somebody marked one
    of these men (or, with `version`, touched the register) since the page was read, or wrote another group note than
    the one of `group_note_version`.
    """
    session = opened.session if opened else _locked(session, at=at)
    # A session that is over and not yet swept is frozen here, so that nobody is missing from its roster.
    if session.roster_frozen_at is None and session.ends_at <= at:
        group_sessions.freeze_rosters(service_id=session.service_id, at=at, session=session)
        session.refresh_from_db(fields=["roster_frozen_at"])
        opened = None
    entries = opened.entries if opened else _entries(session, at=at)
    marks = list(marks)
    if version is not None and version != session.version:
        raise Stale(
            _("Somebody saved this register since you opened it. Nothing of yours was saved yet."),
            current=list(entries.values()),
        )
    _check_marks(marks, entries)
    changed = [
        row for mark in marks if (row := _changed_row(session, entries[mark.enrollment_id], mark, by, at))
    ]
    _keep(session, changed, at=at)
    note, rewritten = None, False
    if group_note is not None:
        note, rewritten = _keep_group_note(session, group_note, seen=group_note_version, by=by, at=at)
    counted = session.counted if counted is None else counted
    if changed or rewritten or counted != session.counted:
        session.version += 1
        session.counted = counted
        session.save(update_fields=["version", "counted"])
        audit.record(by=by, what="register.saved", about=session, at=at, marks=len(changed))
    for row in changed:
        entries[row.enrollment_id].attendance = row
    return Saved(list(entries.values()), changed=len(changed), group_note_version=note.version if note else 0)


def _locked(session: GroupSession, *, at: datetime) -> GroupSession:
    session = GroupSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.cancelled_at:
        raise SessionCancelled(_("This session was cancelled, so there is nothing to mark."))
    if session.starts_at > at:
        raise SessionNotYet(_("This session has not started yet. Its register opens when it does."))
    return session


def _entries(session: GroupSession, *, at: datetime) -> dict[UUID, RosterEntry]:
    return {entry.enrollment.pk: entry for entry in roster(session=session, at=at)}


def _check_marks(marks: list[Mark], entries: dict[UUID, RosterEntry]) -> None:
    strangers = [mark for mark in marks if mark.enrollment_id not in entries]
    if strangers:
        raise NotOnRoster(
            ngettext(
                "One of these men is not on the roster of this session. Nothing was saved.",
                "%(n)d of these men are not on the roster of this session. Nothing was saved.",
                len(strangers),
            )
            % {"n": len(strangers)},
            fields={"entries": [str(mark.enrollment_id) for mark in strangers]},
        )
    if len({mark.enrollment_id for mark in marks}) < len(marks):
        raise NotAcceptable(_("A man is marked twice. Nothing was saved."))
    for mark in marks:
        if mark.outcome is not None and mark.outcome not in Outcome.values:
            raise NotAcceptable(
                _("“%(code)s” is not an outcome. Use one of: %(known)s.")
                % {"code": str(mark.outcome)[:40], "known": ", ".join(Outcome.values)},
                fields={"outcome": [str(mark.enrollment_id)]},
            )
        if mark.minutes_late is not None and mark.outcome not in WITH_MINUTES:
            raise NotAcceptable(
                _("Minutes late belong to a man who came late."),
                fields={"minutes_late": [str(mark.enrollment_id)]},
            )
    # Two people who said the same do not disagree; other minutes or another reason are not the same.
    stale = [
        entry
        for mark in marks
        if (entry := entries[mark.enrollment_id])
        and mark.version not in (None, entry.version)
        and mark.said != entry.said
    ]
    if stale:
        raise Stale(
            ngettext(
                "Somebody else marked one of these men since you opened the register. Nothing of yours was saved yet.",
                "Somebody else marked %(n)d of these men since you opened the register. Nothing of yours was saved yet.",
                len(stale),
            )
            % {"n": len(stale)},
            current=stale,
        )


def _changed_row(
    session: GroupSession, entry: RosterEntry, mark: Mark, by: Staff, at: datetime
) -> Attendance | None:
    """The row as it will be, or nothing when it already says so."""
    if mark.said == entry.said or (entry.attendance is None and mark.outcome is None):
        return None
    # A copy: what stood in the register is shown again when this is refused.
    row = copy(entry.attendance) or Attendance(
        service_id=session.service_id, session=session, enrollment=entry.enrollment, version=0
    )
    row.outcome, row.minutes_late, row.minutes_attended, row.reason = mark.said
    _let_go(row, before=entry.said)
    row.marked_by, row.marked_at = by, at
    row.version += 1
    return row


def _let_go(row: Attendance, *, before: Said) -> None:
    """What was decided of another mark does not hold for this one."""
    if row.outcome != Outcome.MAKE_UP:
        row.made_up_on = None
    if row.outcome != Outcome.EXCUSED or row.reason != before[-1]:
        row.reason_accepted, row.accepted_by, row.accepted_at = False, None, None


def _keep(session: GroupSession, rows: list[Attendance], *, at: datetime) -> None:
    if not rows:
        return
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["service", "session", "enrollment"],
        update_fields=[
            "outcome",
            "minutes_late",
            "minutes_attended",
            "reason",
            "reason_accepted",
            "accepted_by",
            "accepted_at",
            "made_up_on",
            "marked_by",
            "marked_at",
            "version",
        ],
    )
    begun = [
        row.enrollment_id for row in rows if row.outcome in CAME and row.enrollment.status == Status.PLACED
    ]
    if begun:
        Enrollment.objects.filter(pk__in=begun, status=Status.PLACED).update(status=Status.ATTENDING)


def _keep_group_note(
    session: GroupSession, words: dict[str, str], *, seen: int | None, by: Staff, at: datetime
) -> tuple[GroupNote, bool]:
    """The note as it stands after this, and whether it was written anew: not when it already says so."""
    note = GroupNote.objects.filter(session=session).first() or GroupNote(
        service_id=session.service_id, session=session, version=0
    )
    # What is not spoken of stays as it is.
    said = {name: words.get(name, getattr(note, name)) for name in WORDS}
    if said == {name: getattr(note, name) for name in WORDS}:
        return note, False
    if seen is not None and seen != note.version:
        raise Stale(
            _(
                "Somebody else wrote how the group went since you opened the register. Nothing of yours was saved yet."
            )
        )
    for name, value in said.items():
        setattr(note, name, value)
    note.written_by, note.written_at = by, at
    note.version += 1
    note.save()
    return note, True
