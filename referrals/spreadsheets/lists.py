"""Lists with one row for each thing that happened: referrals, attendance, exits."""

from datetime import date

from . import attendance_rows, exit_rows, referral_rows
from .book import Book, Cell, Row
from .dates import DAY_FIRST, MONTH_FIRST, Style, order_named_in, settle
from .mapping import Mapping
from .results import Reading
from .row_reader import Manner, RowReader
from .tables import Table, columns_seen, not_read, tables_of, what_it_is

READERS = {"referrals": referral_rows, "attendance": attendance_rows, "exits": exit_rows}


def read_list(book: Book, kind: str, *, on: date, region: str, day_order: str, mapping: Mapping) -> Reading:
    """Every row of the book as a typed row, a refusal, or a row that is no data."""
    rows = READERS[kind]
    tables = tables_of(book, kind, mapping)
    style = _style(tables, rows.DAYS, mapping, on, day_order)
    reading = Reading(kind, book.name, book.encoding, book.delimiter, style.shown)
    reading.flagged += not_read(book, {id(table.sheet) for table in tables})
    manner = Manner(on, style.order, region, mapping)
    reading.unknown = manner.unknown
    for table in tables:
        if table.sheet.name and table.sheet.name not in reading.sheets:
            reading.sheets.append(table.sheet.name)
        reading.columns += columns_seen(table.sheet, table.columns)
        for row in table.rows:
            _read_row(reading, table, row, manner)
    return reading


def _read_row(reading: Reading, table: Table, row: Row, manner: Manner) -> None:
    columns = table.columns
    if columns.first_line <= row.number <= columns.heading_row:
        return
    what = "title" if row.number < columns.heading_row else what_it_is(row, columns)
    if what:
        reading.not_data.append((row.number, what))
        return
    reader = RowReader(row, table.sheet, columns, manner)
    typed = READERS[reading.kind].read_row(reader)
    if typed is None:
        reading.refused.append(reader.refused())
        reading.flagged += [flag for flag in reader.flags if flag.code == "partner_said"]
    else:
        reading.rows.append(typed)
        reading.flagged += reader.flags


def _style(tables: list[Table], days: tuple[str, ...], mapping: Mapping, on: date, day_order: str) -> Style:
    if mapping.dates:
        return Style(mapping.dates, mapping.dates)
    cells: list[list[Cell]] = []
    named = set()
    for table in tables:
        for name in days:
            for index in table.columns.found.get(name, ()):
                named.add(order_named_in(table.columns.headings[index]))
                below = [row for row in table.rows if row.number > table.columns.heading_row]
                cells.append([row.cell(index) for row in below])
    named.discard(None)
    settled = settle(cells, default=day_order, on=on)
    if len(named) == 1 and settled.shown in (DAY_FIRST, MONTH_FIRST):
        order = named.pop() or settled.order
        return Style(order, order)
    return settled
