"""Which cells repeat what a partner said. They must never reach a man's file, so only the row number leaves here.

A false alarm costs a director one look at the paper; a miss may cost a woman her safety. When in doubt, yes.
"""

import re

from .book import Cell, text_of
from .words import plain

WOMAN = (
    r"(?:she|(?:(?:his|the|hubby'?s)\s+)?(?:(?:ex|estranged)[- ]?)?(?:wife|partner|spouse|girlfriend|gf|missus|fiancee|"
    r"ex|mother of (?:his|the) (?:kids|child|children)|victim|survivor|conjointe|femme|copine)|\bp\b|\bw\b|elle|"
    r"(?:boy|girl)friend|bf|husband)"
)
TELLING = (
    r"(?:say|says|said|saying|tells|told|telling|rang|rings|phoned|called|calls|texted|emailed|e-mailed|wrote|writes|"
    r"reports|reported|states|stated|stating|discloses|disclosed|mentions|mentioned|describes|described|alleges|alleged|"
    r"claims|claimed|asks|asked|begs|begged|wants|fears|feels|thinks|believes|worries|worried|confides|confided|confirms|"
    r"confirmed|complains|complained|explains|explained|adds|added|is (?:very |so |still )?(?:afraid|scared|frightened|worried|"
    r"leaving|hiding)|has (?:left|moved|told|said|asked|been)|was (?:hit|hurt|pushed|afraid|scared)|does ?n[o']t want|dit|a dit|raconte|"
    r"demande|keeps|hides|left him|sleeps|packed)"
)
SPOKEN = re.compile(
    "|".join(
        [
            rf"\b{WOMAN}\b[^.;\n]{{0,25}}?\b{TELLING}\b",
            rf"^\s*(?:from |per |via )?{WOMAN}\s*(?:\([^)]*\)\s*)?[:–-]",
            rf"\n\s*(?:from |per |via )?{WOMAN}\s*(?:\([^)]*\)\s*)?[:–-]",
            rf"\b(?:from|per|via|according to|info from|call from|message from|word from|spoke (?:to|with)|told by|said by)\s+(?:her\b|{WOMAN}\b)",
            r"\bher (?:own )?(?:words?|account|statement|version|side|message|call|fear|fears)\b",
            r"\bin(?:to)? (?:strict )?confidence\b|\bconfidential(?:ly)?\b|\bconfidentiel",
            (
                r"\b(?:not|never) to be (?:told|shared|disclosed)\b|\b(?:do|must|should|can) ?n[o']t (?:tell|share|disclose|mention|let) "
                r"|\bdon'?t (?:tell|share|mention|let)\b|\bmust ?n[o']t (?:know|find out|hear)\b|\b(?:he|him) (?:does ?n[o']t|must not|is not to) know\b"
            ),
            r"\bne pas (?:lui )?dire\b",
        ]
    )
)
SOMEBODY = re.compile(
    r"\b(?:her|hers|wife'?s?|partner'?s?|girlfriend'?s?|gf'?s?|spouse'?s?|ex|missus|mum'?s?|mom'?s?|mother'?s?|dad'?s?|father'?s?|"
    r"sister'?s?|brother'?s?|friend'?s?|son'?s?|daughter'?s?|work|boss|employer|lawyer|solicitor)\b"
)


def partner_said(cell: Cell) -> bool:
    """Whether a free-text cell repeats, or may repeat, what a partner said."""
    text = text_of(cell)
    if not text:
        return False
    return SPOKEN.search("\n".join(plain(line) for line in text.splitlines())) is not None


def belongs_to_another(cell: Cell) -> bool:
    """Whether a number or address is marked as somebody else's: hers, his mother's, his work's."""
    return SOMEBODY.search(plain(text_of(cell))) is not None


def quoted(cell: Cell) -> str:
    """A cell as a message may repeat it: short, and not at all when it may hold a partner's words."""
    text = " ".join(text_of(cell).split())
    if partner_said(cell):
        return "…"
    return text if len(text) <= 40 else text[:39] + "…"
