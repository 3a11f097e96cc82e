"""Attendance in our own columns: one row for each man and session offered to him."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from .codes import OUTCOMES, read_outcome
from .partner_words import quoted
from .row_reader import WHICH_GROUP, WHICH_MAN, RowReader
from .words import filled_text

KEPT = ("client_ref", "group", "session_on", "outcome", "minutes_late", "reason")
DAYS = ("session_on",)


@dataclass
class AttendedRow:
    row: int
    line: int
    sheet: str | None
    client_ref: str
    group: str
    session_on: date
    outcome: str
    minutes_late: int | None
    reason: str


def read_row(reader: RowReader) -> AttendedRow | None:
    client_ref = reader.key(
        "client_ref",
        most=40,
        code="client_missing",
        sentence=WHICH_MAN,
    )
    group = reader.key("group", most=120, code="group_missing", sentence=WHICH_GROUP)
    session_on = reader.day("session_on", missing="date_missing", impossible="date_impossible")
    outcome = _outcome(reader)
    if session_on and session_on > reader.manner.on and outcome != "cancelled":
        reader.problem(
            "session_on",
            "date_in_future",
            _("%(day)s has not come yet; nobody can have been there.") % {"day": session_on.isoformat()},
        )
    minutes = _minutes(reader)
    reader.look_for_partner_words(name for name in KEPT if name != "reason")
    if reader.problems or session_on is None or not outcome:
        return None
    attended = AttendedRow(
        row=reader.row.number, line=reader.row.line, sheet=reader.sheet.name, client_ref=client_ref, group=group,
        session_on=session_on, outcome=outcome, minutes_late=minutes, reason=reader.free_text("reason"),
    )  # fmt: skip
    reader.flag_computed(KEPT)
    reader.flag_rivals(KEPT)
    return attended


def _outcome(reader: RowReader) -> str | None:
    cell = reader.cell("outcome")
    outcome = reader.manner.mapping.value("outcome", filled_text(cell)) or read_outcome(cell)
    if outcome in OUTCOMES and not reader.is_formula("outcome"):
        return outcome
    if filled_text(cell):
        sentence = _("“%(cell)s” is no outcome we know: %(codes)s.") % {
            "cell": quoted(cell),
            "codes": ", ".join(OUTCOMES),
        }
    else:
        sentence = _("This row does not say what came of the session.")
    reader.unknown_code("outcome", "outcome_unknown", sentence)
    return None


def _minutes(reader: RowReader) -> int | None:
    cell = reader.cell("minutes_late")
    text = filled_text(cell)
    if not text:
        return None
    number = text.lower().removesuffix("minutes").removesuffix("mins").removesuffix("min").strip()
    if not number.isdigit() or int(number) > 600 or reader.is_formula("minutes_late"):
        reader.problem(
            "minutes_late",
            "minutes_not_a_number",
            _("“%(cell)s” is no number of minutes.") % {"cell": quoted(cell)},
        )
        return None
    return int(number)
