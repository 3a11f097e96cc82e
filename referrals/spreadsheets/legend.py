"""What the letters in a register mean: its own legend where it has one, ours where it has none."""

import re
from collections.abc import Iterable

from .book import Row, text_of
from .codes import read_outcome
from .words import plain

OURS = {
    "p": "present", "l": "late", "le": "left_early", "r": "remote", "z": "remote", "mu": "make_up", "sh": "sent_home",
    "ax": "excused", "ae": "excused", "a": "unexcused", "ol": "on_leave", "c": "cancelled",
}  # fmt: skip
NOT_IN_GROUP = "not_in_group"
LONGEST_MARK = 3

# Read from the top: "not there but rang first (excused)" is excused, "there but late" is late, and only then there or not.
MEANINGS = (
    (NOT_IN_GROUP, r"\bnot (?:yet )?(?:in|on|part of|a member|enrolled|started|joined|registered|due)\b|\bpas dans le groupe\b|\bn/?a\b"),
    ("cancelled", r"\bcancel\w*|\bno (?:group|session|class|meeting)\b|\bdid not (?:run|meet)\b|\bbank holiday\b|\bannul\w*"),
    ("make_up", r"\bma[dk]e ?-?up\b|\bmade it up\b|\bcatch ?-?up\b|\bcaught up\b|\brattrap\w*"),
    ("unexcused", r"\bun-?excused\b|\bno (?:word|apolog\w+|call|contact|excuse|reason|notice)\b|\bwithout (?:word|apolog\w+|notice|reason|excuse|telling)\b|\bno ?-?show\b|\bnon (?:excus|motiv)\w+|\bsans (?:motif|avis|prevenir|nouvelles)\b|\bunauthori[sz]ed\b"),
    ("excused", r"\bexcus\w*|\bapolog\w*|\brang\b|\bphoned\b|\bcalled\b|\btold us\b|\bwith (?:notice|reason)\b|\bnotified\b|\bauthori[sz]ed\b|\bsick\b|\bill\b|\billness\b|\bprevenu\b|\bmotive\w*"),
    ("sent_home", r"\bsent (?:home|away)\b|\bturned away\b|\basked to leave\b|\bnot admitted\b|\brenvoye\w*"),
    ("left_early", r"\bleft\b.*\bearly\b|\bleft before\b|\bwent early\b|\bearly (?:leaver|exit)\b|\bparti (?:plus )?(?:tot|avant)\b|\bleft early\b"),
    ("late", r"\blate\b|\bretard\b"),
    ("remote", r"\bzoom\b|\bonline\b|\bremote\w*|\bvideo\b|\bby phone\b|\bteams\b|\bvirtual\w*|\ba distance\b|\ben ligne\b|\bvisio\w*"),
    ("on_leave", r"\bleave\b|\bon hold\b|\bsuspended\b|\bpaused?\b|\bholidays?\b|\bconge\b"),
    ("unexcused", r"\babsent\b|\bnot (?:there|here|present)\b|\bdid(?: not|n't) (?:come|attend|show)\b|\bdna\b|\bmiss(?:ed|ing)\b|\baway\b"),
    ("present", r"\bpresent\b|\bthere\b|\bhere\b|\battended\b|\bcame\b|\bin attendance\b|\bin person\b"),
)  # fmt: skip
TITLE = re.compile(r"^\s*(?:key|legend|codes?|marks?|legende|cle)\s*[:=–-]?\s*$", re.IGNORECASE)
TITLE_BEFORE = re.compile(
    r"^\s*(?:key|legend|codes?|marks?|l[ée]gende|cl[ée])\s*(?:to marks)?\s*[:–-]\s*", re.IGNORECASE
)
# A mark is at most four letters, and stands where a list of them begins or goes on.
MARK = r"(?:^|(?<=[,;|/(\s]))([^\s=,;:|()]{1,4})"
PAIR = re.compile(rf"{MARK}\s*=\s*")
LISTED = (re.compile(rf"{MARK}\s*:\s+"), re.compile(rf"{MARK}(?:\s[–-]\s|–|-(?=\s))\s*"))
PIECE = re.compile(r"([^\s=:]{1,4})\s+(\S.*)")


def meaning(description: str) -> str | None:
    """The outcome a legend's words describe; None where they describe none we know."""
    text = plain(description).replace("’", "'")
    for outcome, phrase in MEANINGS:
        if re.search(phrase, text):
            return outcome
    return None


def is_title(text: str) -> bool:
    return TITLE.match(plain(text)) is not None


def legend_in(rows: Iterable[Row], *, below_title: bool = False) -> tuple[dict[str, str], set[int]]:
    """Every mark explained outside the table, and the numbers of the rows that explain them."""
    legend: dict[str, str] = {}
    where: set[int] = set()
    for row in rows:
        texts = [text_of(row.cell(at)) for at in row.filled]
        below_title = below_title or any(is_title(text) or TITLE_BEFORE.match(text) for text in texts)
        pairs = [pair for text in texts for pair in _pairs(TITLE_BEFORE.sub("", text))]
        if not pairs and below_title:
            pairs = _beside(texts) or [pair for text in texts for pair in _pieces(TITLE_BEFORE.sub("", text))]
        for mark, description in pairs:
            if outcome := meaning(description):
                legend.setdefault(mark.casefold(), outcome)
                where.add(row.number)
        if pairs or any(is_title(text) for text in texts):
            where.add(row.number)
    return legend, where


def _pairs(text: str) -> list[tuple[str, str]]:
    """ "J = there, JL = there but late": the marks stand where a new one is followed by an equals sign."""
    if starts := list(PAIR.finditer(text)):
        return _between(text, starts)
    for pattern in LISTED:
        pairs = _between(text, list(pattern.finditer(text)))
        if (
            pairs
            and text.strip().startswith(pairs[0][0])
            and all(meaning(description) for _mark, description in pairs)
        ):
            return pairs
    return []


def _between(text: str, starts: list[re.Match]) -> list[tuple[str, str]]:
    if not starts:
        return []
    ends = [match.start() for match in starts[1:]] + [len(text)]
    return [
        (match[1], text[match.end() : end].strip(" ,;|\n/()"))
        for match, end in zip(starts, ends, strict=True)
    ]


def _pieces(text: str) -> list[tuple[str, str]]:
    """ "P present, L late": under a title, where every piece is a mark and what it means."""
    pieces = [PIECE.fullmatch(piece.strip()) for piece in re.split(r"[,;/|\n]", text) if piece.strip()]
    pairs = [(piece[1], piece[2]) for piece in pieces if piece and meaning(piece[2])]
    return pairs if len(pairs) == len(pieces) > 1 else []


def _beside(texts: list[str]) -> list[tuple[str, str]]:
    """Under a title, a mark in one cell and its meaning in the next."""
    texts = [text for text in texts if not is_title(text)]
    pairs = list(zip(texts[0::2], texts[1::2], strict=False))
    return [(mark, text) for mark, text in pairs if len(mark) <= 4 and meaning(text)]


def read_mark(text: str, legend: dict[str, str]) -> str | None:
    """The outcome of a mark, without regard to case and outer blanks; None for a mark nobody explained."""
    mark = " ".join(text.split()).casefold()
    if mark in legend:
        return legend[mark]
    return whole_word(mark) or (NOT_IN_GROUP if mark in ("-", "–", "—") else None)


def whole_word(text: str) -> str | None:
    """An outcome written out, which needs no legend."""
    return read_outcome(text) if len(text) > LONGEST_MARK and "=" not in text else None
