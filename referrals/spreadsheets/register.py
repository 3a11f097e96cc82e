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
from .register_legends import is_marked, legend_alone, legend_of, shared_legend
from .register_rows import RegisterRow, marks_of, name_of, read_remark
from .results import ColumnSeen, Flag, Reading, Refused
from .tables import not_read
from .words import filled_text, plain

NO_MAN = re.compile(
    r"(?:number|no\.?|total|sum|count|attendance|present|facilitators?|leaders?|there|average|signed|topic|theme|session|week)\b[^,]*$"
)


FIGURES = re.compile(r"[\d.,%/]+")
BINARY = {"0", "1"}


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
    title = re.sub(r"_", " ", book.name)
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
    shared = shared_legend(book, found)
    explained = {id(sheet) for sheet in book.sheets if legend_alone(sheet)}
    reading.flagged += not_read(book, explained | {id(sheet) for sheet, _columns in found})
    for sheet, columns in found:
        outside, where = legend_of(sheet, columns)
        legend = {**(outside or shared or legends.OURS), **mapping.legend}
        reading.legend_is_ours = reading.legend_is_ours or not (outside or shared)
        reading.legend |= legend
        _read_sheet(reading, sheet, columns, legend, where, on)
    _point_at_other_groups(reading)
    return reading


def _point_at_other_groups(reading: RegisterReading) -> None:
    """Sheets follow each other, term after term; two that ran in the same weeks may be two groups."""
    before: list[SheetRead] = []
    for sheet in reading.read_sheets:
        days = sheet.sessions
        beside = [
            other
            for other in before
            if days and days[0] <= other.sessions[-1] and other.sessions[0] <= days[-1]
        ]
        if beside:
            sentence = _(
                "“%(sheet)s” and “%(other)s” ran in the same weeks. Both were taken for one group; if they are two, bring them in as two files."
            ) % {"sheet": sheet.name, "other": beside[0].name}
            reading.flagged.append(Flag(sheet.heading_row, "guessed", sentence, sheet.name))
        if days:
            before.append(sheet)


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
    if columns.guessed_year:
        sentence = _("The days of the sessions name no year; %(year)s was taken.") % {
            "year": columns.guessed_year
        }
        reading.flagged.append(Flag(columns.heading_row, "guessed", sentence, sheet.name))
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
            else _what_it_is(row, columns, legend, legend_rows, below_the_men)
        )
        if what:
            below_the_men = below_the_men or what in ("total", "legend")
            reading.not_data.append((row.number, what))
            continue
        _read_man(reading, part, sheet, row, columns, legend, on)
    reading.read_sheets.append(part)
    reading.rows += part.rows
    reading.refused += part.refused


def _what_it_is(
    row: Row, columns: RegisterColumns, legend: dict[str, str], legend_rows: set[int], below_the_men: bool
) -> str | None:
    if not row.filled:
        return "blank"
    texts = [text for at in columns.days if (text := text_of(row.cell(at)))]
    figures = bool(texts) and all(FIGURES.fullmatch(text) for text in texts)
    # A service that marks 1 and 0 says so in its legend; without one, noughts and ones under a name are still marks.
    marked = set(texts) <= ({*legend} or BINARY) | BINARY if figures else is_marked(row, columns)
    if row.number in legend_rows and not marked:
        return "legend"
    name = plain(" ".join(text_of(row.cell(at)) for at in columns.names)) or _label(row, columns)
    if figures and not (marked and name and not NO_MAN.match(name)):
        return "total"
    if NO_MAN.match(name) and (not marked or not any(text_of(row.cell(at)) for at in columns.names)):
        return "total"
    if not marked and (below_the_men or not name):
        return "title"
    same = [
        at
        for at in row.filled
        if at < len(columns.headings)
        and columns.headings[at]
        and text_of(row.cell(at)) == columns.headings[at]
    ]
    return "heading_again" if len(same) >= 2 and len(same) * 2 >= len(row.filled) else None


def _label(row: Row, columns: RegisterColumns) -> str:
    """What a row without a name is called left of the days: "Facilitators", "Total"."""
    labels = [plain(text_of(row.cell(at))) for at in range(min(columns.days)) if at not in columns.names]
    return next((label for label in labels if NO_MAN.match(label)), "")


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
    if man.remark == "unclear":
        sentence = _(
            "The remark may say that his place has ended. It was left open; end it on his page if it has."
        )
        flags.append(Flag(row.number, "guessed", sentence, sheet.name))
    if any(
        partner_said(cell, his_name=man.name, in_notes=True)
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
