"""Days as people write them. Which of two numbers is the day is settled once for a whole file."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .book import Cell, Uncomputed, text_of
from .words import plain

DAY_FIRST, MONTH_FIRST = "D/M/Y", "M/D/Y"
YEAR_FIRST, DATE_CELLS = "ISO", "date cells"
SERIAL_ZERO = date(1899, 12, 30)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv enero januar gennaio janeiro",
            "february feb febr fevrier fevr fev febrero februar febbraio fevereiro",
            "march mar mars mrz marz marzo marco maerz",
            "april apr avril avr abril aprile abr",
            "may mai mayo maggio maio",
            "june jun juin junio juni giugno junho",
            "july jul juillet juil julio juli luglio julho",
            "august aug aout agosto ago",
            "september sep sept septembre septiembre settembre setembro",
            "october oct octobre octubre oktober okt ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec decembre diciembre dezember dez dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
AGE_BESIDE = re.compile(r"(?<!\s)\s*\((?:aged? )?\d{1,3}(?: ?y\w*)?\)$")
TIME_OF_DAY = re.compile(r"[ t]\d{1,2}:\d{2}.*")
TIME = r"(?:[ t]\d{1,2}:\d{2}.*)?"
ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){TIME}")
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
NUMBERS = re.compile(rf"(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*(\d{{4}}|\d{{2}}){TIME}")
WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z]*[.,]?\s+(?=\d|[a-z])"
)
DAY_NAMED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er)?[\s\-/.,]*(?:of |de )?([a-z]+)\.?[\s\-/.,']*(?:de )?(\d{4}|\d{2})"
)
NAMED_DAY = re.compile(r"([a-z]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?[\s,\-/.]+(\d{4}|\d{2})")
SERIAL = re.compile(r"[1-7]\d{4}(?:\.\d+)?")


class NotADate(ValueError):
    """The cell holds something, and no day of the calendar."""


@dataclass(frozen=True)
class Style:
    """How one file writes its days; `shown` is what we tell people we took it for."""

    order: str
    shown: str


def settle(columns: Iterable[Sequence[Cell]], *, default: str = DAY_FIRST, on: date) -> Style:
    """One order for every column of days in a file: by the numbers above twelve, else by what makes a likelier calendar."""
    listed = [list(cells) for cells in columns]
    pairs = [pair for cells in listed for cell in cells if (pair := _number_pair(cell))]
    if not pairs:
        return Style(default, _without_pairs(listed))
    day_first = sum(1 for first, second in pairs if first > 12 >= second)
    month_first = sum(1 for first, second in pairs if second > 12 >= first)
    if day_first != month_first:
        order = DAY_FIRST if day_first > month_first else MONTH_FIRST
    else:
        order = min((default, _other(default)), key=lambda order: _unlikeliness(listed, order, on))
    return Style(order, order)


def _other(order: str) -> str:
    return MONTH_FIRST if order == DAY_FIRST else DAY_FIRST


def _number_pair(cell: Cell) -> tuple[int, int] | None:
    if isinstance(cell, str) and (match := NUMBERS.fullmatch(WEEKDAY.sub("", plain(cell)))):
        return int(match[1]), int(match[2])
    return None


def _without_pairs(columns: list[list[Cell]]) -> str:
    for cells in columns:
        for cell in cells:
            if isinstance(cell, str) and ISO.fullmatch(plain(cell)):
                return YEAR_FIRST
    return DATE_CELLS if any(isinstance(cell, date) for cells in columns for cell in cells) else YEAR_FIRST


def _unlikeliness(columns: list[list[Cell]], order: str, on: date) -> tuple[int, int, int]:
    """Days not yet come, then steps back in time, then weekdays: lists are kept in order, groups meet weekly."""
    ahead = backward = weekdays = 0
    for cells in columns:
        days = []
        for cell in cells:
            try:
                if text_of(cell):
                    days.append(read_date(cell, order, on=on))
            except NotADate:
                ahead += 1
        ahead += sum(1 for day in days if day > on)
        backward += sum(1 for before, after in zip(days, days[1:], strict=False) if after < before)
        weekdays += len({day.weekday() for day in days})
    return ahead, backward, weekdays


def read_date(cell: Cell, order: str, *, on: date, birth: bool = False) -> date:
    """The day a cell stands for; a birth date with a two-figure year lies in the past."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _serial(float(cell))
    if isinstance(cell, Uncomputed):
        raise NotADate
    text = AGE_BESIDE.sub("", plain(text_of(cell))).rstrip(" .")
    if SERIAL.fullmatch(text):
        return _serial(float(text))
    figures = WEEKDAY.sub("", text)
    if (match := ISO.fullmatch(figures)) or (match := COMPACT.fullmatch(figures)):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := NUMBERS.fullmatch(figures):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if order == DAY_FIRST else (second, first)
        return _day(_year(match[3], on, birth), month, day)
    # "mar 4 mars" begins with a weekday, "mar 4, 2023" with a month.
    for named in (text, WEEKDAY.sub("", text)):
        if match := DAY_NAMED.fullmatch(named):
            number, month_name, year = match[1], match[2], match[3]
        elif match := NAMED_DAY.fullmatch(named):
            month_name, number, year = match[1], match[2], match[3]
        else:
            continue
        if month_name in MONTHS:
            return _day(_year(year, on, birth), MONTHS[month_name], int(number))
    raise NotADate


def is_whole_date(cell: Cell) -> bool:
    """Whether a cell means one day, be it right or wrong; an age, a year or a month and a year do not."""
    if not isinstance(cell, str):
        return not isinstance(cell, (int, float)) or cell >= 10_000
    text = plain(cell)
    if SERIAL.fullmatch(text) or COMPACT.fullmatch(text):
        return True
    parts = re.findall(r"\d+|[a-z]{3,}", TIME_OF_DAY.sub("", AGE_BESIDE.sub("", text)))
    return (
        not text.endswith("?")
        and len(parts) >= 3
        and any(part.strip("0") for part in parts if part.isdigit())
    )


def _serial(number: float) -> date:
    if not 10_000 <= number < 80_000:
        raise NotADate
    return SERIAL_ZERO + timedelta(days=int(number))


def _year(text: str, on: date, birth: bool) -> int:
    if len(text) == 4:
        return int(text)
    year = 2000 + int(text)
    youngest = (
        10 if birth else -20
    )  # nobody comes to us as a small child; a list is not kept twenty years ahead
    return year if year <= on.year - youngest else year - 100


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotADate from None


def order_named_in(heading: str) -> str | None:
    """A heading such as "DOB (mm/dd/yyyy)" settles the matter by itself."""
    letters = re.sub(r"[^dmyj]", "", plain(heading).split("(", 1)[-1])
    if re.fullmatch(r"(?:d{1,2}|j{1,2})m{1,3}y{2,4}", letters):
        return DAY_FIRST
    return MONTH_FIRST if re.fullmatch(r"m{1,2}d{1,2}y{2,4}", letters) else None
