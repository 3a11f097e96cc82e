"""The paper a chart is drawn on: its measures, axes, words and the rows of numbers under it, as Vega-Lite layers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from reports.charts.svg import HERE, draw

Width = Literal["wide", "narrow"]
Spec = dict[str, Any]

INK, INK_2, HAIR, EDGE, PAPER, ACCENT = (
    f"var(--al-{name})" for name in ("ink", "ink-2", "hair", "edge", "paper", "accent")
)
STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 40, 50, 60, 80, 100, 150, 200, 250, 500, 1000)


@dataclass(frozen=True)
class Frame:
    """The measures of a drawing in pixels. Text is still 12 where the narrow one stands on a screen of 320."""

    plot: int
    height: int
    left: int
    right: int
    text: int
    ticks: int

    @property
    def row(self) -> int:
        return self.text + 9


FRAMES: dict[Width, Frame] = {
    "wide": Frame(plot=740, height=300, left=48, right=232, text=14, ticks=12),
    "narrow": Frame(plot=250, height=230, left=52, right=56, text=15, ticks=6),
}


@dataclass(frozen=True)
class Look:
    """A series is told apart by color and dash, and by its name at its end; without a dash there is no line."""

    color: str
    dash: tuple[int, ...] | None = None


LOOKS = [
    Look(f"var(--al-line-{letter})", dash)  # 5 colors and 6 dashes: 30 series before two look alike
    for letter, dash in zip(
        "abcde" * 6, [(), (7, 3), (2, 3), (10, 3, 2, 3), (14, 4), (5, 2, 2, 2, 2, 2)] * 5, strict=True
    )
]


@dataclass(frozen=True)
class CountRow:
    """One series' numbers under the axis, by tick; None is a number the reader may not see."""

    name: str
    look: Look
    counts: Mapping[int, int | None]
    note: str = ""
    href: str | None = None


