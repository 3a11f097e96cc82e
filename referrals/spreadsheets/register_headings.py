"""Where a wide register keeps its names and its days: the row with the most dates, under whatever titles."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from .book import Cell, Row, Sheet, text_of
from .dates import MONTHS, NotADate, read_date
from .headings import recognize
from .mapping import Mapping
from .words import fold, plain

HEADING_WITHIN = 30
YEAR = re.compile(r"\b(20\d{2}|19[89]\d)\b")
# "2023-24" runs from one summer to the next.
SCHOOL_YEAR = re.compile(r"\b(20\d{2})\s*[-/–]\s*(?:20)?(\d{2})\b(?![-/])")
SUMMER = 7
WITHOUT_YEAR = re.compile(r"(?:[a-z]{3,9}\.?,? )?(\d{1,2}[-/.]\d{1,2})\.?")
DAY_MONTH = re.compile(
    r"(?:[a-z]{3,9}\.?,? )?(\d{1,2})(?:st|nd|rd|th)?[\s\-./]*([a-z]{3,9}|\d{1,2})\.?|([a-z]{3,9})\.?[\s\-./]*(\d{1,2})(?:st|nd|rd|th)?"
)


@dataclass
class RegisterColumns:
    heading_row: int
    headings: list[str]
    days: dict[int, date] = field(default_factory=dict)  # column -> session day
    names: list[int] = field(default_factory=list)  # one column, or first and last
    first_before_last: bool = True
    remarks: int | None = None
    refs: int | None = None
    no_session: list[str] = field(default_factory=list)
    guessed_year: int | None = None  # taken because neither the headings nor a title names one

    @property
    def name_heading(self) -> str:
        return (self.headings[self.names[0]] if self.names else "") or "name"


def date_cells(sheet: Sheet) -> list[Cell]:
    """The cells of the row that has the most days, to settle the order of day and month by."""
    row = _heading_row(sheet)
    return [_with_a_year(cell) for cell in row.cells if _is_day(cell)] if row else []


def _with_a_year(cell: Cell) -> Cell:
    """Which of two numbers is the day does not depend on the year; in a leap year every day is one."""
    match = WITHOUT_YEAR.fullmatch(plain(cell)) if isinstance(cell, str) else None
    return f"{match[1]}/2024" if match else cell


def find_columns(
    sheet: Sheet, *, order: str, on: date, mapping: Mapping, title: str
) -> RegisterColumns | None:
    """The columns of a register; None for a sheet that is none."""
    row = _heading_row(sheet)
    if row is None:
        return None
    named = recognize("register", row, mapping.columns)
    columns = RegisterColumns(row.number, named.headings)
    columns.days, columns.guessed_year = _days(sheet, row, order, on, title)
    if len(columns.days) < 2 and not named.found:
        return None
    first_day = min(columns.days, default=0)
    columns.names, columns.first_before_last = _name_columns(sheet, row, named.found, first_day)
    columns.refs = next(iter(named.found.get("client_ref", ())), None)
    columns.remarks = next((at for at in named.found.get("remarks", ()) if at > first_day), None)
    last_day = max(columns.days, default=0)
    columns.no_session = [
        text_of(cell)
        for at, cell in enumerate(row.cells)
        if first_day < at < last_day and at not in columns.days and text_of(cell)
    ]
    return columns


def _heading_row(sheet: Sheet) -> Row | None:
    rows = [
        (sum(1 for cell in row.cells if _is_day(cell)), -row.number, row)
        for row in sheet.rows[:HEADING_WITHIN]
    ]
    most = max(rows, default=None, key=lambda entry: entry[:2])
    if most is None or most[0] < 2:
        return _row_of_day_numbers(sheet)
    return most[2]


def _row_of_day_numbers(sheet: Sheet) -> Row | None:
    """Months in merged cells above, and only the numbers of the days in the heading row."""
    for above, row in zip(sheet.rows[:HEADING_WITHIN], sheet.rows[1:HEADING_WITHIN], strict=False):
        if (
            any(_month(cell) for cell in above.cells)
            and sum(1 for cell in row.cells if _day_number(cell)) >= 2
        ):
            return row
    return None


def _is_day(cell: Cell) -> bool:
    if isinstance(cell, datetime):
        return True
    if not isinstance(cell, str) or not any(letter.isdigit() for letter in cell) or len(cell) > 30:
        return False
    if _day_and_month(cell) or _day_and_month(cell, "M/D/Y"):
        return True
    try:
        read_date(cell, "D/M/Y", on=date(2100, 1, 1))
    except NotADate:
        try:
            read_date(cell, "M/D/Y", on=date(2100, 1, 1))
        except NotADate:
            return False
    return True


def _days(sheet: Sheet, row: Row, order: str, on: date, title: str) -> tuple[dict[int, date], int | None]:
    """The day of each column, and the year that had to be guessed: the last in which all of them have come."""
    above = _titles(sheet, row, title)
    years = [
        match
        for text in above
        if (match := SCHOOL_YEAR.search(text)) and int(match[2]) == (int(match[1]) + 1) % 100
    ]
    year = next((int(match[1]) for text in above if (match := YEAR.search(text))), None)
    days, named = _days_in(sheet, row, order, on, year or on.year)
    if named or (year and not years):
        return days, None
    if years:
        first = min(days, default=0)
        guess = int(years[0][1]) + (1 if days and days[first].month < SUMMER else 0)
        return _days_in(sheet, row, order, on, guess)[0], guess
    guess = on.year
    if max(days.values(), default=on) > on:
        guess -= 1
        days, _named = _days_in(sheet, row, order, on, guess)
    return days, guess


def _days_in(sheet: Sheet, row: Row, order: str, on: date, year: int) -> tuple[dict[int, date], bool]:
    """The day of each column, and whether the first of them named its year itself."""
    days: dict[int, date] = {}
    months = _months_above(sheet, row)
    before: date | None = None
    named = True
    for at, cell in enumerate(row.cells):
        try:
            day = read_date(cell, order, on=on) if text_of(cell) and not _day_number(cell) else None
        except NotADate:
            day = None
        if day is None and (parts := _parts(cell, months.get(at), order)):
            named = named and before is not None
            day = _dated(*parts, year=before.year if before else year, before=before)
        if day:
            days[at] = before = day
    return days, named


def _parts(cell: Cell, month: int | None, order: str) -> tuple[int, int] | None:
    if month and (number := _day_number(cell)):
        return number, month
    return _day_and_month(cell, order) if isinstance(cell, str) else None


def _day_and_month(cell: str, order: str = "D/M/Y") -> tuple[int, int] | None:
    match = DAY_MONTH.fullmatch(plain(cell))
    if not match:
        return None
    if match[3]:
        return (int(match[4]), MONTHS[match[3]]) if match[3] in MONTHS else None
    if match[2].isdigit():
        if not re.search(r"[-./]", cell):
            return None
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if order == "D/M/Y" else (second, first)
        return (day, month) if 1 <= month <= 12 and 1 <= day <= 31 else None
    return (int(match[1]), MONTHS[match[2]]) if match[2] in MONTHS else None


def _dated(day: int, month: int, *, year: int, before: date | None) -> date | None:
    """A day without a year follows the column before it, over a new year if it must."""
    for candidate in (year, year + 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if before is None or found > before:
            return found
    return None


def _titles(sheet: Sheet, row: Row, title: str) -> tuple[str, str, str]:
    """Where a year may be named: above the headings, on the tab of the sheet, in the name of the file."""
    above = " ".join(
        text_of(cell) for earlier in sheet.rows if earlier.number < row.number for cell in earlier.cells
    )
    return above, sheet.name or "", title


def _months_above(sheet: Sheet, row: Row) -> dict[int, int]:
    above = next((earlier for earlier in sheet.rows if earlier.number == row.number - 1), None)
    months: dict[int, int] = {}
    month = None
    for at in range(len(row.cells)):
        month = (_month(above.cell(at)) if above else None) or month
        if month:
            months[at] = month
    return months


def _month(cell: Cell) -> int | None:
    return MONTHS.get(fold(cell.split()[0])) if isinstance(cell, str) and cell.strip() else None


def _day_number(cell: Cell) -> int | None:
    text = text_of(cell)
    return int(text) if text.isdigit() and 1 <= int(text) <= 31 and not isinstance(cell, datetime) else None


def _name_columns(
    sheet: Sheet, row: Row, found: dict[str, list[int]], first_day: int
) -> tuple[list[int], bool]:
    """By its heading, or the column left of the days in which most cells are words."""
    if "name" in found:
        return [found["name"][0]], True
    pair = [found[name][0] for name in ("first_name", "last_name") if name in found]
    if pair:
        return pair, "first_name" in found
    below = [later for later in sheet.rows if later.number > row.number]
    counts = {
        at: sum(1 for later in below if any(letter.isalpha() for letter in text_of(later.cell(at))))
        for at in range(first_day)
    }
    best = max(counts, key=lambda at: counts[at], default=None)
    return ([best], True) if best is not None else ([], True)
