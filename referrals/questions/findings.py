"""What was found in a file, as the page of its import shows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models import Attendance
from programs.models.enrollment import ExitReason
from referrals.actions.imports.plan import SET_ASIDE_AFTER
from referrals.models import ImportBatch, Referral

SHOWN, AT_FIRST = 200, 20
DELIMITERS = {",": gettext_lazy("comma"), ";": gettext_lazy("semicolon"), "\t": gettext_lazy("tab")}
DATES = {
    "D/M/Y": gettext_lazy("day before month"),
    "M/D/Y": gettext_lazy("month before day"),
    "ISO": gettext_lazy("year first"),
    "date cells": gettext_lazy("real dates"),
}
# The order in which a director should look: hers first.
FLAGS = {
    "partner_said": gettext_lazy("Hand these rows to the partner worker"),
    "man_unclear": gettext_lazy("Is it the same man?"),
    "mark_unknown": gettext_lazy("Marks nobody explained"),
    "entered_twice": gettext_lazy("Entered twice, brought in once"),
    "referred_again": gettext_lazy("Referred again: a new episode"),
    "guessed": gettext_lazy("Taken from the rest of the row, or left out"),
}
# What is counted of the rows that come in, to be held against the paper.
COUNTED = (
    ("source", gettext_lazy("How they came"), Referral.Source),
    ("outcome", gettext_lazy("Marks"), Attendance.Outcome),
    ("reason", gettext_lazy("Why places ended"), ExitReason),
)


@dataclass
class Flagged:
    """Rows to look at for one reason."""

    code: str
    title: str
    rows: list[dict]

    @property
    def numbers(self) -> str:
        return ", ".join(_where(row) for row in self.rows)

    @property
    def shown(self) -> list[dict]:
        return self.rows[:SHOWN]


@dataclass
class Findings:
    result: dict
    set_aside_after: int = SET_ASIDE_AFTER
    flagged: list[Flagged] = field(default_factory=list)

    @property
    def refused(self) -> list[dict]:
        return self.result.get("refused", [])[:AT_FIRST]

    @property
    def refused_further(self) -> list[dict]:
        """Long lists are folded, so that what follows them is found."""
        return self.result.get("refused", [])[AT_FIRST:SHOWN]

    @property
    def refused_count(self) -> int:
        return len(self.result.get("refused", []))

    @property
    def not_shown(self) -> int:
        return max(0, self.refused_count - SHOWN)

    @property
    def to_bring_in(self) -> int:
        return self.result.get("accepted", 0)

    @property
    def twice(self) -> int:
        """Rows that say what another row of the same file says."""
        return sum(1 for flag in self.result.get("flagged", []) if flag["code"] == "entered_twice")

    @property
    def already_here(self) -> int:
        return max(0, self.result.get("unchanged", 0) - self.twice)

    @property
    def counted(self) -> list[tuple[str, str]]:
        """What the rows say, in words and figures, the most frequent first."""
        lines = []
        for name, title, words in COUNTED:
            counts = (self.result.get("counts") or {}).get(name) or {}
            said = sorted(counts.items(), key=lambda each: -each[1])
            if said:
                lines.append((str(title), ", ".join(f"{words(code).label} ({n})" for code, n in said)))
        return lines

    @property
    def set_aside(self) -> int:
        return self.result.get("set_aside", 0)

    @property
    def error(self) -> str:
        return self.result.get("error", {}).get("message", "")

    @property
    def read_as(self) -> str:
        """Encoding, separator and dates, in words."""
        said = [
            self.result.get("encoding"),
            DELIMITERS.get(self.result.get("delimiter") or ""),
            DATES.get(self.result.get("dates") or ""),
        ]
        return ", ".join(str(word) for word in said if word)

    @property
    def columns_read(self) -> int:
        return sum(1 for column in self.result.get("columns", []) if column["column"])


def of(batch: ImportBatch) -> Findings:
    found = Findings(batch.result, batch.options.get("set_aside_after", SET_ASIDE_AFTER))
    for code, title in FLAGS.items():
        rows = [flag for flag in batch.result.get("flagged", []) if flag["code"] == code]
        if rows:
            found.flagged.append(Flagged(code, str(title), rows))
    return found


def _where(row: dict) -> str:
    return _("%(sheet)s row %(row)s") % row if "sheet" in row else str(row["row"])
