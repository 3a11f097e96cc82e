"""How words are compared: without case, accents, outer blanks or the shape of an apostrophe."""

import re
import unicodedata

from .book import Cell, text_of

# Letters that no decomposition takes apart.
PLAIN = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h", "ŧ": "t"}
)
ACCENTS = re.compile("[\u0300-\u036f]")
NO_LETTERS = re.compile("[^a-z0-9]+")
APOSTROPHES = re.compile("[’‘ʼʻ`´′＇]")

EMPTY_WORDS = frozenset(
    "? unknown none nil na nk tbc tba unk - – — . … x xx xxx nophone noemail nomobile nonumber notknown notgiven "
    "notprovided notstated noph inconnu aucun nodob".split()
)


LONGEST_EMPTY = 24


def plain(text: str) -> str:
    """Lower case without accents, one kind of apostrophe, single blanks."""
    if text.isascii():  # nothing to take apart, and a file has many cells
        return " ".join(text.lower().replace("`", "'").split())
    text = APOSTROPHES.sub("'", unicodedata.normalize("NFKD", text.casefold()))
    return " ".join(ACCENTS.sub("", text).translate(PLAIN).split())


def fold(text: str) -> str:
    """Only the letters and digits of a text: what is left to compare when the typing differs."""
    if text.isascii():
        return NO_LETTERS.sub("", text.lower())
    return "".join(letter for letter in plain(text) if letter.isalnum())


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", plain(text).replace("'", ""))


def is_empty(cell: Cell) -> bool:
    """Nothing, or one of the words people type for nothing."""
    text = text_of(cell)
    if len(text) > LONGEST_EMPTY:
        return False
    return not any(letter.isalnum() for letter in text) or fold(text) in EMPTY_WORDS


def filled_text(cell: Cell) -> str:
    """The text of a cell, empty where it says that there is none."""
    return "" if is_empty(cell) else " ".join(text_of(cell).split())
