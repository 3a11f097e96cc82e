"""A list of referrals: one row for each time a man reached us."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from . import contacts
from .book import Uncomputed
from .codes import CRISES, read_crisis
from .dates import is_whole_date
from .names import split_name, tidy
from .partner_words import partner_said, quoted
from .pressure_words import PRESSURES, infer_pressure, read_order, read_pressure
from .row_reader import RowReader
from .session_counts import read_sessions
from .source_words import SOURCES, read_sources
from .words import filled_text, is_empty

KEPT = (
    "client_ref", "first_name", "last_name", "name", "date_of_birth", "phone", "email", "received_on", "source", "pressure", "crisis",
    "crisis_on", "required_sessions", "order_number", "reports_to", "order",
)  # fmt: skip
FREE = ("crisis", "order_number", "reports_to")  # kept in their own words, unless they are hers
DAYS = ("received_on", "date_of_birth", "crisis_on")
EARLIEST = date(1960, 1, 1)
LONGEST_LIFE = 110


@dataclass
class ReferredRow:
    row: int
    line: int
    sheet: str | None
    client_ref: str
    first_name: str
    last_name: str
    date_of_birth: date | None
    phone: str
    email: str
    received_on: date
    source: str
    pressure: str
    crisis: str
    crisis_on: date | None
    required_sessions: int | None
    order_number: str
    reports_to: str
    pressure_guessed: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def read_row(reader: RowReader) -> ReferredRow | None:
    """The referral a row stands for; None when the reader has a problem with it."""
    client_ref = _reference(reader)
    first, last = _name(reader)
    received_on = _received_on(reader)
    born = _date_of_birth(reader, received_on)
    source = _source(reader)
    reader.look_for_partner_words(name for name in KEPT if name not in FREE)
    if reader.problems or received_on is None or source is None:
        return None
    pressure, guessed = _pressure(reader, source)
    referred = ReferredRow(
        row=reader.row.number, line=reader.row.line, sheet=reader.sheet.name,
        client_ref=client_ref, first_name=first, last_name=last, date_of_birth=born,
        phone=_contact(reader, "phone"), email=_contact(reader, "email"),
        received_on=received_on, source=source, pressure=pressure, pressure_guessed=guessed,
        crisis=_crisis(reader), crisis_on=_crisis_on(reader), required_sessions=_sessions(reader),
        order_number=reader.free_text("order_number", most=60), reports_to=reader.free_text("reports_to"),
    )  # fmt: skip
    reader.flag_computed(KEPT)
    reader.flag_rivals(KEPT)
    return referred


def _reference(reader: RowReader) -> str:
    """The old list's own reference, if it has one."""
    empty = not filled_text(reader.cell("client_ref")) or reader.is_formula("client_ref")
    return "" if empty else reader.key("client_ref", most=40, code="client_missing", sentence="")


def _name(reader: RowReader) -> tuple[str, str]:
    first, last = tidy(filled_text(reader.cell("first_name"))), tidy(filled_text(reader.cell("last_name")))
    first, last = first[:100], last[:100]
    formula = next((name for name in ("last_name", "name", "first_name") if reader.is_formula(name)), None)
    if not (first or last) and not formula:
        first, last = split_name(reader.cell("name"))
    elif not first and "," in last:
        first, last = split_name(last)
    if formula or not any(letter.isalpha() for letter in first + last):
        named = next(
            (name for name in ("last_name", "name", "first_name") if name in reader.columns), "last_name"
        )
        reader.problem(formula or named, "no_name", _("There is no name in this row."))
    return first, last


def _received_on(reader: RowReader) -> date | None:
    day = reader.day("received_on", missing="received_missing", impossible="received_impossible")
    if day and (day > reader.manner.on or day < EARLIEST):
        sentence = (
            _("“%(day)s” is a day that has not come yet.")
            if day > reader.manner.on
            else _("“%(day)s” is too long ago to be a referral.")
        )
        reader.problem(
            "received_on", "received_impossible", sentence % {"day": quoted(reader.cell("received_on"))}
        )
    return day


