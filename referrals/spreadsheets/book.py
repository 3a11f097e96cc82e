"""A file's cells, before anyone knows what they mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from .limits import LONGEST_TEXT

Cell = Any  # str, int, float, bool, datetime, date, time, Uncomputed or None


@dataclass(frozen=True)
class Uncomputed:
    """A cell that holds a formula (or its error) and no value we could use."""

    text: str


# What a formula that went wrong leaves in a file of text.
FAILED = re.compile(
    r"#(?:N/A|N/D|REF!|VALUE!|VALEUR!|NAME\?|NOM\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|ERROR!)|Err:\d{3}"
)
CONSTANT = re.compile(r'\s*=\s*(?:"([^"]*)"|(\+?\d+))\s*')


def of_formula(formula: str) -> "str | Uncomputed":
    """="0770" and =+44770 are what offices write to keep a number whole: a constant is its value."""
    if match := CONSTANT.fullmatch(formula):
        return match[1] if match[1] is not None else match[2]
    return Uncomputed(formula.strip())


@dataclass
class Row:
    """One row: `number` as a spreadsheet counts, `line` as the text file does."""

    number: int
    line: int
    cells: list[Cell]

    def cell(self, index: int | None) -> Cell:
        """The cell in a column, None where the row is shorter or the column unknown."""
        if index is None or index >= len(self.cells):
            return None
        return self.cells[index]

    @property
    def filled(self) -> list[int]:
        return [index for index, cell in enumerate(self.cells) if text_of(cell)]


@dataclass
class Sheet:
    name: str | None
    rows: list[Row]
    computed: set[tuple[int, int]] = field(
        default_factory=set
    )  # (row number, column index) with a computed formula

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


@dataclass
class Book:
    name: str
    sheets: list[Sheet]
    encoding: str | None = None
    delimiter: str | None = None
    hidden: list[str] = field(default_factory=list)  # sheets that hold something and are not shown

    @property
    def is_workbook(self) -> bool:
        return self.delimiter is None


def text_of(cell: Cell) -> str:
    """The cell as a person would read it aloud, without outer blanks; of an endless one its beginning."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()[:LONGEST_TEXT]
    if isinstance(cell, Uncomputed):
        return cell.text[:LONGEST_TEXT]
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, (date, time, Decimal)):
        return cell.isoformat() if not isinstance(cell, Decimal) else str(cell)
    return str(cell)


def address(row: int, column: int) -> str:
    """The name a spreadsheet gives a cell: row 10, ninth column is I10."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
