"""The other codes: crisis, outcome, exit reason, who ended it."""

import re
from functools import cache

from .book import Cell
from .words import filled_text, fold, plain

CRISES = ("none", "separation", "ultimatum", "charge", "order", "child_contact", "self_harm", "other")
OUTCOMES = (
    "present",
    "late",
    "left_early",
    "remote",
    "make_up",
    "sent_home",
    "excused",
    "unexcused",
    "on_leave",
    "cancelled",
)
CAME = frozenset(OUTCOMES[:6])
NOT_OFFERED = frozenset(("on_leave", "cancelled"))
EXIT_REASONS = (
    "completed",
    "mandate_completed", "transferred", "referred_elsewhere", "moved", "custody", "illness", "died", "order_ended",
    "program_closed", "administrative",
    "attendance", "non_participation", "new_violence", "rule_breach", "intoxication", "non_payment", "unsuitable",
    "program_decision", "withdrew", "lost_contact",
)  # fmt: skip
ENDED_BY = ("man", "program", "court", "circumstance")

OUTCOME_SPELLINGS = {
    "here": "present", "attended": "present", "came": "present", "there": "present",
    "online": "remote", "zoom": "remote", "video": "remote", "makeup": "make_up", "madeup": "make_up",
    "toldus": "excused", "apologies": "excused", "apology": "excused",
    "noword": "unexcused", "dna": "unexcused", "noshow": "unexcused",
    "leave": "on_leave", "canceled": "cancelled", "nogroup": "cancelled", "turnedaway": "sent_home",
}  # fmt: skip
ENDED_BY_SPELLINGS = {
    "programme": "program",
    "service": "program",
    "us": "program",
    "client": "man",
    "himself": "man",
    "him": "man",
    "he": "man",
    "participant": "man",
    "circumstances": "circumstance",
}
CRISIS_WORDS = (
    ("self_harm", r"\bself.?harm\w*|\bsuicid\w*"),
    ("child_contact", r"\b(?:child|children|kids|contact|custody|access|cafcass|cps)\b"),
    ("ultimatum", r"\bultimatum|\blast chance\b|\bmove out\b"),
    ("separation", r"\bseparat\w+|\bdivorc\w+|\bsplit\b|\bleft him\b|\bbreak.?up\b|\bmoved out\b"),
    ("order", r"\border\b|\binjunction\b|\bnon.?molestation\b|\brestrain\w+"),
    ("charge", r"\bcharged?\b|\barrest\w*|\bpolice\b|\bhearing\b|\bcourt\b|\bbail\b"),
)


def read_code(cell: Cell, codes: tuple[str, ...], spellings: dict[str, str] | None = None) -> str | None:
    """The code whose letters a cell has; "" for an empty cell, None for a word that is no code."""
    text = filled_text(cell)
    if not text:
        return ""
    key = fold(text)
    return _by_letters(codes).get(key) or (spellings or {}).get(key)


@cache
def _by_letters(codes: tuple[str, ...]) -> dict[str, str]:
    return {fold(code): code for code in codes}


def read_outcome(cell: Cell) -> str | None:
    return read_code(cell, OUTCOMES, OUTCOME_SPELLINGS)


def read_ended_by(cell: Cell) -> str | None:
    return read_code(cell, ENDED_BY, ENDED_BY_SPELLINGS)


def read_exit_reason(cell: Cell) -> str | None:
    """Only our own words: whether he moved or was moved decides who is counted as having left."""
    return read_code(cell, EXIT_REASONS)


def read_crisis(cell: Cell) -> tuple[str, bool]:
    """The code of a crisis cell, and whether it is a guess from its words."""
    text = plain(filled_text(cell))
    if not text:
        return "none" if fold(str(cell or "")) == "none" else "", False
    if text in ("yes", "y", "oui"):
        return "other", False
    if text in ("no", "n", "non"):
        return "none", False
    code = read_code(cell, CRISES)
    if code:
        return code, False
    for crisis, phrase in CRISIS_WORDS:
        if re.search(phrase, text):
            return crisis, True
    return "other", True
