"""A whole curriculum as somebody writes it down, before it is anybody's row."""

from __future__ import annotations

from dataclasses import dataclass

MINUTES = 120


@dataclass(frozen=True)
class WrittenSkill:
    name: str
    says: str = ""


@dataclass(frozen=True)
class WrittenHandout:
    """A sheet that men take home; a blank line begins a new paragraph."""

    title: str
    words: str


@dataclass(frozen=True)
class WrittenPlan:
    """One session. `skills` are names; those unknown so far come into the library."""

    name: str
    minutes: int = MINUTES
    aim: str = ""
    steps: tuple[str, ...] = ()
    handouts: tuple[WrittenHandout, ...] = ()
    skills: tuple[str, ...] = ()
    for_everybody: bool = False


@dataclass(frozen=True)
class WrittenPart:
    name: str
    stage: str = "me"
    skills: str = ""
    plans: tuple[WrittenPlan, ...] = ()


@dataclass(frozen=True)
class Written:
    """`me_first`: how many me sessions come before the first we session; None means all of them."""

    name: str = ""
    about: str = ""
    me_first: int | None = None
    skills: tuple[WrittenSkill, ...] = ()
    parts: tuple[WrittenPart, ...] = ()
