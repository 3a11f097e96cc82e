"""Bytes to text: UTF-8, UTF-16 and Windows-1252, and a guess only where none of them fits."""

import codecs

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from .errors import CannotRead

MOST_STRAYS = 50


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding."""
    if content.startswith(codecs.BOM_UTF8):
        return _strictly(content, "utf-8-sig"), "UTF-8 with BOM"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(content, "utf-16"), "UTF-16"
    if b"\0" in content[:4096]:
        return _utf16_without_mark(content), "UTF-16"
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _mixed(content) or _eight_bit(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text() from None


def _utf16_without_mark(content: bytes) -> str:
    """Text in two-byte letters has its zero bytes all on one side; anything else with zero bytes is no text."""
    sample = content[: len(content[:4096]) // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 4 or min(even, odd) > len(sample) // 20:
        raise _not_text()
    return _strictly(content, "utf-16-le" if odd > even else "utf-16-be")


def _mixed(content: bytes) -> tuple[str, str] | None:
    """Two lists in one file: nearly every letter is UTF-8, and a few come from an older one in Windows-1252."""
    pieces: list[str] = []
    strays = 0
    while strays <= MOST_STRAYS:
        try:
            text = "".join([*pieces, content.decode("utf-8")])
        except UnicodeDecodeError as error:
            pieces.append(content[: error.start].decode("utf-8"))
            pieces.append(content[error.start : error.start + 1].decode("cp1252", "replace"))
            content = content[error.start + 1 :]
            strays += 1
        else:
            accented = sum(1 for letter in text if not letter.isascii())
            return (text, "UTF-8 and Windows-1252") if accented > 3 * strays else None
    return None


def _eight_bit(content: bytes) -> tuple[str, str]:
    """Windows-1252 unless a byte has no meaning there; then the library's best match."""
    try:
        return content.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        best = from_bytes(content).best()
        if best is None or best.percent_chaos > 20:
            raise _not_text() from None
        return str(best), best.encoding.replace("_", "-")


def _not_text() -> CannotRead:
    return CannotRead(
        "not_text",
        _(
            "This file does not hold text we can read. Save it as CSV (UTF-8) or as an Excel workbook (.xlsx) and try again."
        ),
    )
