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
# "Left message", "2 sessions left": nobody went.
STAYED = re.compile(
    r"\bleft (?:a |an |him )?(?:message|msg|vm|voice ?mail|note|word|early|before|arm|leg|hand|shoulder|knee|foot|eye|side|to (?:do|go|complete))\b"
    r"|\b(?:\d+|sessions?|weeks?|nothing|few) left\b|\bparti (?:plus )?tot\b"
)
COMPLETED = re.compile(r"\bcomplet(?:e|ed|es|ion)\b|\bfinished\b|\bgraduat\w*|\btermine\b")
NOT_YET = re.compile(
    r"\bnot\b|n't\b|\bnever\b|\bincomplete\b|\b(?:to|will|should|must|can|may) (?:complete|finish|graduate)|\bneeds?\b|\balmost\b|\bnearly\b|\bpas\b"
)
PART = re.compile(r"(?<![/\d])(\d{1,3}) ?(?:of|/|sur) ?(\d{1,3})(?![/\d])")
# Words of an end for which a register has no sure code: moved, or moved on?
ENDED = re.compile(
    r"\b(?:moved|relocated|transfer\w*|custody|prison|jail|died|deceased|removed|excluded|expelled|discharged|terminated|closed|exited|breached|"
    r"no longer|gave up|demenage|decede|exclu|transfere)\b"
)


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
    remark: str = ""  # "left", "completed" or "unclear"; the words themselves are not kept
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
    """Whether a remark says that he completed or left, or something like it; what else it says is not ours to keep."""
    words = STAYED.sub(" ", plain(text))
    if COMPLETED.search(words):
        parts = [(int(done), int(whole)) for done, whole in PART.findall(words)]
        halfway = any(done < whole for done, whole in parts)
        return "unclear" if halfway or NOT_YET.search(words) else "completed"
    if LEFT.search(words):
        return "left"
    return "unclear" if ENDED.search(words) else ""
