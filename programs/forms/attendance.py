"""The register as it is filled in: one row for each man, all of it sent at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.actions.attendance import Mark
from programs.actions.rosters import RosterEntry
from programs.models.attendance import CAME, Outcome
from programs.models.enrollment import Status
from services.forms import whole_number
from services.models import Client

# The five marks of a register, with the short word of their cell and their key.
MARKS = (
    (Outcome.PRESENT, gettext_lazy("Present"), "p"),
    (Outcome.LATE, gettext_lazy("Late"), "l"),
    (Outcome.LEFT_EARLY, gettext_lazy("Left early"), "e"),
    (Outcome.EXCUSED, gettext_lazy("Told us"), "x"),
    (Outcome.UNEXCUSED, gettext_lazy("Missed"), "m"),
)
MARK_CODES = {code for code, _word, _key in MARKS}
OTHER_MARKS = (Outcome.REMOTE, Outcome.MAKE_UP, Outcome.SENT_HOME, Outcome.ON_LEAVE)
IN_THE_ROOM = (Outcome.PRESENT, Outcome.LATE, Outcome.LEFT_EARLY)
CLEAR = "clear"
LONGEST = 600
# The version of a mark that no page of ours could have seen.
NEVER = -1


@dataclass
class TheirMark:
    """All that somebody else said of him while this page was open."""

    outcome: str
    words: str
    by: str
    at: datetime | None


@dataclass
class RegisterRow:
    """One man on the page: what stands in the register, or what was just sent about him."""

    entry: RosterEntry
    name: str
    outcome: str = ""
    minutes_late: int | str | None = None
    minutes_attended: int | str | None = None
    reason: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    theirs: TheirMark | None = None

    @classmethod
    def stored(cls, entry: RosterEntry, name: str = "") -> RegisterRow:
        row = entry.attendance
        if row is None:
            return cls(entry, name, entry.outcome or "")
        return cls(entry, name, row.outcome or "", row.minutes_late, row.minutes_attended, row.reason)

    @property
    def key(self) -> str:
        return str(self.entry.enrollment.pk)

    @property
    def version(self) -> int:
        return self.entry.version

    @property
    def saw(self) -> str:
        """What the page showed of him. Sent back with the form: a man nobody touched is left out of the save."""
        return self.stored(self.entry).said

    @property
    def said(self) -> str:
        minutes = ("" if each is None else str(each) for each in (self.minutes_late, self.minutes_attended))
        return "|".join([self.outcome, *minutes, self.reason])

    @property
    def word(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome in Outcome.values else self.outcome

    @property
    def words(self) -> str:
        """All that is said of him, for a sentence."""
        said = [self.word or _("not marked")]
        if isinstance(self.minutes_late, int):
            late = ngettext("%(n)d minute late", "%(n)d minutes late", self.minutes_late)
            said = [*(said if self.outcome != Outcome.LATE else []), late % {"n": self.minutes_late}]
        if isinstance(self.minutes_attended, int):
            stayed = ngettext("%(n)d minute in the room", "%(n)d minutes in the room", self.minutes_attended)
            said.append(stayed % {"n": self.minutes_attended})
        return ", ".join([*said, self.reason] if self.reason else said)

    @property
    def other(self) -> str:
        """His mark where it is none of the five."""
        return "" if self.outcome in MARK_CODES else self.outcome

    @property
    def says(self) -> str:
        if self.other:
            return self.word
        return _("First night") if self.entry.enrollment.status == Status.PLACED else ""

    def mark(self) -> Mark:
        """What goes to the action, with the version this page saw."""
        return Mark(
            enrollment_id=self.entry.enrollment.pk,
            outcome=self.outcome or None,
            minutes_late=self.minutes_late,
            minutes_attended=self.minutes_attended,
            reason=self.reason,
            version=self.version,
        )


class RegisterForm:
    """The whole group in one form. Without `sent` it shows the register as it stands.

    `name_of` says what the reader may call a man.
    """

    def __init__(
        self,
        roster: list[RosterEntry],
        sent: Mapping[str, str] | None = None,
        *,
        name_of: Callable[[Client], str],
    ) -> None:
        self.rows = [
            RegisterRow.stored(entry, name_of(entry.enrollment.client)) for entry in _away_last(roster)
        ]
        self.marks: list[Mark] = []
        self.counted_wrong = ""
        self.counted: int | None = None
        if sent is not None:
            self.rows = [self._read(row, sent) for row in self.rows]
            self.counted = self._counted(sent.get("counted", ""))

    def is_valid(self) -> bool:
        return not self.counted_wrong and not any(row.wrong for row in self.rows)

    def _read(self, stored: RegisterRow, sent: Mapping[str, str]) -> RegisterRow:
        key = stored.key
        outcome = self._outcome(stored, sent)
        row = RegisterRow(stored.entry, stored.name, outcome)
        if outcome == stored.outcome:
            # What this page has no box for stays with his mark.
            row = replace(stored)
        if outcome == Outcome.LATE:
            row.minutes_late = self._minutes(row, "late", sent.get(f"late-{key}", ""))
        if outcome == Outcome.LEFT_EARLY:
            row.minutes_attended = self._minutes(row, "attended", sent.get(f"attended-{key}", ""))
        if outcome == Outcome.EXCUSED:
            row.reason = sent.get(f"reason-{key}", "").strip()[:200]
        if row.said == sent.get(f"saw-{key}", stored.said):
            return stored  # untouched on this page: whatever somebody else said meanwhile stays
        seen = sent.get(f"version-{key}", "")
        mark = row.mark()
        seen_as = whole_number(seen)
        mark.version = NEVER if seen_as is None else seen_as
        self.marks.append(mark)
        return row

    def _outcome(self, stored: RegisterRow, sent: Mapping[str, str]) -> str:
        radio, other = sent.get(f"outcome-{stored.key}", ""), sent.get(f"other-{stored.key}", "")
        if other == CLEAR:
            return ""
        saw = sent.get(f"saw-{stored.key}", stored.said).split("|")[0]
        if other and other != saw:
            return other
        if not (radio or other) and sent.get("rest") and not stored.outcome:
            return Outcome.PRESENT
        return radio or other

    def _minutes(self, row: RegisterRow, name: str, text: str) -> int | str | None:
        text = text.strip()
        if not text:
            return None
        if 1 <= (whole_number(text) or 0) <= LONGEST:
            return int(text)
        row.wrong = {
            name: text,
            "words": _("Give the minutes as a whole number from 1 to %(most)d.") % {"most": LONGEST},
        }
        return text

    def _counted(self, text: str) -> int | None:
        text = text.strip()
        heads = whole_number(text)
        if text and (heads is None or heads > 200):
            self.counted_wrong = _("Give the heads you counted as a whole number up to 200.")
            return None
        return heads

    @property
    def expected(self) -> list[RegisterRow]:
        return [row for row in self.rows if not row.entry.on_leave]

    @property
    def away(self) -> list[RegisterRow]:
        """Those the register knows to be on leave; whoever comes all the same is marked there."""
        return [row for row in self.rows if row.entry.on_leave]

    @property
    def marked(self) -> int:
        return sum(bool(row.outcome) for row in self.rows)

    @property
    def open(self) -> int:
        return len(self.rows) - self.marked

    @property
    def in_the_room(self) -> int:
        return sum(row.outcome in IN_THE_ROOM for row in self.rows)

    @property
    def came(self) -> list[RegisterRow]:
        return [row for row in self.rows if row.outcome in CAME]


def _away_last(roster: list[RosterEntry]) -> list[RosterEntry]:
    return sorted(roster, key=lambda entry: entry.on_leave)
