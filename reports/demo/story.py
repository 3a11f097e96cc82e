from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from programs.models import Group, GroupSession
from services.models import Client, Service, Site, Staff


class Story:
    """Moments in the order of time. What would happen after `until` has not happened yet."""

    def __init__(self, *, until: datetime) -> None:
        self.until = until
        self._moments: list[tuple] = []
        self._order = count()

    def then(self, at: datetime, tell: Callable, *about: object) -> None:
        if at <= self.until:
            heappush(self._moments, (at, next(self._order), tell, about))

    def run(self) -> None:
        while self._moments:
            at, _order, tell, about = heappop(self._moments)
            tell(at, *about)


@dataclass
class House:
    """One demo service: who works there, what it runs, and the dice, which fall the same way on the same day."""

    service: Service
    program_itself: Staff
    today: date
    story: Story
    chance: Random
    staff: dict[str, Staff] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    groups: list[RunGroup] = field(default_factory=list)

    def moment(self, day: date, hour: float) -> datetime:
        """That hour on the service's own clock."""
        clock = time(int(hour), round(hour % 1 * 60))
        return datetime.combine(day, clock, tzinfo=ZoneInfo(self.service.zone))

    def office_hour(self, at: datetime, *, days: int) -> datetime:
        """Some time during the office's hours, so many days on; what falls on a weekend waits for Monday."""
        day = at.astimezone(ZoneInfo(self.service.zone)).date() + timedelta(days=days)
        day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
        return max(at + timedelta(minutes=20), self.moment(day, 9 + self.chance.randrange(0, 30) / 4))

    def happens(self, likely: float) -> bool:
        return self.chance.random() < likely

    def forgotten(self, at: datetime, likely: float) -> bool:
        """Is this still undone? Only of late: what is older somebody has seen to."""
        return self.happens(likely) and self.story.until - at < timedelta(days=10)

    def one_of(self, weights: dict[str, float]) -> str:
        return self.chance.choices(list(weights), list(weights.values()))[0]


@dataclass
class RunGroup:
    """A group with the people who run it and the men who come to it now."""

    group: Group
    facilitators: list[Staff]
    men: list[Man] = field(default_factory=list)
    sessions: list[GroupSession] = field(default_factory=list)
    # Days before today on which nobody marked anybody, and on which two men were left out.
    unmarked: frozenset[int] = frozenset()
    half_marked: frozenset[int] = frozenset()
    cancelled: frozenset[int] = frozenset()
    notes_owed: int = 0

    def next_day(self, day: date) -> date | None:
        """The first day after this one on which it meets, as far as it is planned."""
        return next((session.session_on for session in self.sessions if session.session_on > day), None)

    def takes_men(self, *, on: date) -> bool:
        """A closed group takes men until it begins."""
        return self.group.entry == Group.Entry.ROLLING or on < self.sessions[0].session_on


@dataclass
class Man:
    """A man of the demo, and what we made up about how he will go."""

    client: Client
    source: str
    pressure: str
    crisis: str
    stage: str = ""  # where his referral stands today; empty: it takes its course
    returning: bool = False
    referral: object = None
    enrollment: object = None
    group: RunGroup | None = None
    needs: int = 0
    offered: int = 0
    came: int = 0
    missed: int = 0  # in a row
    fading: bool = False
