"""Exits in our own columns: one row for each place that ended."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from .codes import ENDED_BY, EXIT_REASONS, read_ended_by, read_exit_reason
from .partner_words import quoted
from .row_reader import WHICH_GROUP, WHICH_MAN, RowReader
from .words import filled_text

KEPT = ("client_ref", "group", "ended_on", "reason", "ended_by")
DAYS = ("ended_on",)


@dataclass
class ExitedRow:
    row: int
    line: int
    sheet: str | None
    client_ref: str
    group: str
    ended_on: date
    reason: str
    ended_by: str


def read_row(reader: RowReader) -> ExitedRow | None:
    client_ref = reader.key(
        "client_ref",
        most=40,
        code="client_missing",
        sentence=WHICH_MAN,
    )
    group = reader.key("group", most=120, code="group_missing", sentence=WHICH_GROUP)
    ended_on = reader.day("ended_on", missing="date_missing", impossible="date_impossible")
    if ended_on and ended_on > reader.manner.on:
        reader.problem(
            "ended_on", "date_in_future", _("%(day)s has not come yet.") % {"day": ended_on.isoformat()}
        )
    reason = _code(reader, "reason", "reason_unknown", EXIT_REASONS, read_exit_reason(reader.cell("reason")))
    ended_by = _code(reader, "ended_by", "ended_by_unknown", ENDED_BY, read_ended_by(reader.cell("ended_by")))
    reader.look_for_partner_words(KEPT)
    if reader.problems or ended_on is None:
        return None
    reader.flag_computed(KEPT)
    reader.flag_rivals(KEPT)
    return ExitedRow(
        row=reader.row.number, line=reader.row.line, sheet=reader.sheet.name, client_ref=client_ref, group=group,
        ended_on=ended_on, reason=reason, ended_by=ended_by,
    )  # fmt: skip


def _code(reader: RowReader, name: str, refusal: str, codes: tuple[str, ...], read: str | None) -> str:
    cell = reader.cell(name)
    code = reader.manner.mapping.value(name, filled_text(cell)) or read
    if code in codes and not reader.is_formula(name):
        return code
    sentence = (
        _("“%(cell)s” in “%(column)s” is none of: %(codes)s.")
        if filled_text(cell)
        else _("“%(column)s” is empty; it takes one of: %(codes)s.")
    )
    reader.unknown_code(
        name,
        refusal,
        sentence % {"cell": quoted(cell), "column": reader.columns.heading(name), "codes": ", ".join(codes)},
    )
    return ""
