"""Where a sheet's table begins, and which rows below are no data: years, totals, blanks, headings again."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .book import Book, Cell, Row, Sheet, Uncomputed, text_of
from .column_words import NAMED
from .dates import MONTHS
from .errors import CannotRead
from .headings import NEEDED, Columns, is_enough, recognize
from .mapping import Mapping
from .partner_words import partner_said
from .results import ColumnSeen
from .words import plain

HEADING_WITHIN = 40
TOTAL = re.compile(
    r"(?:grand |sub ?-?)?totals?\b|sum\b|count\b|number of\b|total\w*$|average\b|end of (?:list|file|sheet)\b"
)


def tables_of(book: Book, kind: str, mapping: Mapping) -> Iterator[tuple[Sheet, Columns]]:
    """Each sheet that has a heading row of this kind. A book without any is refused."""
    found = [(sheet, columns) for sheet in book.sheets if (columns := find_headings(sheet, kind, mapping))]
    if not found:
        raise _no_headings(book, kind, mapping)
    yield from found


def find_headings(sheet: Sheet, kind: str, mapping: Mapping) -> Columns | None:
    """The first row, near the top, that names the columns we cannot do without."""
    for row in sheet.rows[:HEADING_WITHIN]:
        columns = recognize(kind, row, mapping.columns)
        if is_enough(kind, columns):
            return columns
    return None


def what_it_is(row: Row, columns: Columns) -> str | None:
    """What a row is that holds no data; None for a row to be read."""
    filled = row.filled
    if not filled:
        return "blank"
    if _heading_again(row, columns, filled):
        return "heading_again"
    first = plain(text_of(row.cell(filled[0])))
    if TOTAL.match(first):
        return "total"
    if len(filled) == 1 and _stands_alone(row.cell(filled[0]), columns.name_at(filled[0])):
        return "year" if re.fullmatch(r"(?:19|20)\d{2}", first) else "title"
    return None


def _heading_again(row: Row, columns: Columns, filled: list[int]) -> bool:
    same = sum(1 for at in filled if text_of(row.cell(at)).casefold() == columns.heading_letters(at))
    return same >= 2 and same * 10 >= len(filled) * 6


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
