"""Where a sheet's table begins, and which rows below are no data: years, totals, blanks, headings again."""

import re
from collections.abc import Container
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .book import Book, Cell, Row, Sheet, Uncomputed, text_of
from .column_words import NAMED
from .dates import MONTHS
from .errors import CannotRead
from .headings import NEEDED, Columns, holds_only_words, is_enough, recognize, recognize_pair
from .mapping import Mapping
from .partner_words import partner_said
from .results import ColumnSeen, Flag
from .words import plain

HEADING_WITHIN = 40
TOTAL = re.compile(
    r"(?:grand |sub ?-?)?totals?\b|sum\b|count\b|number of\b|.{0,20}\btotals?:?$|average\b|end of (?:list|file|sheet)\b"
)


@dataclass
class Table:
    """One stretch of rows under its headings; a sheet has another where other headings come further down."""

    sheet: Sheet
    columns: Columns
    rows: list[Row]


def tables_of(book: Book, kind: str, mapping: Mapping) -> list[Table]:
    """Every table of this kind. A book without any is refused."""
    found = [table for sheet in book.sheets for table in _tables_in(sheet, kind, mapping)]
    if not found:
        raise _no_headings(book, kind, mapping)
    return found


def _tables_in(sheet: Sheet, kind: str, mapping: Mapping) -> list[Table]:
    columns = find_headings(sheet, kind, mapping)
    if columns is None:
        return []
    tables = [Table(sheet, columns, [])]
    at = 0
    while at < len(sheet.rows):
        row = sheet.rows[at]
        if row.number > columns.heading_row and (
            others := _other_headings(sheet, at, kind, mapping, columns)
        ):
            columns = others
            tables.append(Table(sheet, columns, []))
        tables[-1].rows.append(row)
        at += 1
    return tables


def _other_headings(sheet: Sheet, at: int, kind: str, mapping: Mapping, before: Columns) -> Columns | None:
    """Headings that are not those above once more: from here on the columns stand otherwise."""
    row = sheet.rows[at]
    if not holds_only_words(row) or before.are_again(row):
        return None
    others = headings_at(sheet.rows, at, kind, mapping)
    return others if others and len(others.found) > 2 and others.found != before.found else None


def find_headings(sheet: Sheet, kind: str, mapping: Mapping) -> Columns | None:
    """The first row, near the top, that names the columns we cannot do without."""
    found = (headings_at(sheet.rows, at, kind, mapping) for at in range(min(len(sheet.rows), HEADING_WITHIN)))
    return next((columns for columns in found if columns), None)


def headings_at(rows: list[Row], at: int, kind: str, mapping: Mapping) -> Columns | None:
    """The headings that begin in this row, in one line or in two."""
    alone = recognize(kind, rows[at], mapping.columns)
    best = alone if is_enough(kind, alone) else None
    if at + 1 < len(rows) and holds_only_words(rows[at + 1]) and holds_only_words(rows[at]):
        below = recognize(kind, rows[at + 1], mapping.columns)
        pair = recognize_pair(kind, rows[at], rows[at + 1], mapping.columns)
        if is_enough(kind, pair) and len(pair.found) > max(len(alone.found), len(below.found)):
            best = pair
    return best


def what_it_is(row: Row, columns: Columns) -> str | None:
    """What a row is that holds no data; None for a row to be read."""
    filled = row.filled
    if not filled:
        return "blank"
    if columns.are_again(row):
        return "heading_again"
    first = plain(text_of(row.cell(filled[0])))
    if TOTAL.match(first):
        return "total"
    if len(filled) == 1 and _stands_alone(row.cell(filled[0]), columns.name_at(filled[0])):
        return "year" if re.fullmatch(r"(?:19|20)\d{2}", first) else "title"
    return None


def _stands_alone(cell: Cell, name: str) -> bool:
    """A lone cell is a year, a month or a remark to the reader, unless it is where a man is named."""
    if isinstance(cell, Uncomputed):
        return False
    text = plain(text_of(cell))
    if re.fullmatch(r"(?:19|20)\d{2}", text) or (
        text.split(" ")[0] in MONTHS and not re.search(r"\d{1,2}.*\d{4}", text)
    ):
        return True
    return name not in (
        "client_ref",
        "first_name",
        "last_name",
        "name",
        "received_on",
        "session_on",
        "ended_on",
    )


def not_read(book: Book, read: Container[int]) -> list[Flag]:
    """Sheets of a workbook that were left alone, said aloud: one may be last year's list."""
    hidden = _("“%(sheet)s” is hidden and was not read. Unhide it if it belongs to the list.")
    unknown = _("“%(sheet)s” has no headings we know, so nothing in it was read.")
    left = [(name, hidden) for name in book.hidden]
    left += [(sheet.name, unknown) for sheet in book.sheets if sheet.name and id(sheet) not in read]
    return [Flag(1, "guessed", sentence % {"sheet": name}, name) for name, sentence in left]


def columns_seen(sheet: Sheet, columns: Columns) -> list[ColumnSeen]:
    return [
        ColumnSeen("…" if partner_said(heading) else heading, columns.name_at(at), sheet.name)
        for at, heading in enumerate(columns.headings)
        if heading
    ]


def _no_headings(book: Book, kind: str, mapping: Mapping) -> CannotRead:
    """Say what is missing, over the row that comes nearest to headings."""
    sheet, row = max(
        ((sheet, row) for sheet in book.sheets for row in sheet.rows[:HEADING_WITHIN]),
        key=lambda pair: _like_headings(recognize(kind, pair[1], mapping.columns)),
    )
    columns = recognize(kind, row, mapping.columns)
    missing = [_named(names) for names in NEEDED[kind] if not any(name in columns for name in names)]
    sentence = _("The headings stand in row %(row)s, but no column is called: %(missing)s.") % {
        "row": row.number,
        "missing": "; ".join(missing),
    }
    if not columns.found:
        sentence = _(
            "No row of this file looks like column headings for “%(kind)s”. Name the columns in the first row and try again."
        ) % {"kind": kind}
    return CannotRead("no_headings", sentence, columns_seen(sheet, columns))


def _named(names: tuple[str, ...]) -> str:
    """The first of some columns, any of which would do, in words and as we write it ourselves."""
    return f"{NAMED[names[0]]} ({names[0]})"


def _like_headings(columns: Columns) -> tuple[int, int]:
    return len(columns.found), sum(1 for heading in columns.headings if heading)
