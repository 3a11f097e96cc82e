"""Me before we: who would meet a we session before he has done the me part. Counts of facts; blames nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

ME, WE = "me", "we"
Key = tuple[str, str]


@dataclass(frozen=True)
class Lesson:
    """What one session is about: a plan of a part, or the part itself where it has none. Known by its name, since an
    edition that follows another says the same things in new rows."""

    part: str
    name: str
    stage: str
    for_everybody: bool = False
    plan: str = field(default="", compare=False)

    @property
    def key(self) -> Key:
        return (self.part, self.name)

    @property
    def waits(self) -> bool:
        """Only with others, and not for safety: that comes first, whatever he has done."""
        return self.stage == WE and not self.for_everybody


@dataclass(frozen=True)
class Meeting:
    """A session ahead. Without a lesson it has a topic of its own, and waits for nothing."""

    on: date
    starts_at: datetime
    lesson: Lesson | None = None
    number: int | None = None


@dataclass(frozen=True)
class Early:
    """The first we session he would meet too early, and how far he would be by then if he came to all before it."""

    meeting: Meeting
    came: int
    needed: int


def me_keys(lessons: Iterable[Lesson | None]) -> set[Key]:
    return {lesson.key for lesson in lessons if lesson and lesson.stage == ME}


def needed_of(lessons: Iterable[Lesson], *, me_first: int | None) -> int:
    """So many me sessions come first: all of the edition, or the number it names, and never more than there are."""
    there_are = len(me_keys(lessons))
    return there_are if me_first is None else min(me_first, there_are)


def lacking(lessons: Iterable[Lesson], *, came: Collection[Key]) -> list[Lesson]:
    """The me sessions he has not come to, in order."""
    return [lesson for lesson in lessons if lesson.stage == ME and lesson.key not in came]


def too_early(ahead: Iterable[Meeting], *, came: Collection[Key], needed: int) -> Early | None:
    """The first we session before he has come to the me sessions needed, if he comes to every session ahead."""
    done = set(came)
    for meeting in ahead:
        if meeting.lesson is None:
            continue
        if meeting.lesson.waits and len(done) < needed:
            return Early(meeting, len(done), needed)
        done |= me_keys([meeting.lesson])
    return None


def brings_there(ahead: Sequence[Meeting], *, came: Collection[Key], needed: int) -> bool:
    """Does coming to all of these bring him through the me sessions needed, with no we session before?"""
    done = set(came) | me_keys(meeting.lesson for meeting in ahead)
    return len(done) >= needed and too_early(ahead, came=came, needed=needed) is None


def good_start(ahead: Sequence[Meeting], *, came: Collection[Key], needed: int) -> Meeting | None:
    """The first session from which on he would meet nothing too early; None when too little is planned to know."""
    for place, meeting in enumerate(ahead):
        if brings_there(ahead[place:], came=came, needed=needed):
            return meeting
    return None
