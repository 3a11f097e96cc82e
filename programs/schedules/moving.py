"""Moving sessions: one alone is its own affair; with those after it, order is kept and nothing overlaps."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from programs.schedules.recurrence import Recurrence, meets


@dataclass(frozen=True)
class Slot:
    """One session to come, by what names it, on its day."""

    key: object
    on: date


def shifted(slots: Sequence[Slot], *, days: int, skipped: Container[date] = ()) -> list[Slot]:
    """All of them by as many days; one that lands on a skipped day or on the one before moves on a day at a time."""
    moved: list[Slot] = []
    for slot in sorted(slots, key=lambda each: each.on):
        day = slot.on + timedelta(days=days)
        while day in skipped or (moved and day <= moved[-1].on):
            day += timedelta(days=1)
        moved.append(Slot(slot.key, day))
    return moved


def cascaded(
    slots: Sequence[Slot], *, to: date, rule: Recurrence, skipped: Container[date] = ()
) -> list[Slot]:
    """The first to this day, each of those after it to the rule's next day that is not skipped.

    Their order stays, no two share a day, and none that need not move is moved. Raises ValueError when the rule
    has no day left.
    """
    moved: list[Slot] = []
    for slot in sorted(slots, key=lambda each: each.on):
        if not moved:
            moved.append(Slot(slot.key, to))
            continue
        before = moved[-1].on
        if slot.on > before and slot.on not in skipped:
            moved.append(slot)
            continue
        day = meets(rule, after=before, skipped=skipped)
        if day is None:
            raise ValueError("The rule has no day left.")
        moved.append(Slot(slot.key, day))
    return moved
