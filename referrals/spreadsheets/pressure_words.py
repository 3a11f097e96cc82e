"""What moved him to come: his own choice, an ultimatum, advice or an order."""

import re

from .book import Cell
from .partner_words import partner_said
from .words import filled_text, fold, plain

PRESSURES = ("own_choice", "ultimatum", "advised", "ordered")

SPELT = {
    "own_choice": "ownchoice own self selfmotivated voluntary voluntarily volunteer ownidea himself choice volontaire willing",
    "ultimatum": "ultimatum lastchance partnerultimatum threatenedtoleave",
    "advised": "advised advice recommended recommendation suggested suggestion encouraged legaladvice conseille",
    "ordered": "ordered order courtorder courtordered mandated mandatory compulsory required courtmandated obligatory condition probationcondition ordonne",
}
SPELLING = {word: pressure for pressure, listed in SPELT.items() for word in listed.split()}

TOLD_IN_WORDS = (
    (
        "ultimatum",
        r"\blast chance\b|\bultimatum\b|\bor (?:move|get|moves|be) out\b|\bor (?:she|they) (?:leaves?|goes|will leave)\b|\bor else\b|\bbefore she leaves\b|\bthreaten\w* to leave\b",
    ),
    (
        "own_choice",
        r"\b(?:his )?own idea\b|\b(?:by|for) himself\b|\bown (?:choice|accord|decision|initiative)\b|\bvoluntar\w+\b|\bwants to (?:be|change|stop|learn|become)\b",
    ),
    (
        "ordered",
        r"\b(?:court |was |is )?ordered\b|\bmandated\b|\bcondition of (?:bail|probation|the order|his order)\b",
    ),
    ("advised", r"\badvi[sc]ed?\b|\brecommended\b|\bsuggested\b|\bencouraged\b"),
)
BY_SOURCE = {
    "self": "own_choice",
    "court": "ordered",
    "partner": "advised",
    "legal_counsel": "advised",
    "other": "advised",
}


def read_pressure(cell: Cell) -> str | None:
    """The code of a pressure cell, "" for an empty one, None where it cannot be told."""
    text = filled_text(cell)
    return SPELLING.get(fold(text)) if text else ""


def read_order(cell: Cell) -> bool | None:
    """Whether an "Order?" cell says that there is one; None when it says neither, or not yet."""
    text = plain(filled_text(cell))
    if re.match(r"(?:y|yes|oui|true|1|x|ordered|order|attached|on file)\b", text):
        return True
    return False if re.match(r"(?:n|no|non|false|0|none)\b", text) else None


def infer_pressure(*, source: str, order: Cell, told: Cell) -> tuple[str, bool]:
    """What the rest of the row says about it, and whether that is a guess."""
    ordered = read_order(order)
    if ordered:
        return "ordered", False
    if not partner_said(told):
        for pressure, phrase in TOLD_IN_WORDS:
            if re.search(phrase, plain(filled_text(told))) and not (
                pressure == "ordered" and ordered is False
            ):
                return pressure, True
    pressure = BY_SOURCE[source]
    return ("advised" if pressure == "ordered" and ordered is False else pressure), True
