"""What is known of one man's place: the sessions offered to him, and what is ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Offer:
    """One session on his roster, with what was marked. `minutes` is its planned length."""

    on: date
    outcome: str | None
    minutes: int = 120
    minutes_late: int | None = None
    minutes_attended: int | None = None
    reason_accepted: bool = False
    made_up_on: date | None = None
    # Which row it is and what he told us, for whoever shows it; no rule looks at these.
    row: UUID | None = None
    reason: str = ""


@dataclass(frozen=True)
class Order:
    """What one order asks beside the rules: its own dose, from a day on, until a day. One man may have several."""

    name: str = ""
    sessions_required: int | None = None
    minutes_required: int | None = None
    credited_from: date | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Record:
    """One episode: offers in any order, the days of intake, first place and exit, and what he brought along.

    `credited_sessions` and `credited_minutes` are from a place before this one, as a person said. Of a man who was
    moved, `earlier` are the sessions of the places he was moved from: what he missed there is missed still, and
    `began_on` is his first day in the first of them.
    """

    started_on: date
    offers: tuple[Offer, ...]
    intake_on: date | None = None
    ended_on: date | None = None
    credited_sessions: int = 0
    credited_minutes: int = 0
    earlier: tuple[Offer, ...] = ()
    began_on: date | None = None
