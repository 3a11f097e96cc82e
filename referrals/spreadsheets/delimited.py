"""Text to rows: commas, semicolons or tabs, told apart by which one makes a table."""

import csv
import io
import re
from collections import Counter

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .book import FAILED, Cell, Row, Uncomputed, of_formula
from .errors import CannotRead
from .limits import MAX_COLUMNS, MAX_PLACES, MAX_ROWS

DELIMITERS = (",", ";", "\t")
SNIFFED_ROWS = 60
SEP = re.compile(r'"?sep=([,;\t|])"?[ ]*(?:\r?\n|\r|$)', re.IGNORECASE)
# Marks of byte order where two files were joined, and blanks of no width: nobody sees them, and no name contains them.
UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"))
LONGEST_CELL = 100_000


def rows_of(text: str) -> tuple[list[Row], str]:
    """Every row with its number and the line it starts on, and the delimiter that separates the cells."""
    text = text.translate(UNSEEN)
    named = named_delimiter(text)
    delimiter = named or sniff(text)
    rows: list[Row] = []
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    places = 0
    try:
        # The spreadsheet program takes the note for itself and shows what follows as its first row.
        for number, cells in enumerate(reader, start=0 if named else 1):
            if len(cells) > MAX_COLUMNS:
                raise too_many_columns()
            if number > MAX_ROWS:
                raise too_many_rows()
            places += len(cells)
            if places > MAX_PLACES:
                raise too_many_cells()
            if number:
                rows.append(Row(number, line, [_typed(cell) for cell in cells]))
            line = reader.line_num + 1
    except csv.Error:
        raise _quote_left_open(line) from None
    if rows and _ends_inside_quotes(text, rows[-1].line):
        raise _quote_left_open(rows[-1].line)
    return rows, delimiter


def named_delimiter(text: str) -> str | None:
    """A first line `sep=;` is a note from one spreadsheet program to another."""
    match = SEP.match(text)
    return match[1] if match else None


def sniff(text: str) -> str:
    """The delimiter under which most rows agree on a number of columns above one."""
    return max(DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    widths: Counter[int] = Counter()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for _number, cells in zip(range(SNIFFED_ROWS), reader, strict=False):
            if len(cells) > 1:
                widths[len(cells)] += 1
    except csv.Error:
        return (0, 0)
    if not widths:
        return (0, 0)
    width, rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    return (rows, width)


def _typed(cell: str) -> Cell:
    """A cell that starts with an equals sign is a formula: never run, and kept as a value only if it is one."""
    if cell.lstrip().startswith("="):
        return of_formula(cell)
    return Uncomputed(cell.strip()) if cell[:1] in "#E" and FAILED.fullmatch(cell.strip()) else cell


def _ends_inside_quotes(text: str, last_row_line: int) -> bool:
    if "\n" not in text and "\r" not in text:
        return text.count('"') % 2 == 1
    tail = "".join(io.StringIO(text, newline="").readlines()[last_row_line - 1 :])
    return tail.count('"') % 2 == 1 and len(tail.splitlines()) > 1


def _quote_left_open(line: int) -> CannotRead:
    return CannotRead(
        "quote_open",
        _(
            "A quotation mark opened at line %(line)s is never closed, so the cells after it cannot be told apart."
        )
        % {"line": line},
    )


def too_many_columns() -> CannotRead:
    return CannotRead(
        "too_many_columns",
        _("This file has more than %(most)s columns. Delete the columns that are not needed and try again.")
        % {"most": number_format(MAX_COLUMNS, force_grouping=True)},
    )


def too_many_rows() -> CannotRead:
    return CannotRead(
        "too_many_rows",
        _("This file has more than %(most)s rows. Split it into smaller files and bring them one by one.")
        % {"most": number_format(MAX_ROWS, force_grouping=True)},
    )


def too_many_cells() -> CannotRead:
    return CannotRead(
        "too_large",
        _("This file has more cells than any list we can read. Split it and bring the parts one by one."),
    )
