"""What would become of a file: the rows to make and to change, the rows refused, and the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from referrals.spreadsheets.results import Flag, Refused
from services.models import Service, Staff

# Days after which a man who is on no register is no longer taken to be waiting for his first call.
SET_ASIDE_AFTER = 90
COUNTED = ("source", "pressure", "outcome", "reason", "ended_by")


@dataclass
class Setting:
    """Where and when a file is brought in, by whom, and what the person said about it."""

    service: Service
    by: Staff
    on: date
    at: datetime
    group: str = ""
    program: str = ""
    set_aside_after: int = SET_ASIDE_AFTER


@dataclass
class Change:
    """A row that stays and says something new; `before` is what undo puts back."""

    row: Any
    before: dict[str, object] = field(default_factory=dict)

    def set(self, **values: object) -> None:
        for name, value in values.items():
            self.before.setdefault(name, getattr(self.row, name))
            setattr(self.row, name, value)


@dataclass
class Plan:
    """Decided, not written. Rows to make come in the order in which they may be made."""

    reading: Any  # a Reading or a RegisterReading
    setting: Setting
    made: dict[Any, list] = field(default_factory=dict)
    changed: dict[Any, dict[UUID, Change]] = field(default_factory=dict)
    referral_steps: dict[UUID, str] = field(default_factory=dict)  # referral -> the status it walks to
    refused: list[Refused] = field(default_factory=list)
    flagged: list[Flag] = field(default_factory=list)
    accepted: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    men: set[Hashable] = field(default_factory=set)
    new_men: set[UUID] = field(default_factory=set)
    sessions: set[tuple[Hashable, date]] = field(default_factory=set)
    sheet_sessions: dict[str | None, set] = field(default_factory=dict)
    counts: dict[str | None, dict[str, Counter]] = field(default_factory=dict)
    unclear: dict[str, list[str]] = field(default_factory=dict)  # a name and the references it could mean
    groups_made: list[str] = field(default_factory=list)
    set_aside: int = 0

    def make(self, row: Any) -> None:
        self.made.setdefault(type(row), []).append(row)

    def change(self, row: Any, **values: object) -> None:
        """Note a change of a row that is already kept; one that this plan makes is simply set."""
        if row._state.adding:
            for name, value in values.items():
                setattr(row, name, value)
            return
        self.changed.setdefault(type(row), {}).setdefault(row.pk, Change(row)).set(**values)

    def refuse(self, row: Any, code: str, column: str, message: str) -> None:
        self.refused.append(Refused(row.row, row.line, column, code, message, row.sheet))

    def flag(self, row: Any, code: str, message: str) -> None:
        self.flagged.append(Flag(row.row, code, message, row.sheet))

    def accept(self, row: Any, **codes: str | Iterable[str]) -> None:
        self.accepted.append(row)
        counts = self.counts.setdefault(row.sheet, {name: Counter() for name in COUNTED})
        for name, code in codes.items():
            counts[name].update([code] if isinstance(code, str) else code)

    def keep(self, row: Any) -> None:
        """The row says what is already known."""
        self.unchanged.append(row)

    def saw(self, sheet: str | None, group: Hashable, day: date) -> None:
        self.sessions.add((group, day))
        self.sheet_sessions.setdefault(sheet, set()).add((group, day))

    @property
    def total(self) -> int:
        return sum(map(len, self.made.values())) + sum(map(len, self.changed.values()))

    def count(self, name: str, sheets: Iterable[str | None] | None = None) -> dict[str, int]:
        chosen = (
            self.counts.values()
            if sheets is None
            else [self.counts[sheet] for sheet in sheets if sheet in self.counts]
        )
        return dict(sum((counts[name] for counts in chosen), Counter()))
