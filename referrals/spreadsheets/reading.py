"""Bytes and a name become a book of cells, or one clear sentence why not."""

from django.utils.translation import gettext as _

from .book import Book, Sheet
from .delimited import rows_of
from .encodings import decode
from .errors import CannotRead
from .limits import MAX_BYTES

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_book(name: str, content: bytes) -> Book:
    """The cells of a CSV file or an Excel workbook. What the bytes are decides, not what the name says."""
    refuse_size(len(content))
    _refuse_by_first_bytes(content)
    if content.startswith(b"PK"):
        from .workbook import (
            sheets_of,
        )  # whoever reads the first workbook waits for its library, and no start

        sheets, hidden = sheets_of(content)
        if not sheets:
            raise _empty()
        return Book(name, sheets, hidden=hidden)
    text, encoding = decode(content)
    if not text.strip("\ufeff \t\r\n,;"):
        raise _empty()
    rows, delimiter = rows_of(text)
    while rows and not rows[-1].filled:
        rows.pop()
    return Book(name, [Sheet(None, rows)], encoding, delimiter)


def refuse_size(size: int) -> None:
    """Say no to a file before it is read into memory; asked by the page and the command, too."""
    if size > MAX_BYTES:
        raise CannotRead(
            "too_large",
            _(
                "This file is %(size)s MB. The most we read at once is %(most)s MB; split it and bring the parts one by one."
            )
            % {"size": size // (1024 * 1024), "most": MAX_BYTES // (1024 * 1024)},
        )


def _refuse_by_first_bytes(content: bytes) -> None:
    if not content.strip():
        raise _empty()
    if content.startswith(PICTURES):
        raise CannotRead(
            "picture",
            _(
                "This file is a picture, whatever its name says. We need the spreadsheet itself, as CSV or .xlsx."
            ),
        )
    if content.startswith(b"%PDF"):
        raise CannotRead(
            "pdf",
            _("This file is a PDF, whatever its name says. We need the spreadsheet itself, as CSV or .xlsx."),
        )
    if content.startswith(OLD_OFFICE):
        _refuse_old_office(content)
    if content.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html", b"<table")):
        raise CannotRead(
            "web_page",
            _("This file is a web page, whatever its name says. Save it as CSV or .xlsx and try again."),
        )


def _refuse_old_office(content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise CannotRead(
            "password",
            _("This workbook is protected by a password. Save a copy without the password and try again."),
        )
    raise CannotRead(
        "old_excel",
        _("This is a workbook in the old Excel format (.xls). Open it, save it as .xlsx and try again."),
    )


def _empty() -> CannotRead:
    return CannotRead("empty", _("This file is empty."))
