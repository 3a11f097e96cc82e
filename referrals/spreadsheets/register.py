"""A group's wide register: one row a man, one column a session, a letter in each cell."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from . import legend as legends
from .book import Book, Row, Sheet, address, text_of
from .dates import Style, settle
from .errors import CannotRead
from .mapping import Mapping
from .partner_words import partner_said
from .register_headings import RegisterColumns, date_cells, find_columns
from .register_rows import RegisterRow, marks_of, name_of, read_remark
from .results import ColumnSeen, Flag, Reading, Refused
from .tables import not_read
from .words import filled_text, plain

NO_MAN = re.compile(
    r"(?:number|no\.?|total|sum|count|attendance|present|facilitators?|leaders?|there|average|signed|topic|theme|session|week)\b[^,]*$"
)


@dataclass
class SheetRead:
    name: str | None
    rows: list[RegisterRow]
    refused: list[Refused]
    heading_row: int
    columns_without_a_session: list[str]

    @property
    def sessions(self) -> list[date]:
        return sorted({day for row in self.rows for day in row.marks})

    @property
    def cancelled(self) -> set[date]:
        """The days on which every mark in the column says that there was no group."""
        marks: dict[date, set[str]] = {}
        for row in self.rows:
            for day, outcome in row.marks.items():
                marks.setdefault(day, set()).add(outcome or "")
        return {day for day, seen in marks.items() if seen - {""} == {"cancelled"}}


@dataclass
class RegisterReading(Reading):
    read_sheets: list[SheetRead] = field(default_factory=list)
    legend: dict[str, str] = field(default_factory=dict)
    legend_is_ours: bool = False
    men: dict[str, str] = field(default_factory=dict)  # whom a person said that a name means


def read_register(book: Book, *, on: date, day_order: str, mapping: Mapping) -> RegisterReading:
    """Every sheet of a register, by the legend it brings along."""
    cells = [date_cells(sheet) for sheet in book.sheets]
    style = Style(mapping.dates, mapping.dates) if mapping.dates else settle(cells, default=day_order, on=on)
    title = re.sub(r"[_\-]", " ", book.name)
    found = [
        (sheet, columns)
        for sheet in book.sheets
        if (columns := find_columns(sheet, order=style.order, on=on, mapping=mapping, title=title))
        and columns.days
    ]
    if not found:
        raise CannotRead(
            "no_headings",
            _(
                "No row of this file has the days of the sessions as headings, so it is no register we can read."
            ),
        )
    reading = RegisterReading("register", book.name, book.encoding, book.delimiter, style.shown)
    reading.men = mapping.men
    shared = _shared_legend(book, found)
    explained = {id(sheet) for sheet in book.sheets if legends.legend_in(sheet)[0]}
    reading.flagged += not_read(book, explained | {id(sheet) for sheet, _columns in found})
    for sheet, columns in found:
        outside, where = _legend_of(sheet, columns)
        legend = {**(outside or shared or legends.OURS), **mapping.legend}
        reading.legend_is_ours = reading.legend_is_ours or not (outside or shared)
        reading.legend |= legend
        _read_sheet(reading, sheet, columns, legend, where, on)
    return reading


def _legend_of(sheet: Sheet, columns: RegisterColumns) -> tuple[dict[str, str], set[int]]:
    return legends.legend_in(
        row for row in sheet if row.number != columns.heading_row and not _marked(row, columns)
    )


def _shared_legend(book: Book, found: list[tuple[Sheet, RegisterColumns]]) -> dict[str, str]:
    """A legend on one sheet speaks for the sheets that have none."""
    registers = {id(sheet): columns for sheet, columns in found}
    shared: dict[str, str] = {}
    for sheet in book.sheets:
        columns = registers.get(id(sheet))
        legend, _where = _legend_of(sheet, columns) if columns else legends.legend_in(sheet)
        shared = {**legend, **shared}
    return shared


def _marked(row: Row, columns: RegisterColumns) -> bool:
    """Whether a row has letters under the days, as against nothing or the sum of those who came."""
    texts = [text_of(row.cell(at)) for at in columns.days]
    filled = [text for text in texts if text]
    return bool(filled) and any(len(text) <= 4 and not text.isdigit() for text in filled)


def _read_sheet(
    reading: RegisterReading,
    sheet: Sheet,
    columns: RegisterColumns,
    legend: dict[str, str],
    legend_rows: set[int],
    on: date,
) -> None:
    _refuse_same_day_twice(sheet, columns)
    part = SheetRead(sheet.name, [], [], columns.heading_row, columns.no_session)
    if sheet.name:
        reading.sheets.append(sheet.name)
    reading.columns += _columns_seen(sheet, columns)
    below_the_men = False
    for row in sheet:
        if row.number == columns.heading_row:
            continue
        what = (
            "title"
            if row.number < columns.heading_row
            else _what_it_is(row, columns, legend_rows, below_the_men)
        )
        if what:
            below_the_men = below_the_men or what in ("total", "legend")
            reading.not_data.append((row.number, what))
            continue
        _read_man(reading, part, sheet, row, columns, legend, on)
    reading.read_sheets.append(part)
    reading.rows += part.rows
    reading.refused += part.refused


def _what_it_is(row: Row, columns: RegisterColumns, legend_rows: set[int], below_the_men: bool) -> str | None:
    if not row.filled:
        return "blank"
    marked = _marked(row, columns)
    if row.number in legend_rows and not marked:
        return "legend"
    texts = [text_of(row.cell(at)) for at in columns.days if text_of(row.cell(at))]
    if texts and all(re.fullmatch(r"[\d.,%/]+", text) for text in texts):
        return "total"
    name = plain(" ".join(text_of(row.cell(at)) for at in columns.names))
    if not marked and (below_the_men or not name or NO_MAN.match(name)):
        return "total" if NO_MAN.match(name) else "title"
    same = [
        at
        for at in row.filled
        if at < len(columns.headings)
        and columns.headings[at]
        and text_of(row.cell(at)) == columns.headings[at]
    ]
    return "heading_again" if len(same) >= 2 and len(same) * 2 >= len(row.filled) else None


def _read_man(
    reading: RegisterReading,
    part: SheetRead,
    sheet: Sheet,
    row: Row,
    columns: RegisterColumns,
    legend: dict[str, str],
    on: date,
) -> None:
    first, last = name_of(row, columns)
    if not any(letter.isalpha() for letter in first + last):
        part.refused.append(
            Refused(
                row.number,
                row.line,
                columns.name_heading,
                "no_name",
                _("There is no name in this row."),
                sheet.name,
            )
        )
        return
    man = RegisterRow(row.number, row.line, sheet.name, filled_text(row.cell(columns.refs)), first, last)
    flags: list[Flag] = []
    man.marks, man.unknown = marks_of(row, columns, legend)
    ahead = next((day for day, outcome in man.marks.items() if day > on and outcome != "cancelled"), None)
    if ahead:
        sentence = _("He is marked on %(day)s, which has not come yet.") % {"day": ahead.isoformat()}
        part.refused.append(
            Refused(row.number, row.line, ahead.isoformat(), "date_in_future", sentence, sheet.name)
        )
        return
    for cell in man.unknown:
        sentence = _(
            "The mark in %(cell)s is in no legend; nobody's outcome was guessed, and he is on the roster unmarked."
        )
        flags.append(Flag(row.number, "mark_unknown", sentence % {"cell": cell}, sheet.name))
    if not man.marks:
        flags.append(
            Flag(
                row.number,
                "guessed",
                _("He has no mark on any day, so nothing was recorded for him."),
                sheet.name,
            )
        )
    remark = row.cell(columns.remarks)
    man.remark = read_remark(text_of(remark))
    if any(
        partner_said(cell, his_name=man.name)
        for at, cell in enumerate(row.cells)
        if at not in columns.days and at not in columns.names
    ):
        sentence = _(
            "This row repeats what a partner said. It was not brought in; hand the row to the partner worker."
        )
        flags.append(Flag(row.number, "partner_said", sentence, sheet.name))
    part.rows.append(man)
    reading.flagged += flags


def _refuse_same_day_twice(sheet: Sheet, columns: RegisterColumns) -> None:
    twice = [day for day, times in Counter(columns.days.values()).items() if times > 1]
    if twice:
        first, second = [at for at, day in columns.days.items() if day == twice[0]][:2]
        raise CannotRead(
            "date_twice",
            _(
                "Columns %(first)s and %(second)s both stand for %(day)s. Correct one of the two headings and try again."
            )
            % {
                "first": address(columns.heading_row, first),
                "second": address(columns.heading_row, second),
                "day": twice[0].isoformat(),
            },
        )


def _columns_seen(sheet: Sheet, columns: RegisterColumns) -> list[ColumnSeen]:
    seen = []
    for at, heading in enumerate(columns.headings):
        meaning = (
            "name"
            if at in columns.names
            else "remarks"
            if at == columns.remarks
            else "client_ref"
            if at == columns.refs
            else ""
        )
        if heading and at not in columns.days:
            seen.append(ColumnSeen("…" if partner_said(heading) else heading, meaning, sheet.name))
    return seen
