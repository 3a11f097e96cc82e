"""What came of a file: the rows refused, the rows to look at, and the counts."""

from collections import Counter
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Refused:
    """A row that cannot be taken in, where, and a sentence that says why."""

    row: int
    line: int
    column: str
    code: str
    message: str
    sheet: str | None = None

    def as_json(self) -> dict:
        return _without_empty_sheet(asdict(self))


@dataclass(frozen=True)
class Flag:
    """A row that was taken in and deserves a look."""

    row: int
    code: str
    message: str
    sheet: str | None = None

    def as_json(self) -> dict:
        return _without_empty_sheet(asdict(self))


@dataclass
class Problem:
    """What is wrong in one cell, before its row and sheet are known."""

    column: str
    code: str
    message: str


def _without_empty_sheet(entry: dict) -> dict:
    if entry["sheet"] is None:
        del entry["sheet"]
    return entry


def count_codes(rows: list, *names: str) -> dict[str, dict[str, int]]:
    """How often each code stands in each of the named fields."""
    return {name: dict(Counter(code for row in rows if (code := getattr(row, name)))) for name in names}


@dataclass
class Reading:
    """A file read: its clean rows and everything that is not one."""

    kind: str
    file: str
    encoding: str | None
    delimiter: str | None
    dates: str
    rows: list = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    flagged: list[Flag] = field(default_factory=list)
    not_data: list[tuple[int, str]] = field(default_factory=list)  # (row number, what it is)
    columns: list["ColumnSeen"] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    unknown: dict[str, Counter[str]] = field(default_factory=dict)  # column -> words that are no code

    @property
    def data_rows(self) -> int:
        return len(self.rows) + len(self.refused)


@dataclass(frozen=True)
class ColumnSeen:
    """One column of the file and what we took it for; `canonical` empty means it is not read."""

    heading: str
    canonical: str
    sheet: str | None = None
