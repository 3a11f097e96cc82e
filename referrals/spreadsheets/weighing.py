"""How much a packed workbook would ask of us, counted in its parts before anything is built from them.

A kilobyte can unpack to a row of a million cells, and each cell costs more to make than a thousand of its letters.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .delimited import too_many_columns, too_many_rows
from .errors import CannotRead
from .limits import MAX_CELLS, MAX_UNPACKED, SHEET_COLUMNS, SHEET_ROWS

# A row, a cell, or a text that cells share, whatever name the file gives the space they are named in.
TAG = re.compile(rb"<(?:[\w.-]+:)?(row|c|si)[\s/>]")
CHUNK = 1024 * 1024


def unpacked(content: bytes) -> int:
    """The size of a file once it is opened; of a damaged workbook nothing, for that is seen at once."""
    if not content.startswith(b"PK"):
        return len(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        return 0


def weigh(parts: zipfile.ZipFile) -> None:
    """Refuse a workbook that would stop the server. Which part is a sheet is the file's own word, so all are counted."""
    if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
        raise too_heavy()
    heavy = 0
    for part in parts.infolist():
        rows = in_row = 0
        for tag in _tags(parts, part):
            heavy += tag != b"row"
            rows, in_row = (rows + 1, 0) if tag == b"row" else (rows, in_row + (tag == b"c"))
            if in_row > SHEET_COLUMNS:
                raise too_many_columns()
            if rows > SHEET_ROWS:
                raise too_many_rows()
            if heavy > MAX_CELLS:
                raise too_heavy()


def _tags(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The names of the tags that count. Zeros are left out: a part may be written two bytes to a letter."""
    rest = b""
    with parts.open(part) as file:
        while chunk := file.read(CHUNK):
            text = rest + chunk.replace(b"\0", b"")
            # The last tag may go on in the next chunk; after a long text it does not.
            cut = text.rfind(b"<")
            cut = cut if cut > len(text) - CHUNK else len(text)
            yield from (found[1] for found in TAG.finditer(text, 0, cut))
            rest = text[cut:]
    yield from (found[1] for found in TAG.finditer(rest))


def too_heavy() -> CannotRead:
    return CannotRead(
        "too_large",
        _(
            "Unpacked, this workbook is far larger than any list we can read. Save the sheet as CSV and try again."
        ),
    )
