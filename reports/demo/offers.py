"""What the demo services run. The words are our own: first work on himself, then with others."""

from __future__ import annotations

from dataclasses import dataclass

from programs.models.group import Entry
from programs.models.module import Stage
from programs.models.program import Kind

ME, WE = Stage.ME, Stage.WE


def modules(*rows: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"stage": stage, "name": name, "skills": skills} for stage, name, skills in rows]


STEADY, HOME, DADS = "Standing Steady", "Close to Home", "Dads in the Room"
PROGRAMS = {
    STEADY: {
        "kind": Kind.BEHAVIOR_CHANGE,
        "sessions_planned": 16,
        # The example that ships, whole: its session plans, hand-outs and tools.
        "teaches": "steady-ground",
    },
    HOME: {
        "kind": Kind.RELATIONSHIP_SKILLS,
        "sessions_planned": 12,
        "modules": modules(
            (ME, "Who taught me closeness", "A map of home"),
            (ME, "Words for what I feel", "Two words a day"),
            (ME, "Carrying less alone", "Asking for help once"),
            (ME, "Calm before talk", "Breathing, walking, waiting"),
            (WE, "Saying it plainly", "I see, I feel, I ask"),
            (WE, "Arguing fairly", "One subject, no history"),
            (WE, "Sharing the load", "Noticing before being told"),
            (WE, "After a bad evening", "Coming back well"),
        ),
    },
    DADS: {
        "kind": Kind.FATHERS,
        "sessions_planned": 10,
        "modules": modules(
            (ME, "The father I had", "One thing to pass on, one to stop"),
            (ME, "The father I want to be", "A small promise kept"),
            (ME, "When I lose my temper", "Stepping out safely"),
            (WE, "What children notice", "Getting down to their height"),
            (WE, "Time that is only theirs", "Fifteen minutes of play"),
            (WE, "Parenting from two homes", "A message without a barb"),
        ),
    },
}


@dataclass(frozen=True)
class Run:
    """A group as the demo runs it: `meets` is the last meeting in days before today, `weeks` how long it has run."""

    name: str
    program: str
    site: str
    run_by: tuple[str, ...]
    meets: int
    hour: float
    weeks: int
    entry: str = Entry.ROLLING
    capacity: int = 12
    minutes: int = 120
    ahead: int = 6
    unmarked: frozenset[int] = frozenset()
    half_marked: frozenset[int] = frozenset()
    cancelled: frozenset[int] = frozenset()  # sessions, counted from the first


SITES = ("Elm Street", "Mill Road", "Harbor House")
GROUPS = (
    # The counselor's own evening: tonight's session is made by `tonight.py`.
    Run(
        "Steady at Elm Street",
        STEADY,
        "Elm Street",
        ("counselor", "peer"),
        meets=7,
        hour=18.5,
        weeks=26,
        capacity=14,
        ahead=0,
    ),
    Run(
        "Home at Elm Street",
        HOME,
        "Elm Street",
        ("counselor",),
        meets=1,
        hour=10,
        weeks=26,
        half_marked=frozenset({1}),
    ),
    Run(
        "Steady at Mill Road",
        STEADY,
        "Mill Road",
        ("hanne", "joaquin"),
        meets=2,
        hour=19,
        weeks=26,
        cancelled=frozenset({7, 19}),
    ),
    Run(
        "Dads at Mill Road",
        DADS,
        "Mill Road",
        ("joaquin", "peer"),
        meets=3,
        hour=17.5,
        weeks=25,
        minutes=90,
        cancelled=frozenset({11}),
        unmarked=frozenset({3}),
    ),
    Run(
        "Home at Harbor House",
        HOME,
        "Harbor House",
        ("lewis",),
        meets=4,
        hour=10,
        weeks=11,
        entry=Entry.CLOSED,
        ahead=2,
    ),
    Run(
        "Steady at Harbor House",
        STEADY,
        "Harbor House",
        ("lewis", "hanne"),
        meets=-5,
        hour=18.5,
        weeks=0,
        entry=Entry.CLOSED,
        ahead=16,
    ),
)
SITES_SOUTH = ("Quay Street",)
GROUPS_SOUTH = (
    Run("Quay Street evenings", STEADY, "Quay Street", ("counselor",), meets=2, hour=18.5, weeks=16),
)
