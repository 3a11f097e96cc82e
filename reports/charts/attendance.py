"""How many came, period by period: one line of shares, with the men offered a place in numbers under it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from reports.charts.sheet import INK_2, LOOKS, PAPER, CountRow, Look, Sheet, Width, percent
from reports.charts.svg import HERE

Period = Mapping[str, Any]


def attendance_chart(
    periods: Sequence[Period], *, width: Width, x_title: str, people: Callable[[str], str] | None = None
) -> str:
    """The share of men who came in each period, as SVG; an empty string when no session was held.

    A period has `key`, `label`, `offered`, `came` and `rate`; where the rate is None the line breaks rather than
    pretend. `people(key)` is the address of the men behind a point.
    """
    if all(period["rate"] is None for period in periods):
        return ""
    look = LOOKS[0]
    places = list(enumerate(periods, start=1))
    # Days are wider than numbers, and in French wider still.
    most = 0 if width == "wide" else 4
    sheet = Sheet(width, domain=(0.5, len(places) + 0.5), ticks_from=1, most_ticks=most)
    sheet.axes(x_title=x_title, x_labels={place: period["label"] for place, period in places})
    points = [
        {
            "x": place,
            "y": None if period["rate"] is None else 100 * period["rate"],
            "href": HERE + people(period["key"]) if people else None,
            "name": _("%(period)s: %(share)s came")
            % {"period": period["label"], "share": percent(period["rate"] or 0)},
        }
        for place, period in places
    ]
    sheet.add({"type": "line", "stroke": look.color, "strokeWidth": 2}, points)
    mark = {
        "type": "point",
        "filled": True,
        "fill": look.color,
        "stroke": PAPER,
        "strokeWidth": 1.5,
        "opacity": 1,
    }
    linked = {"href": {"field": "href"}, "description": {"field": "name"}} if people else {}
    sheet.add(
        mark | {"size": 80 if sheet.wide else 45},
        [point for point in points if point["y"] is not None],
        **linked,
    )
    quiet = Look(INK_2)
    sheet.counts(
        _("Men"),
        [
            CountRow(_("Came"), look, {tick: periods[tick - 1]["came"] for tick in sheet.ticks}),
            CountRow(
                _("Offered a place"), quiet, {tick: periods[tick - 1]["offered"] for tick in sheet.ticks}
            ),
        ],
    )
    return sheet.draw(
        name="attendance",
        title=_("Share of men who came"),
        description=" ".join(f"{point['name']}." for point in points if point["y"] is not None),
    )
