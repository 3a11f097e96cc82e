"""Excel workbooks: real dates and numbers, formulas by their last computed value, bombs turned away unopened."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell

from .book import Cell, Row, Sheet, Uncomputed, of_formula
from .delimited import too_many_columns, too_many_rows
from .errors import CannotRead
from .limits import MAX_COLUMNS, MAX_PLACES, MAX_ROWS, SHEET_ROWS
from .weighing import too_heavy, weigh


def sheets_of(content: bytes) -> tuple[list[Sheet], list[str]]:
    """Every visible sheet that has a cell filled in, and the names of those that are hidden."""
    _refuse_what_is_no_workbook(content)
    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        formulas = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheets, hidden = [], []
        for name in values.sheetnames:
            if name not in formulas.sheetnames:  # a chart on a page of its own
                continue
            if getattr(values[name], "sheet_state", "visible") == "visible":
                sheets.append(_sheet(name, values[name], formulas[name]))
            elif any(cell.value is not None for row in _counted(values[name].iter_rows()) for cell in row):
                hidden.append(name)
    except CannotRead:
        raise
    except Exception:  # noqa: BLE001 (openpyxl answers a damaged file with whatever its parts happen to raise)
        raise _damaged() from None
    return [sheet for sheet in sheets if sheet.rows], hidden


def _refuse_what_is_no_workbook(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            weigh(parts)
    except CannotRead:
        raise
    except Exception:  # noqa: BLE001 (each way of packing has errors of its own)
        raise _damaged() from None
    if "xl/workbook.xml" not in names:
        raise CannotRead(
            "not_a_workbook",
            _(
                "This file is packed like an Excel workbook and is none. Save it as .xlsx or as CSV and try again."
            ),
        )
    if any(name.endswith("vbaProject.bin") for name in names):
        raise CannotRead(
            "macros",
            _(
                "This workbook carries macros. Save it as a plain Excel workbook (.xlsx) without macros and try again."
            ),
        )


def _sheet(name: str, values, formulas) -> Sheet:
    values.reset_dimensions()
    formulas.reset_dimensions()
    sheet = Sheet(name, [])
    blank: list[Row] = []
    for number, (cells, sources) in enumerate(_side_by_side(values, formulas), start=1):
        row = Row(number, number, list(_cells(sheet, number, cells, sources)) if cells or sources else [])
        if not row.cells or not row.filled:
            # Below the last row we would take, nobody asks any more how many are blank.
            if number <= MAX_ROWS:
                blank.append(Row(number, number, []))
            continue
        if row.filled[-1] >= MAX_COLUMNS:
            raise too_many_columns()
        if number > MAX_ROWS:
            raise too_many_rows()
        sheet.rows += [*blank, row]
        blank = []
    return sheet


def _side_by_side(values, formulas) -> Iterator[tuple]:
    return zip_longest(_counted(values.iter_rows()), formulas.iter_rows(), fillvalue=())


def _counted(rows: Iterable[tuple]) -> Iterator[tuple]:
    """A row or cell may claim to stand two billion further on, and every place before it is handed to us empty."""
    places = 0
    for number, cells in enumerate(rows, start=1):
        places += len(cells)
        if number > SHEET_ROWS:
            raise too_many_rows()
        if places > MAX_PLACES:
            raise too_heavy()
        yield cells


def _cells(sheet: Sheet, number: int, cells: tuple, sources: tuple) -> Iterator[Cell]:
    for at, pair in enumerate(zip(cells, sources, strict=False)):
        yield _cell(sheet, number, at, *pair)


def _cell(sheet: Sheet, number: int, index: int, value, source) -> Cell:
    if isinstance(value, EmptyCell) and isinstance(source, EmptyCell):
        return None
    if source.data_type == "f":
        if value.value is None or value.data_type == "e":
            return of_formula(str(source.value))
        sheet.computed.add((number, index))
        return value.value
    if value.data_type == "e":
        return Uncomputed(str(value.value))
    return value.value


def _damaged() -> CannotRead:
    return CannotRead(
        "damaged",
        _(
            "This workbook is damaged and cannot be opened. Open it in your spreadsheet program, save it again and retry."
        ),
    )
