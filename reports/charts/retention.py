"""Who stays, and how long: step curves with names, bands, points that link to the men, and the numbers behind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.charts.sheet import (
    ACCENT,
    EDGE,
    INK_2,
    LOOKS,
    PAPER,
    CountRow,
    Look,
    Sheet,
    Width,
    percent,
    spread,
)
from reports.charts.svg import HERE

Group = Mapping[str, Any]
Point = Mapping[str, Any]
Address = Callable[..., str]

BANDS_AT_MOST = 2  # three bands over one another cannot be told apart
ONWARD = 0.5  # what was reached at the last session is drawn half a session on, or it could not be seen
LINE = 18


@dataclass(frozen=True)
class Series:
    """A group with its look, and the points of its curve that this reader may see."""

    group: Group
    look: Look
    points: Sequence[Point]

    @property
    def key(self) -> str:
        return self.group["key"]

    @property
    def step(self) -> str:
        """Flat until the next session; but where sessions may not be shown, a slope from one shown to the next."""
        return "step-after" if len(self.points) == len(self.group["curve"]) else "linear"

    @property
    def end(self) -> Point:
        return self.points[-1]


def retention_chart(
    groups: Sequence[Group],
    *,
    width: Width,
    focus: str | None = None,
    people: Address | None = None,
    not_seen: Address | None = None,
    focus_on: Address | None = None,
) -> str:
    """The curves of the groups in a report's answer, as SVG; an empty string when there is nobody to draw.

    Three addresses make it answer questions: `people(key, session)` of the men counted at a point, `not_seen(key)`
    of those with a place who no longer come, `focus_on(key)` of this page with the band of another group.
    """
    series = [
        Series(group, LOOKS[place % len(LOOKS)], points)
        for place, group in enumerate(groups)
        if (points := [point for point in group["curve"] if point["survival"] is not None])
    ]
    if not series:
        return ""
    all_bands = len(series) <= BANDS_AT_MOST
    longest = max(each.end["session"] for each in series)
    label_gap = LINE * (2.4 + any(each.group["not_seen"] for each in series))
    sheet = Sheet(width, domain=(0, longest + ONWARD), height=round(len(series) * (label_gap + 4)))
    sheet.axes(x_title=_("Sessions offered since his first"))
    for each in series:
        if all_bands or each.key == focus:
            _add_band(sheet, each)
    for each in series:
        _add_curve(sheet, each, stands_out=not all_bands and each.key == focus)
    if people:
        for each in series:
            _add_points(sheet, each, people, every=4 * -(-longest // 48))
    _name_ends(
        sheet, series, gap=label_gap if sheet.wide else sheet.frame.text + 4, not_seen=not_seen,
        focus_on=None if all_bands else focus_on, ranges=None if all_bands else focus,
    )  # fmt: skip
    sheet.counts(_("Men still counted"), [_count_row(sheet, each, not_seen) for each in series])
    return sheet.draw(
        name="retention",
        title=_("Share of men still in the program, by session"),
        description=" ".join(in_words(each.group["label"], each.end) for each in series),
    )


def _add_band(sheet: Sheet, each: Series) -> None:
    inside = [
        {"x": point["session"], "y": 100 * point["lower"], "y2": 100 * point["upper"]}
        for point in each.points
        if point["lower"] is not None
    ]
    inside += [point | {"x": point["x"] + ONWARD} for point in inside[-1:]]
    mark = {"type": "area", "interpolate": each.step, "fill": each.look.color, "fillOpacity": 0.14}
    sheet.add(mark, inside, y2={"field": "y2"})


def _add_curve(sheet: Sheet, each: Series, *, stands_out: bool) -> None:
    steps: list[dict[str, float]] = [{"x": 0, "y": 100}]
    steps += [{"x": point["session"], "y": 100 * point["survival"]} for point in each.points]
    steps.append(steps[-1] | {"x": steps[-1]["x"] + ONWARD})
    mark = {
        "type": "line", "interpolate": each.step, "stroke": each.look.color,
        "strokeDash": list(each.look.dash or ()), "strokeWidth": 3 if stands_out else 2,
    }  # fmt: skip
    sheet.add(mark, steps)


def _add_points(sheet: Sheet, each: Series, people: Address, *, every: int) -> None:
    points = [
        {
            "x": point["session"],
            "y": 100 * point["survival"],
            "href": HERE + people(each.key, point["session"]),
            "name": in_words(each.group["label"], point),
        }
        for point in each.points
        if point["session"] % every == 0
    ]
    mark = {"type": "point", "filled": True, "fill": each.look.color, "stroke": PAPER, "strokeWidth": 2}
    sheet.add(
        mark | {"size": 110, "opacity": 1}, points, href={"field": "href"}, description={"field": "name"}
    )


def _name_ends(
    sheet: Sheet,
    series: Sequence[Series],
    *,
    gap: float,
    not_seen: Address | None,
    focus_on: Address | None,
    ranges: str | None,
) -> None:
    """The name of each curve at the right, on its height or near it with a thread to its end."""
    wanted = [sheet.height * (1 - each.end["survival"]) for each in series]
    for each, wish, at in zip(
        series, wanted, spread(wanted, gap=gap, within=sheet.height - gap / 4), strict=True
    ):
        _add_thread(sheet, each.end, to=at, moved=abs(at - wish) > 4)
        if not sheet.wide:
            share = percent(each.end["survival"])
            sheet.say(share, x=sheet.frame.plot + 8, y=at, color=each.look.color, fontWeight=600)
            continue
        x, top = sheet.frame.plot + 20, at - LINE / 2
        in_focus = focus_on is None or each.key == ranges
        href = None if in_focus or focus_on is None else focus_on(each.key)
        sheet.say(each.group["label"], x=x, y=top, color=each.look.color, fontWeight=600, href=href)
        sheet.say(_at_the_end(each.end, with_range=in_focus), x=x, y=top + LINE)
        if words := _not_seen(each.group):
            href = not_seen(each.key) if not_seen else None
            sheet.say(words, x=x, y=top + 2 * LINE, color=ACCENT if href else INK_2, href=href)


def _add_thread(sheet: Sheet, end: Point, *, to: float, moved: bool) -> None:
    start = {"x": end["session"] + ONWARD, "y": 100 * end["survival"]}
    if moved or start["x"] < sheet.x["scale"]["domain"][1]:
        mark = {"type": "rule", "stroke": EDGE, "strokeWidth": 1, "strokeDash": [1, 3]}
        sheet.add(mark, [start], x2=sheet.frame.plot + (14 if sheet.wide else 5), y2=to)


def _count_row(sheet: Sheet, each: Series, not_seen: Address | None) -> CountRow:
    words = _not_seen(each.group)
    return CountRow(
        name=each.group["label"],
        look=each.look,
        counts={tick: _at_risk(each.group, tick) for tick in sheet.ticks},
        note=words,
        href=not_seen(each.key) if not_seen and words else None,
    )


def _at_risk(group: Group, session: int) -> int | None:
    """Men counted when a session begins: all of them before the first. After the last nobody, if all had ended."""
    curve = group["curve"]
    if session == 0:
        return group["n"]
    if session <= len(curve):
        return curve[session - 1]["at_risk"]
    last = curve[-1]
    ended = (last["events"] or 0) + (last["censored"] or 0)
    return 0 if last["at_risk"] == ended else None


def _not_seen(group: Group) -> str:
    number = group["not_seen"]
    return (
        ngettext("%(n)d not seen lately", "%(n)d not seen lately", number) % {"n": number} if number else ""
    )


def _at_the_end(end: Point, *, with_range: bool) -> str:
    words = {"share": percent(end["survival"]), "session": end["session"]}
    if not with_range or end["lower"] is None:
        return _("%(share)s at session %(session)d") % words
    words |= {"low": round(100 * end["lower"]), "high": round(100 * end["upper"])}
    return _("%(share)s (%(low)d to %(high)d) at session %(session)d") % words


def in_words(label: str, point: Point) -> str:
    """One point as a sentence, for those who listen and for a mouse that rests on it."""
    words = {"group": label, "share": percent(point["survival"]), "session": point["session"]}
    if point["lower"] is None:
        return _("%(group)s: %(share)s still here at session %(session)d.") % words
    words |= {"low": percent(point["lower"]), "high": percent(point["upper"])}
    return _("%(group)s: %(share)s still here at session %(session)d (%(low)s to %(high)s).") % words
