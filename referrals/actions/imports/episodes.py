"""Which place of a man in a group a session belongs to, when lists arrive in any order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass
class Episode:
    """One stay in a group; `key` is the place it stands for, None for one to be made."""

    started_on: date
    ended_on: date | None = None
    key: Any = None
    days: list[date] = field(default_factory=list)  # the days this import adds to it
    moved_start: bool = False

    def covers(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)


def place(episodes: list[Episode], days: dict[date, bool]) -> list[Episode]:
    """Give each day to an episode; `days` says of each whether he came.

    Coming after an exit opens a new episode; being marked absent after one does not. A day before the first
    episode moves its start: the earlier half of a register arrived later.
    """
    episodes = sorted(episodes, key=lambda episode: episode.started_on)
    for day in sorted(days):
        episode = next((episode for episode in episodes if episode.covers(day)), None)
        if episode is None:
            episode = _opened(episodes, day, days)
        episode.days.append(day)
    return episodes


def _opened(episodes: list[Episode], day: date, days: dict[date, bool]) -> Episode:
    later = next((episode for episode in episodes if episode.started_on > day), None)
    if later is not None:
        later.started_on, later.moved_start = day, True
        return later
    came_back = any(came for other, came in days.items() if other >= day)
    if episodes and not came_back:
        return episodes[-1]
    episodes.append(Episode(day))
    return episodes[-1]
