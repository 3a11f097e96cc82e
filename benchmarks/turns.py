"""Three ways to do one thing, measured in turns."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles

from django.db import connection
from django.test.utils import CaptureQueriesContext

HEADING = (
    f"{'':<30}{'ours p50':>11}{'p95':>8}{'bar':>6}{'of bar':>8}{'bare view':>11}{'bare SQL':>10}"
    f"{'x view':>8}{'limit':>7}{'x SQL':>8}{'limit':>7}{'queries':>9}"
)
FRAMES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@dataclass
class Work:
    """One thing people do: our page, the same in bare Django, the same in bare SQL, and how far apart they may be.

    `bar` is what we want it to take on a quiet machine, in milliseconds; only the ratios can fail.
    """

    name: str
    bar: float
    ours: Callable[[], object]
    view: Callable[[], object]
    sql: Callable[[], object]
    times_view: float
    times_sql: float
    turns: int = 60
    queries: int = 10


@dataclass
class Result:
    work: Work
    queries: int
    ours: list[float]
    view: list[float]
    sql: list[float]

    @property
    def times_view(self) -> float:
        return median(self.ours) / median(self.view)

    @property
    def times_sql(self) -> float:
        return median(self.ours) / median(self.sql)

    @property
    def noise(self) -> float:
        """How far the bare view strays by itself: its 95th part in a hundred against its median."""
        return quantiles(self.view, n=20)[-1] / median(self.view)

    def line(self) -> str:
        work, took = self.work, median(self.ours)
        return (
            f"{work.name:<30}{took:>8.1f} ms{quantiles(self.ours, n=20)[-1]:>8.1f}{work.bar:>6.0f}{took / work.bar:>8.2f}"
            f"{median(self.view):>8.1f} ms{median(self.sql):>7.2f} ms"
            f"{self.times_view:>8.1f}{work.times_view:>7.1f}{self.times_sql:>8.1f}{work.times_sql:>7.0f}{self.queries:>9}"
        )

    def past_limits(self) -> list[str]:
        work, said = self.work, []
        if self.times_view > work.times_view:
            said.append(
                f"{work.name}: {self.times_view:.1f} times its bare view; the limit is {work.times_view}."
            )
        if self.times_sql > work.times_sql:
            said.append(
                f"{work.name}: {self.times_sql:.1f} times its bare SQL; the limit is {work.times_sql}."
            )
        if self.queries > work.queries:
            said.append(f"{work.name}: {self.queries} queries; the limit is {work.queries}.")
        return said


def measure(work: Work) -> Result:
    """In turns, so that whatever else the machine does slows all three alike."""
    ways = (work.ours, work.view, work.sql)
    for _warm in range(5):
        for way in ways:
            way()
    with CaptureQueriesContext(connection) as captured:
        work.ours()
    # Read at once: the next request empties the list.
    asked = [query["sql"] for query in captured if not query["sql"].startswith(FRAMES)]
    took: list[list[float]] = [[], [], []]
    gc.collect()
    for _turn in range(work.turns):
        for way, times in zip(ways, took, strict=True):
            times.append(milliseconds(way))
    return Result(work, len(asked), *took)


def milliseconds(way: Callable[[], object]) -> float:
    began = time.perf_counter()
    way()
    return (time.perf_counter() - began) * 1000


def median(times: list[float]) -> float:
    return quantiles(times, n=2)[0]
