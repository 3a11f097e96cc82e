"""Telephone numbers and addresses of his, and of nobody else."""

import re

import phonenumbers

from .book import Cell, Uncomputed
from .partner_words import belongs_to_another
from .words import filled_text, plain

NUMBER = re.compile(r"\+?\(?\d[\d\s().-]{3,}\d")
ROUNDED = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)  # 7.7E+09: the spreadsheet lost the digits
KIND_OF_PHONE = re.compile(r"\b(?:m|mob|mobile|cell|cel|tel|telephone|phone|ph|h|hm|home|his|no|number)\b\.?")
# It begins where a word begins: else each letter of an endless word would be tried as its first.
ADDRESS = re.compile(r"(?<![^@\s,;<>\"])[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")


class NotHis(ValueError):
    """The cell says whose number it is, and it is somebody else's."""


class NotReadable(ValueError):
    """There is something in the cell, and we cannot tell what."""


def read_phone(cell: Cell, region: str) -> str:
    """The first number of a cell in international form where its country can be told, else its digits."""
    if isinstance(cell, Uncomputed):
        raise NotReadable
    text = filled_text(cell)
    if not text:
        return ""
    if belongs_to_another(text):
        raise NotHis
    found = NUMBER.search(re.split(r"\s*(?:/|;|,|\bor\b|&)\s*", _unrounded(text))[0])
    text = found[0] if found else ""
    digits = re.sub(r"\D", "", text)
    if len(digits) < 5:
        raise NotReadable
    if digits.startswith("00") and not text.startswith("+"):
        text = "+" + digits[2:]
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return digits
    if not phonenumbers.is_possible_number(number):
        return digits
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _unrounded(text: str) -> str:
    if ROUNDED.fullmatch(text):
        raise NotReadable
    return re.sub(r"(?<=\d)[.,]0$", "", text)  # a number that went through a column of figures


def holds_more(cell: Cell) -> bool:
    """Whether words, or a second number or address, stand beside the one that is kept."""
    text = filled_text(cell)
    rest = plain((ADDRESS if "@" in text else NUMBER).sub(" ", text, count=1))
    return bool(re.search(r"[a-z]|\d{2}", KIND_OF_PHONE.sub(" ", rest)))


def phone_key(phone: str) -> str:
    """What two ways of writing one number have in common: its last nine digits."""
    return re.sub(r"\D", "", phone)[-9:]


def read_email(cell: Cell) -> str:
    if isinstance(cell, Uncomputed):
        raise NotReadable
    text = filled_text(cell)
    if not text:
        return ""
    match = ADDRESS.search(text)
    if match is None:
        raise NotReadable
    if belongs_to_another(text.replace(match[0], " ")):
        raise NotHis
    return match[0].lower()
