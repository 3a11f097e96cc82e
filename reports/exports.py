"""A report as a file: one row for each group, or for each session of its curve."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Font

Cell = str | int | float | None
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table(answer: Mapping[str, Any]) -> tuple[list[str], list[list[Cell]]]:
    """Heads and rows. A group with a curve is told once for each of its sessions."""
    rows: list[dict[str, Cell]] = []
    for group in answer["groups"]:
        own = {name: value for name, value in group.items() if name != "curve"}
        rows += [own | point for point in group.get("curve") or [{}]]
    heads = list(dict.fromkeys(head for row in rows for head in row)) or ["key", "label"]
    return heads, [[row.get(head) for head in heads] for row in rows]


def tame(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula is told to stay text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA) else cell


def as_csv(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """With a byte-order mark, or Excel takes the accents of names for something else."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([[tame(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(heads: Sequence[str], rows: Sequence[Sequence[Cell]], *, title: str) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append(list(heads))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([tame(cell) for cell in row])
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_response(answer: Mapping[str, Any], kind: str, *, name: str) -> HttpResponse | None:
    """The file somebody asked for with `?format=`; None when it was not a file."""
    if kind not in ("csv", "xlsx"):
        return None
    heads, rows = table(answer)
    if kind == "csv":
        response = HttpResponse(as_csv(heads, rows), content_type=CSV)
    else:
        response = HttpResponse(as_xlsx(heads, rows, title=name), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{answer["generated_at"][:10]}.{kind}"'
    return response
