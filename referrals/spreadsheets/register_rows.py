"""One man in a register: his name, his marks, and whether a remark says that he left or completed."""

import re
from dataclasses import dataclass, field
from datetime import date

from . import legend as legends
from .book import Row, Uncomputed, address, text_of
from .codes import OUTCOMES
from .names import split_name, tidy
from .register_headings import RegisterColumns
from .words import filled_text, plain

LEFT = re.compile(r"\bleft\b|\bdropped\b|\bwithdr[ae]w\w*|\bquit\b|\bstopped coming\b|\ba quitte\b|\bparti\b")
COMPLETED = re.compile(r"\bcomplet\w*|\bfinished\b|\bgraduat\w*|\btermine\b")


@dataclass
class RegisterRow:
    """One man in one stretch of a group: an outcome for each session he was on the roster of, None where nobody marked him."""

    row: int
    line: int
    sheet: str | None
    client_ref: str
    first_name: str
    last_name: str
    marks: dict[date, str | None] = field(default_factory=dict)
    remark: str = ""  # "left" or "completed"; the words themselves are not kept
    unknown: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def unmarked(self) -> int:
        return sum(1 for outcome in self.marks.values() if outcome is None) - len(self.unknown)


def name_of(row: Row, columns: RegisterColumns) -> tuple[str, str]:
    if len(columns.names) == 1:
        cell = row.cell(columns.names[0])
        return ("", "") if isinstance(cell, Uncomputed) else split_name(cell)
    texts = [tidy(filled_text(row.cell(at))) for at in columns.names]
    return (texts[0], texts[1]) if len(texts) == 2 else ("", "")


def marks_of(
    row: Row, columns: RegisterColumns, legend: dict[str, str]
) -> tuple[dict[date, str | None], list[str]]:
    """Outcomes by day. Blanks outside his first and last mark mean that he was not in the group."""
    seen: dict[int, str | None] = {}
    unknown: list[str] = []
    for at in columns.days:
        text = text_of(row.cell(at))
        if not text:
            continue
        outcome = legends.read_mark(text, legend)
        if outcome == legends.NOT_IN_GROUP:
            continue
        seen[at] = outcome if outcome in OUTCOMES else None
        if seen[at] is None:
            unknown.append(address(row.number, at))
    if not seen:
        return {}, []
    first, last = min(seen), max(seen)
    blank = [at for at in columns.days if first < at < last and not text_of(row.cell(at))]
    return {columns.days[at]: seen.get(at) for at in sorted({*seen, *blank})}, unknown


def read_remark(text: str) -> str:
    """Whether a remark says that he completed or left; what else it says is not ours to keep."""
    words = plain(text)
    if COMPLETED.search(words) and not re.search(r"\bnot complet|\bdid not\b|\bincomplete\b|\bn't\b", words):
        return "completed"
    return "left" if LEFT.search(words) else ""
