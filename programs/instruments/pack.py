"""One screen in one language, read from its file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKS = Path(__file__).parent / "packs"
ENGLISH = "en"
USUAL = "usual"
# As they are offered: mood and alcohol first, the others to choose.
ORDER = ("phq2", "phq9", "audit_c", "gad7", "k10")


class UnknownInstrument(ValueError):
    """There is no such screen among those that ship."""


@dataclass(frozen=True)
class Item:
    """A question word for word, and what each answer counts."""

    number: int
    says: str
    choices: tuple[tuple[int, str], ...]

    @property
    def points(self) -> frozenset[int]:
        return frozenset(points for points, _words in self.choices)


@dataclass(frozen=True)
class Instrument:
    """A screen: its questions, and how their sum is read.

    `bands` are sets to choose from, each a list of (from, code). `safety_item` opens a safety prompt by any answer above
    its lowest. `alone_item` is told when it gave every point of a positive sum. `skips` are (after, item): read out, the
    item is left out after the lowest answer, and counts as the lowest.
    """

    code: str
    version: str
    language: str
    name: str
    about: str
    license: str
    attribution: str
    source: str
    opening: str
    items: tuple[Item, ...]
    bands: Mapping[str, tuple[tuple[int, str], ...]]
    positive_from: Mapping[str, int]
    leads_to: str = ""
    safety_item: int = 0
    alone_item: int = 0
    skips: tuple[tuple[int, int], ...] = ()

    @property
    def lowest(self) -> int:
        return sum(min(item.points) for item in self.items)

    @property
    def highest(self) -> int:
        return sum(max(item.points) for item in self.items)


@cache
def instrument(code: str, language: str = ENGLISH) -> Instrument:
    """The screen in this language, else in English: `language` of the answer says which. Raises UnknownInstrument."""
    if code not in ORDER:
        raise UnknownInstrument(code)
    spoken = f"{code}.{language}.json"
    there = {path.name: path for path in PACKS.glob(f"{code}.*.json")}
    return _read(there.get(spoken) or there[f"{code}.{ENGLISH}.json"])


def _read(path: Path) -> Instrument:
    said = json.loads(path.read_text("utf-8"))
    shared = said.pop("choices", ())
    items = tuple(
        Item(number, item["says"], tuple((points, words) for points, words in item.get("choices", shared)))
        for number, item in enumerate(said.pop("items"), 1)
    )
    bands = {
        name: tuple((start, band) for start, band in steps) for name, steps in said.pop("bands", {}).items()
    }
    skips = tuple((after, item) for after, item in said.pop("skips", ()))
    return Instrument(
        items=items, bands=bands, skips=skips, positive_from=said.pop("positive_from", {}), **said
    )
