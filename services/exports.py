"""A list as a file for a spreadsheet: one answer to `?format=csv` and `?format=xlsx`, written down each time."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from services.actions import audit
from services.models import Staff

Cell = str | int | float | date | datetime | None
CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A spreadsheet runs a cell that starts like this (in the wide letters of East Asia, too); with an apostrophe before
# it, it is shown.
SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
RUNS = (*SIGNS, "\t", "\r", "\n", "\0")
# Where semicolons or tabs part the cells, as in French, one of ours is two or begins a row, and what follows may run.
RUNS_AFTER = re.compile(rf"([;\t\r\n]\s*)(?=[{re.escape(SIGNS)}])")
# No list of one service is longer; one that were would say so on its last line.
LONGEST = 50_000
# What XML cannot hold, and nobody sees.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Blanks of no width are no part of a beginning: a spreadsheet may take them away.
UNSEEN = "".join(map(chr, (*range(33), 0x7F, 0xA0, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF)))
NARROWEST, WIDEST = 8, 48


def kind_asked(request: HttpRequest) -> str:
    """What `?format=` asks for: 'csv', 'xlsx', or nothing that is a file."""
    kind = request.GET.get("format", "")
    return kind if kind in TYPES else ""


def file_answer(
    kind: str, *, what: str, name: str, headings: Iterable[object], rows: Iterable[Sequence[Cell]],
    by: Staff, at: datetime,
) -> HttpResponse:  # fmt: skip
    """What a page shows, whole, as the file somebody asked for; the audit keeps who took it and how long it was."""
    listed = list(rows)
    audit.exported(what=what, rows=min(len(listed), LONGEST), by=by, at=at)
    if len(listed) > LONGEST:
        listed[LONGEST:] = [[_("The list goes on. Only the first %(n)d rows are here.") % {"n": LONGEST}]]
    heads = [str(heading) for heading in headings]
    content = as_csv(heads, listed) if kind == CSV else as_xlsx(heads, listed, title=name)
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate(at)}.{kind}"'
    return answer


def harmless(value: Cell) -> str | int | float:
    """A cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    # First, or what is left out afterwards would bare an equals sign.
    text = CONTROL.sub("", _moment(value) if isinstance(value, date) else str(value))
    return f"'{text}" if text.startswith(RUNS) or text.lstrip(UNSEEN).startswith(RUNS) else text


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """With a byte-order mark, or Excel takes the accents of names for something else."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_in_line(heading) for heading in headings])
    writer.writerows([_in_line(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _in_line(value: Cell) -> str | int | float:
    """A cell that stays harmless where another sign than the comma parts the cells."""
    cell = harmless(value)
    return RUNS_AFTER.sub(r"\1'", cell) if isinstance(cell, str) else cell


def as_xlsx(headings: Sequence[str], rows: Sequence[Sequence[Cell]], *, title: str) -> bytes:
    """A sheet whose heads stay in sight, with days and moments that sort as such."""
    # The first workbook waits for it, so that no start of a server does.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for column, heading in enumerate(headings):
        longest = max((len(str(harmless(row[column]))) for row in rows if column < len(row)), default=0)
        width = min(max(longest, len(heading), NARROWEST) + 2, WIDEST)
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    heads = [WriteOnlyCell(sheet, value=_in_sheet(heading)) for heading in headings]
    for cell in heads:
        cell.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([_in_sheet(value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _in_sheet(value: Cell) -> object:
    """Days stay days; what a sheet cannot hold, zones, is left out."""
    if isinstance(value, datetime):
        return _here(value)
    if isinstance(value, date):
        return value
    cell = harmless(value)
    return cell or None if isinstance(cell, str) else cell


def _moment(value: date) -> str:
    return _here(value).strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else value.isoformat()


def _here(moment: datetime) -> datetime:
    """On the clock of the service, to the minute, without a zone."""
    return timezone.localtime(moment).replace(second=0, microsecond=0, tzinfo=None)
