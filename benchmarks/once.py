"""What is measured a few times only, because it takes long: a long list brought in, a start, memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks import imports, serving
from benchmarks.asking import Asker
from benchmarks.turns import milliseconds

HEADING = f"{'':<30}{'ours':>11}{'bar':>8}{'of bar':>8}{'bare':>12}{'x bare':>8}{'limit':>7}"
# How far ours may be from bare: an import from its one upsert, a start and its memory from a bare Django.
TIMES = {
    "import of 10,000 rows": 12.0,
    "cold start to the first list": 7.0,
    "memory (PSS), one worker": 2.5,
    "memory, charts drawn": 4.0,
}


@dataclass
class Once:
    name: str
    ours: float
    bare: float
    bar: float
    unit: str

    @property
    def times(self) -> float:
        return self.ours / self.bare

    def line(self) -> str:
        return (
            f"{self.name:<30}{self.ours:>7.1f} {self.unit:<3}{self.bar:>8.1f}{self.ours / self.bar:>8.2f}"
            f"{self.bare:>8.1f} {self.unit:<3}{self.times:>8.1f}{TIMES[self.name]:>7.1f}"
        )

    def past_limits(self) -> list[str]:
        if self.times <= TIMES[self.name]:
            return []
        return [f"{self.name}: {self.times:.1f} times bare; the limit is {TIMES[self.name]}."]


def measure(asker: Asker) -> Iterator[Once]:
    ours, straight = imports.ways(asker)
    yield Once("import of 10,000 rows", milliseconds(ours) / 1000, milliseconds(straight) / 1000, 20, "s")
    for name, took, bare, bar, unit in serving.lines(*serving.compare(asker)):
        yield Once(name, took, bare, bar, unit)