def _date_of_birth(reader: RowReader, received_on: date | None) -> date | None:
    cell = reader.cell("date_of_birth")
    if isinstance(cell, Uncomputed):
        reader.text("date_of_birth")
        return None
    if not is_empty(cell) and not is_whole_date(cell):
        reader.flag(
            "guessed", _("“%(cell)s” is no whole birth date; it was left empty.") % {"cell": quoted(cell)}
        )
        return None
    day = reader.day("date_of_birth", missing=None, impossible="birth_impossible", birth=True)
    if day is None:
        return None
    if day > reader.manner.on:
        reader.problem(
            "date_of_birth",
            "birth_in_future",
            _("A man born on %(day)s is not born yet.") % {"day": day.isoformat()},
        )
    elif reader.manner.on.year - day.year > LONGEST_LIFE or (received_on and day >= received_on):
        reader.problem(
            "date_of_birth",
            "birth_impossible",
            _("%(day)s cannot be his birth date.") % {"day": day.isoformat()},
        )
    return day


def _source(reader: RowReader) -> str | None:
    cell = reader.cell("source")
    said = reader.manner.mapping.value("source", filled_text(cell))
    source, several = (said, False) if said else read_sources(cell)
    column = reader.columns.heading("source")
    if reader.is_formula("source") or source is None or source not in (*SOURCES, ""):
        reader.unknown_code(
            "source",
            "source_unknown",
            _("“%(cell)s” in “%(column)s” does not tell who brought him: %(codes)s.")
            % {"cell": quoted(cell), "column": column, "codes": ", ".join(SOURCES)},
        )
        return None
    if not source:
        reader.problem(
            "source", "source_missing", _("“%(column)s” does not say who brought him.") % {"column": column}
        )
    if several:
        reader.flag(
            "guessed",
            _("“%(cell)s” names more than one who brought him; it was taken as “%(source)s”.")
            % {"cell": quoted(cell), "source": source},
        )
    return source


def _pressure(reader: RowReader, source: str) -> tuple[str, bool]:
    cell = reader.cell("pressure")
    pressure = reader.manner.mapping.value("pressure", filled_text(cell)) or read_pressure(cell)
    if pressure in PRESSURES:
        return pressure, False
    # "Mandated?" asks for yes or no, and is answered so.
    order = cell if pressure is None and read_order(cell) is not None else reader.cell("order")
    inferred, guessed = infer_pressure(source=source, order=order, told=reader.cell("told"))
    if pressure is None and order is not cell:
        guessed = True
    if guessed:
        reader.flag(
            "guessed",
            _("What moved him to come was taken as “%(pressure)s” from the rest of the row.")
            % {"pressure": inferred},
        )
    return inferred, guessed


def _contact(reader: RowReader, name: str) -> str:
    cell = reader.cell(name)
    column = reader.columns.heading(name)
    try:
        read = (
            contacts.read_phone(cell, reader.manner.region) if name == "phone" else contacts.read_email(cell)
        )
        if read and contacts.holds_more(cell):
            reader.flag(
                "guessed",
                _("“%(column)s” holds more than can be kept; only the first was brought in.")
                % {"column": column},
            )
        return read
    except contacts.NotHis:
        reader.flag("guessed", _("“%(column)s” names somebody else's; it was left out.") % {"column": column})
    except contacts.NotReadable:
        if reader.is_formula(name):
            return reader.text(name)
        reader.flag(
            "guessed",
            _("“%(cell)s” in “%(column)s” could not be read and was left out.")
            % {"cell": quoted(cell), "column": column},
        )
    return ""


def _crisis(reader: RowReader) -> str:
    cell = reader.cell("crisis")
    if partner_said(cell):
        reader.flag_partner()
        return "other"
    crisis = reader.manner.mapping.value("crisis", filled_text(cell))
    if crisis in CRISES:
        return crisis
    crisis, guessed = read_crisis(cell)
    if guessed:
        reader.flag("guessed", _("The crisis was taken as “%(crisis)s”.") % {"crisis": crisis})
    return crisis


def _crisis_on(reader: RowReader) -> date | None:
    """An optional day that cannot be read is left empty and said; the man is not turned away for it."""
    before = len(reader.problems)
    day = reader.day("crisis_on", missing=None, impossible="guessed")
    if len(reader.problems) > before:
        problem = reader.problems.pop()
        reader.flag("guessed", problem.message + " " + _("It was left empty."))
    return day if day is None or day <= reader.manner.on else None


def _sessions(reader: RowReader) -> int | None:
    text = reader.text("required_sessions")
    number, weeks = read_sessions(text)
    if weeks:
        sentence = _("“%(cell)s” was taken as one session a week.")
    elif number is None and text not in ("", "0"):
        sentence = _("“%(cell)s” is no number of sessions; it was left empty.")
    else:
        return number
    reader.flag("guessed", sentence % {"cell": quoted(text)})
    return number
