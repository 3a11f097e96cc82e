"""How places end: for one group of men, each way of ending as a band that grows from session to session."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from reports.charts.sheet import INK_2, PAPER, CountRow, Look, Sheet, Width, percent, spread
from reports.charts.svg import HERE

Group = Mapping[str, Any]
Point = Mapping[str, Any]

ONWARD = 0.5  # what was reached at the last session is drawn half a session on, or it could not be seen
LINE = 18
# From the ground up: what the report is asked about lies where it can be read off the axis.
BANDS = {"dropout": "b", "neutral": "d", "completed": "a"}
SHARES = {
    "dropout": gettext_lazy("%(share)s left early"),
    "neutral": gettext_lazy("%(share)s for another reason"),
    "completed": gettext_lazy("%(share)s completed"),
    "here": gettext_lazy("%(share)s still here"),
}
NAMES = {
    "dropout": pgettext_lazy("of a place", "Left early"),
    "neutral": gettext_lazy("Another reason"),
    "completed": gettext_lazy("Completed"),
    "here": gettext_lazy("Still here"),
}


@dataclass(frozen=True)
class Band:
    """One way of ending, with what lies under it at each point this reader may see."""

    kind: str
    points: Sequence[tuple[Point, float]]

    @property
    def color(self) -> str:
        return f"var(--al-line-{BANDS[self.kind]})"

    @property
    def tops(self) -> list[tuple[Point, float]]:
        return [(point, under + point[self.kind]) for point, under in self.points]


def exits_chart(group: Group, *, width: Width, people: Callable[[str, int], str] | None = None) -> str:
    """The bands of a group in a report's answer, as SVG; an empty string when there is nothing to draw.

    `people(kind, session)` is the address of the men whose places had ended in that way by then.
    """
    points = [point for point in group["curve"] if point["dropout"] is not None]
    if not points:
        return ""
    longest = points[-1]["session"]
    sheet = Sheet(width, domain=(0, longest + ONWARD))
    sheet.axes(x_title=_("Sessions offered since his first"))
    # Flat until the next session; but where sessions may not be shown, a slope from one shown to the next.
    step = "step-after" if len(points) == len(group["curve"]) else "linear"
    bands = _bands(points)
    for band in bands:
        _add_band(sheet, band, step)
    if people:
        for band in bands:
            _add_points(sheet, band, group["label"], people, every=4 * -(-longest // 48))
    _name_bands(sheet, points[-1], bands)
    _count_in_a_hundred(sheet, group)
    return sheet.draw(
        name="exits",
        title=_("How places had ended, by session"),
        description=in_words(group["label"], points[-1]),
    )


def _bands(points: Sequence[Point]) -> list[Band]:
    under = [0.0] * len(points)
    bands = []
    for kind in BANDS:
        bands.append(Band(kind, list(zip(points, under, strict=True))))
        under = [low + point[kind] for low, point in zip(under, points, strict=True)]
    return bands


def _add_band(sheet: Sheet, band: Band, step: str) -> None:
    edges: list[dict[str, float]] = [{"x": 0, "y": 0, "y2": 0}]
    edges += [
        {"x": point["session"], "y": 100 * (under + point[band.kind]), "y2": 100 * under}
        for point, under in band.points
    ]
    edges.append(edges[-1] | {"x": edges[-1]["x"] + ONWARD})
    area = {"type": "area", "interpolate": step, "fill": band.color, "fillOpacity": 0.3}
    sheet.add(area, edges, y2={"field": "y2"})
    if band.points[-1][0][band.kind]:
        sheet.add({"type": "line", "interpolate": step, "stroke": band.color, "strokeWidth": 2}, edges)


def _add_points(
    sheet: Sheet, band: Band, label: str, people: Callable[[str, int], str], *, every: int
) -> None:
    marks = [
        {
            "x": point["session"],
            "y": 100 * top,
            "href": HERE + people(band.kind, point["session"]),
            "name": _one_in_words(label, band.kind, point),
        }
        for point, top in band.tops
        if point["session"] % every == 0 and point[band.kind]
    ]
    mark = {"type": "point", "filled": True, "fill": band.color, "stroke": PAPER, "strokeWidth": 2}
    sheet.add(
        mark | {"size": 110, "opacity": 1}, marks, href={"field": "href"}, description={"field": "name"}
    )


def _name_bands(sheet: Sheet, end: Point, bands: Sequence[Band]) -> None:
    """Each name at the right, in the middle of its band or as near as the others let it be."""
    middles = [
        (band.kind, band.color, under + end[band.kind] / 2)
        for band in bands
        for _end, under in band.points[-1:]
    ]
    middles.append(("here", INK_2, 1 - _here(end) / 2))
    shown = [(kind, color, middle) for kind, color, middle in middles if _share(end, kind)]
    gap = LINE if sheet.wide else sheet.frame.text + 4
    places = spread(
        [sheet.height * (1 - middle) for _kind, _color, middle in shown], gap=gap, within=sheet.height
    )
    for (kind, color, _middle), at in zip(shown, places, strict=True):
        share = percent(_share(end, kind))
        words = str(SHARES[kind]) % {"share": share} if sheet.wide else share
        sheet.say(words, x=sheet.frame.plot + (20 if sheet.wide else 8), y=at, color=color, fontWeight=600)


def _count_in_a_hundred(sheet: Sheet, group: Group) -> None:
    """Shares as men of a hundred, from the top of the drawing to its ground."""
    curve = {point["session"]: point for point in group["curve"]}

    def counts(kind: str) -> dict[int, int | None]:
        start = 100 if kind == "here" else 0
        return {tick: start if tick == 0 else _of_a_hundred(curve.get(tick), kind) for tick in sheet.ticks}

    rows = [CountRow(str(NAMES["here"]), Look(INK_2), counts("here"))]
    rows += [
        CountRow(str(NAMES[kind]), Look(f"var(--al-line-{color})"), counts(kind))
        for kind, color in reversed(BANDS.items())
    ]
    sheet.counts(_("Of 100 men"), rows)


def _of_a_hundred(point: Point | None, kind: str) -> int | None:
    if point is None or point["dropout"] is None:
        return None
    return round(100 * _share(point, kind))


def _here(point: Point) -> float:
    return max(0.0, 1 - sum(point[kind] for kind in BANDS))


def _share(point: Point, kind: str) -> float:
    return _here(point) if kind == "here" else point[kind]


def in_words(label: str, point: Point) -> str:
    """A session as a sentence, for those who listen."""
    words = {kind: percent(_share(point, kind)) for kind in NAMES}
    return _(
        "%(group)s, by session %(session)d: %(dropout)s had left early, %(completed)s had completed, %(neutral)s had "
        "ended for another reason, %(here)s were still here."
    ) % ({"group": label, "session": point["session"]} | words)


def _one_in_words(label: str, kind: str, point: Point) -> str:
    words = {"group": label, "session": point["session"], "share": percent(point[kind])}
    if kind == "dropout":
        return _("%(group)s: %(share)s had left early by session %(session)d.") % words
    if kind == "completed":
        return _("%(group)s: %(share)s had completed by session %(session)d.") % words
    return _("%(group)s: %(share)s had ended for another reason by session %(session)d.") % words