class Sheet:
    """A frame with axes, to which layers are added: x in the axis's units, y in percent, or either in pixels."""

    def __init__(
        self,
        width: Width,
        *,
        domain: tuple[float, float],
        ticks_from: int = 0,
        most_ticks: int = 0,
        height: int = 0,
    ):
        self.wide = width == "wide"
        self.frame = FRAMES[width]
        self.height = max(height, self.frame.height)
        self.bottom = self.height + 4 * self.frame.text + 14  # under the axis and its title
        self.ticks = regular_ticks(ticks_from, domain[1], at_most=most_ticks or self.frame.ticks)
        self.x: Spec = {
            "field": "x",
            "type": "quantitative",
            "scale": {"domain": list(domain), "nice": False},
        }
        self.y: Spec = {"field": "y", "type": "quantitative", "scale": {"domain": [0, 100]}}
        self.edge = 2 - self.frame.left
        self.layers: list[Spec] = []

    def axes(self, *, x_title: str, x_labels: Mapping[int, str] | None = None) -> None:
        """Hairlines at the quarters, words in the second voice. To be called before other layers are added."""
        labels = {tick: (x_labels or {}).get(tick, str(tick)) for tick in self.ticks}
        self.x["axis"] = {
            "values": self.ticks, "title": x_title, "grid": False, "domainColor": EDGE, "labelFlush": False,
            "labelExpr": f"{_by_value(labels)}[datum.value]", "labelOverlap": False,
        }  # fmt: skip
        self.y["axis"] = {
            "values": [0, 25, 50, 75, 100], "title": None, "domain": False, "gridColor": HAIR,
            "labelExpr": f"{_by_value({n: percent(n / 100) for n in (0, 25, 50, 75, 100)})}[datum.value]",
        }  # fmt: skip

    def add(self, mark: Spec, values: Sequence[Spec] = ({},), **encoding: Any) -> None:
        own = {
            name: {"value": at} if isinstance(at, int | float | str) else at for name, at in encoding.items()
        }
        self.layers.append(
            {"mark": mark, "data": {"values": list(values)}, "encoding": {"x": self.x, "y": self.y} | own}
        )

    def say(
        self, words: str, *, x: float, y: float, color: str = INK_2, href: str | None = None, **how: Any
    ) -> None:
        """Words at a place in pixels; with an address they are a link."""
        room = round(
            self.frame.plot + self.frame.right - x
        )  # what is longer ends in dots; the table has it all
        mark = {
            "type": "text",
            "align": "left",
            "fill": color,
            "fontSize": self.frame.text,
            "limit": room,
        } | how
        self.add(mark | ({"href": HERE + href} if href else {}), x=x, y=y, text=words)

    def counts(self, heading: str, rows: Sequence[CountRow]) -> None:
        """The numbers still counted, in columns under the ticks. A phone has no room beside: the name stands above."""
        self.say(heading, x=0 if self.wide else self.edge, y=self.bottom)
        for row in rows:
            self.bottom += self.frame.row
            self._name_row(row)
            cells = [
                {"x": tick, "text": "–" if (number := row.counts[tick]) is None else f"{number:d}"}
                for tick in self.ticks
            ]
            mark = {"type": "text", "fill": row.look.color, "fontSize": self.frame.text}
            self.add(mark, cells, y=self.bottom, text={"field": "text"})
            if row.note and not self.wide:
                self.bottom += self.frame.row
                color = ACCENT if row.href else INK_2
                self.say(row.note, x=self.edge + 38, y=self.bottom, color=color, href=row.href)
                self.bottom += 4
        self.bottom += self.frame.row

    def _name_row(self, row: CountRow) -> None:
        if self.wide:
            self.say(row.name, x=self.frame.plot + 20, y=self.bottom, color=row.look.color)
            return
        start, self.bottom = self.edge, self.bottom + 3
        if row.look.dash is not None:
            dash = list(row.look.dash)
            line = {"type": "rule", "stroke": row.look.color, "strokeWidth": 2, "strokeDash": dash}
            self.add(line, x=start, x2=start + 30, y=self.bottom)
            start += 38
        self.say(row.name, x=start, y=self.bottom, color=row.look.color, fontWeight=600)
        self.bottom += self.frame.row - 1

    def draw(self, *, name: str, title: str, description: str) -> str:
        words = {"labelColor": INK_2, "titleColor": INK_2, "titleFontWeight": "normal", "ticks": False}
        sizes = {"labelFontSize": self.frame.text, "titleFontSize": self.frame.text, "labelPadding": 8}
        spec = {
            "width": self.frame.plot,
            "height": self.height,
            "padding": {
                "left": self.frame.left, "right": self.frame.right, "top": self.frame.text,
                "bottom": self.bottom - self.height,
            },
            "autosize": "none",
            "background": None,
            "config": {"view": {"stroke": None}, "axis": words | sizes, "text": {"baseline": "middle"}},
            "layer": self.layers,
        }  # fmt: skip
        return draw(
            spec, name=f"{name}-{'wide' if self.wide else 'narrow'}", title=title, description=description
        )


def _by_value(labels: Mapping[int, str]) -> str:
    """A Vega expression that is a table; JSON is one."""
    return json.dumps({str(value): label for value, label in labels.items()})


def percent(share: float) -> str:
    return _("%(number)d%%") % {"number": round(100 * share)}


def regular_ticks(first: int, last: float, *, at_most: int) -> list[int]:
    """Whole numbers a regular step apart, no more than have room."""
    step = next((step for step in STEPS if (last - first) // step < at_most), STEPS[-1])
    return list(range(first, int(last) + 1, step))


def spread(wanted: Sequence[float], *, gap: float, within: float) -> list[float]:
    """Places as near as can be to those wanted, at least a gap apart: pools of neighbours share their mean."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    pools: list[tuple[float, int]] = []  # (mean place of its first member, members)
    for place, i in enumerate(order):
        pool = (wanted[i] - place * gap, 1)
        while pools and pools[-1][0] > pool[0]:
            mean, members = pools.pop()
            pool = ((mean * members + pool[0] * pool[1]) / (members + pool[1]), members + pool[1])
        pools.append(pool)
    lowest = within - (len(wanted) - 1) * gap
    starts = [min(max(mean, 0), lowest) for mean, members in pools for _member in range(members)]
    placed = [0.0] * len(wanted)
    for place, i in enumerate(order):
        placed[i] = round(starts[place] + place * gap, 2)
    return placed
