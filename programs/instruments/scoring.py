"""Adding a screen up, exactly as its authors say. A sum is a question to a person, never an answer about a man."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from programs.instruments.pack import USUAL, Instrument

POSITIVE, NEGATIVE = "positive", "negative"
Answers = Sequence[int | None]


class AnswerUnknown(ValueError):
    """`item` is the number of the question, 0 for the form as a whole."""

    def __init__(self, item: int) -> None:
        super().__init__(f"item {item}")
        self.item = item


@dataclass(frozen=True)
class Outcome:
    """What a form says. With a gap there is no total, no band and no reading; a safety prompt stands all the same."""

    total: int | None
    band: str
    missing: tuple[int, ...]
    asks_safety: bool
    leads_to: str
    all_from_one: int


def outcome(
    instrument: Instrument, answers: Answers, *, bands: str = USUAL, read_out: bool = True, whom: str = "men"
) -> Outcome:
    """Read a form. Raises AnswerUnknown for an answer that the form does not offer."""
    answers = _checked(instrument, answers)
    counted = _with_skips(instrument, answers) if read_out else list(answers)
    missing = tuple(
        item.number for item, points in zip(instrument.items, counted, strict=True) if points is None
    )
    total = None if missing else sum(points for points in counted if points is not None)
    positive = total is not None and total >= instrument.positive_from.get(whom, instrument.highest + 1)
    alone = instrument.alone_item
    return Outcome(
        total=total,
        band=_band(instrument, total, bands=bands, positive=positive),
        missing=missing,
        asks_safety=_asks_safety(instrument, answers),
        leads_to=instrument.leads_to if positive else "",
        all_from_one=alone if positive and alone and counted[alone - 1] == total else 0,
    )


def _checked(instrument: Instrument, answers: Answers) -> list[int | None]:
    if len(answers) != len(instrument.items):
        raise AnswerUnknown(0)
    for item, points in zip(instrument.items, answers, strict=True):
        if points is not None and (isinstance(points, bool) or points not in item.points):
            raise AnswerUnknown(item.number)
    return list(answers)


def _with_skips(instrument: Instrument, answers: Answers) -> list[int | None]:
    counted = list(answers)
    for after, left_out in instrument.skips:
        lowest = min(instrument.items[after - 1].points)
        if counted[left_out - 1] is None and counted[after - 1] == lowest:
            counted[left_out - 1] = min(instrument.items[left_out - 1].points)
    return counted


def _band(instrument: Instrument, total: int | None, *, bands: str, positive: bool) -> str:
    if total is None:
        return ""
    steps = instrument.bands.get(bands) or instrument.bands.get(USUAL)
    if not steps:
        return POSITIVE if positive else NEGATIVE
    return max((start, band) for start, band in steps if total >= start)[1]


def _asks_safety(instrument: Instrument, answers: Answers) -> bool:
    if not instrument.safety_item:
        return False
    item = instrument.items[instrument.safety_item - 1]
    points = answers[item.number - 1]
    return points is not None and points > min(item.points)
