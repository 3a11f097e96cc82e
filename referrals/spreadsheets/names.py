"""Names as people type them: in one cell or two, in capitals, last name first."""

import re

from .book import Cell
from .words import filled_text, fold

PARTICLES = frozenset(
    "al bin binti da de del della der di do dos du el ibn la le mac mc st saint te ten ter van von den vander".split()
)


def split_name(cell: Cell) -> tuple[str, str]:
    """First and last name out of one cell: "Last, First", "First Last", or a single name (kept as the last)."""
    text = filled_text(cell)
    if "," in text:
        last, first = (part.strip() for part in text.split(",", 1))
        return tidy(first), tidy(last)
    parts = text.split()
    if len(parts) < 2:
        return "", tidy(text)
    start = len(parts) - 1
    while start > 1 and fold(parts[start - 1]) in PARTICLES:
        start -= 1
    return tidy(" ".join(parts[:start])), tidy(" ".join(parts[start:]))


def tidy(text: str) -> str:
    """A name typed all in capitals or all in small letters, written as names are; any other is left alone."""
    text = " ".join(text.split())
    if not text or (text != text.upper() and text != text.lower()):
        return text
    tidied = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), text)
    tidied = re.sub(r"(?<=\bMc)[a-z]", lambda match: match[0].upper(), tidied)
    tidied = re.sub(r"(?<=\w['’])S\b", "s", tidied)
    return tidied


def name_key(first: str, last: str) -> str:
    """The letters of the whole name, however it was split."""
    return fold(f"{first} {last}")


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two keys differ by one letter left out, added or mistyped."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 5:
        return False
    if len(one) > len(other):
        one, other = other, one
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at:] == other[at + 1 :] or one[at + 1 :] == other[at + 1 :]
