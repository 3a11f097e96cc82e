"""Lists with one row for each thing that happened: referrals, attendance, exits."""

from datetime import date

from . import attendance_rows, exit_rows, referral_rows
from .book import Book, Cell
from .dates import DAY_FIRST, MONTH_FIRST, Style, order_named_in, settle
from .mapping import Mapping
from .results import Reading
from .row_reader import Manner, RowReader
from .tables import columns_seen, tables_of, what_it_is

READERS = {"referrals": referral_rows, "attendance": attendance_rows, "exits": exit_rows}


def read_list(book: Book, kind: str, *, on: date, region: str, day_order: str, mapping: Mapping) -> Reading:
    """Every row of the book as a typed row, a refusal, or a row that is no data."""
    rows = READERS[kind]
    tables = list(tables_of(book, kind, mapping))
    style = _style(tables, rows.DAYS, mapping, on, day_order)
    reading = Reading(kind, book.name, book.encoding, book.delimiter, style.shown)
    manner = Manner(on, style.order, region, mapping)
    for sheet, columns in tables:
        if sheet.name:
            reading.sheets.append(sheet.name)
        reading.columns += columns_seen(sheet, columns)
        for row in sheet:
            what = "title" if row.number < columns.heading_row else what_it_is(row, columns)
            if row.number == columns.heading_row:
                continue
            if what:
                reading.not_data.append((row.number, what))
                continue
            reader = RowReader(row, sheet, columns, manner)
            typed = rows.read_row(reader)
            if typed is None:
                reading.refused.append(reader.refused())
                reading.flagged += [flag for flag in reader.flags if flag.code == "partner_said"]
            else:
                reading.rows.append(typed)
                reading.flagged += reader.flags
    return reading


def _style(tables: list, days: tuple[str, ...], mapping: Mapping, on: date, day_order: str) -> Style:
    if mapping.dates:
        return Style(mapping.dates, mapping.dates)
    cells: list[list[Cell]] = []
    named = set()
    for sheet, columns in tables:
        for name in days:
            for index in columns.found.get(name, ()):
                named.add(order_named_in(columns.headings[index]))
                cells.append([row.cell(index) for row in sheet if row.number > columns.heading_row])
    named.discard(None)
    settled = settle(cells, default=day_order, on=on)
    if len(named) == 1 and settled.shown in (DAY_FIRST, MONTH_FIRST):
        order = named.pop() or settled.order
        return Style(order, order)
    return settled
