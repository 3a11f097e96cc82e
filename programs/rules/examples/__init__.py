"""Standards of several places as examples to begin with: check them before use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from programs.rules.profile import Rules
from programs.rules.reading import rules_from

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Example:
    """A standard with its source; `as_of` is when it was read; `unverified` names the fields nobody read in a text."""

    key: str
    name: str
    jurisdiction: str
    as_of: date
    effective_from: date | None
    citation: str
    unverified: tuple[str, ...]
    rules: Rules


def examples() -> Iterator[Example]:
    """All that ship, by key. Raises RulesUnreadable for a file that breaks the shape."""
    for path in sorted(HERE.glob("*.json")):
        said = json.loads(path.read_text("utf-8"))
        yield Example(
            key=said["key"],
            name=said["name"],
            jurisdiction=said["jurisdiction"],
            as_of=date.fromisoformat(said["as_of"]),
            effective_from=date.fromisoformat(said["effective_from"]) if said["effective_from"] else None,
            citation=said["citation"],
            unverified=tuple(said["unverified"]),
            rules=rules_from(said["rules"]),
        )


def example(key: str) -> Example:
    return next(each for each in examples() if each.key == key)
