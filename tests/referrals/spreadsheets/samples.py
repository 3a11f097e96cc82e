"""The sample files and what a careful reader finds in them."""

import json
from datetime import date
from pathlib import Path

from referrals.spreadsheets.lists import read_list
from referrals.spreadsheets.mapping import Mapping
from referrals.spreadsheets.reading import read_book
from referrals.spreadsheets.register import read_register

SAMPLES = Path(__file__).parents[2] / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text())["files"]
TODAY = date(2026, 3, 12)


def content(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def read(
    name: str,
    kind: str,
    *,
    raw: bytes | None = None,
    on: date = TODAY,
    mapping: Mapping | None = None,
    day_order: str = "D/M/Y",
):
    book = read_book(name, content(name) if raw is None else raw)
    mapping = mapping or Mapping()
    if kind == "register":
        return read_register(book, on=on, day_order=day_order, mapping=mapping)
    return read_list(book, kind, on=on, region="GB", day_order=day_order, mapping=mapping)


def within(number: int, expected: int | list[int]) -> bool:
    least, most = expected if isinstance(expected, list) else (expected, expected)
    return least <= number <= most
