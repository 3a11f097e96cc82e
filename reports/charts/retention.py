"""Who stays, and how long: step curves with names, bands, points that link to the men, and the numbers behind."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

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

BANDS_AT_MOST = 2  # three bands over one another cannot be told apart
ONWARD = 0.5  # what was reached at the last session is drawn half a session on, or it could not be seen


def retention_chart(
    groups: Sequence[Group],
    *,
    width: Width,
    focus: str | None = None,
    people: Callable[[str, int], str] | None = None,
    focus_on: Callable[[str], str] | None = None,
) -> str:
    """The curves of the groups in a report's answer, as SVG; an empty string when there is nobody to draw.

    `people(key, session)` is the address of the men counted at a point; `focus_on(key)` that of this page with the
    band of another group. A count the reader may not see is None in the answer and a dash here.
    """
    groups = [group for group in groups if group["curve"]]
    if not groups:
        return ""
    looks = {group["key"]: LOOKS[place % len(LOOKS)] for place, group in enumerate(groups)}
    focused = {group["key"] for group in groups if len(groups) <= BANDS_AT_MOST or group["key"] == focus}
    longest = max(group["curve"][-1]["session"] for group in groups)
    sheet = Sheet(width, domain=(0, longest + ONWARD), height=len(groups) * 46)
    sheet.axes(x_title=_("Sessions offered since his first"))
    for group in groups:
        if group["key"] in focused:
            _add_band(sheet, group, looks[group["key"]])
    for group in groups:
        _add_curve(sheet, group, looks[group["key"]], stands_out=group["key"] == focus)
    for group in groups if people else ():
        _add_points(sheet, group, looks[group["key"]], people, every=4 * -(-longest // 48))
    elsewhere = {
        group["key"]: focus_on(group["key"]) for group in groups if focus_on and group["key"] not in focused
    }
    _name_ends(sheet, groups, looks, elsewhere)
    sheet.counts(
        _("Men still counted"),
        [
            CountRow(
                name=group["label"],
                look=looks[group["key"]],
                counts={tick: _at_risk(group, tick) for tick in sheet.ticks},
                note=_("show its range") if group["key"] in elsewhere else "",
                href=elsewhere.get(group["key"]),
            )
            for group in groups
        ],
    )
    return sheet.draw(
        name="retention",
        title=_("Share of men still in the program, by session"),
        description=" ".join(_in_words(group) for group in groups),
    )


def _add_band(sheet: Sheet, group: Group, look: Look) -> None:
    inside = [
        {"x": point["session"], "y": 100 * point["lower"], "y2": 100 * point["upper"]}
        for point in group["curve"]
        if point["lower"] is not None
    ]
    inside += [point | {"x": point["x"] + ONWARD} for point in inside[-1:]]
    mark = {"type": "area", "interpolate": "step-after", "fill": look.color, "fillOpacity": 0.14}
    sheet.add(mark, inside, y2={"field": "y2"})


def _add_curve(sheet: Sheet, group: Group, look: Look, *, stands_out: bool) -> None:
    steps = [{"x": 0, "y": 100}]
    steps += [{"x": point["session"], "y": 100 * point["survival"]} for point in group["curve"]]
    steps.append(steps[-1] | {"x": steps[-1]["x"] + ONWARD})
    mark = {"type": "line", "interpolate": "step-after", "stroke": look.color, "strokeDash": list(look.dash)}
    sheet.add(mark | {"strokeWidth": 3 if stands_out else 2}, steps)


def _add_points(
    sheet: Sheet, group: Group, look: Look, people: Callable[[str, int], str], *, every: int
) -> None:
    points = [
        {
            "x": point["session"],
            "y": 100 * point["survival"],
            "href": HERE + people(group["key"], point["session"]),
            "name": _("%(group)s, session %(session)d: %(share)s still here")
            % {"group": group["label"], "session": point["session"], "share": percent(point["survival"])},
        }
        for point in group["curve"]
        if point["session"] % every == 0
    ]
    mark = {
        "type": "point",
        "filled": True,
        "fill": look.color,
        "stroke": PAPER,
        "strokeWidth": 2,
        "size": 110,
    }
    sheet.add(mark | {"opacity": 1}, points, href={"field": "href"}, description={"field": "name"})


def _name_ends(
    sheet: Sheet, groups: Sequence[Group], looks: Mapping[str, Look], elsewhere: Mapping[str, str]
) -> None:
    """The name of each curve at the right, on its height or near it with a thread to its end."""
    ends = [group["curve"][-1] for group in groups]
    wanted = [sheet.height * (1 - end["survival"]) for end in ends]
    gap = sheet.frame.name_gap
    for group, end, wish, at in zip(
        groups, ends, wanted, spread(wanted, gap=gap, within=sheet.height - gap / 4), strict=True
    ):
        _add_thread(sheet, end, to=at, moved=abs(at - wish) > 4)
        color, share = looks[group["key"]].color, percent(end["survival"])
        if not sheet.wide:
            sheet.say(share, x=sheet.frame.plot + 8, y=at, color=color, fontWeight=600)
            continue
        sheet.say(group["label"], x=sheet.frame.plot + 20, y=at - 9, color=color, fontWeight=600)
        words, href = _at_the_end(end, with_range=group["key"] not in elsewhere), elsewhere.get(group["key"])
        color = ACCENT if href else INK_2
        sheet.say(words, x=sheet.frame.plot + 20, y=at + 9, color=color, href=href)


def _at_the_end(end: Mapping[str, Any], *, with_range: bool) -> str:
    words = {"share": percent(end["survival"]), "session": end["session"]}
    if not with_range:
        return _("%(share)s at session %(session)d, show its range") % words
    if end["lower"] is None:
        return _("%(share)s at session %(session)d") % words
    words |= {"low": round(100 * end["lower"]), "high": round(100 * end["upper"])}
    return _("%(share)s (%(low)d to %(high)d) at session %(session)d") % words


def _add_thread(sheet: Sheet, end: Mapping[str, Any], *, to: float, moved: bool) -> None:
    start = {"x": end["session"] + ONWARD, "y": 100 * end["survival"]}
    if moved or start["x"] < sheet.x["scale"]["domain"][1]:
        mark = {"type": "rule", "stroke": EDGE, "strokeWidth": 1, "strokeDash": [1, 3]}
        sheet.add(mark, [start], x2=sheet.frame.plot + (14 if sheet.wide else 5), y2=to)


def _at_risk(group: Group, session: int) -> int | None:
    """Men counted when a session begins: all of them before the first, none after the last."""
    if session == 0:
        return group["n"]
    return group["curve"][session - 1]["at_risk"] if session <= len(group["curve"]) else 0


def _in_words(group: Group) -> str:
    end = group["curve"][-1]
    words = {"group": group["label"], "share": percent(end["survival"]), "session": end["session"]}
    if end["lower"] is None:
        return _("%(group)s: %(share)s still here at session %(session)d.") % words
    words |= {"low": percent(end["lower"]), "high": percent(end["upper"])}
    return _("%(group)s: %(share)s still here at session %(session)d (%(low)s to %(high)s).") % words
