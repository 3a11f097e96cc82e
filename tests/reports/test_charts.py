"""The drawings: well formed, within a strict content policy, readable, linked, and the same each time."""

import re
import time
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from reports.charts import attendance_chart, exits_chart, retention_chart
from reports.charts.sheet import FRAMES, regular_ticks, spread
from reports.survival import Ends, aalen_johansen, kaplan_meier

SVG = "{http://www.w3.org/2000/svg}"


def group(key, label, counts):
    curve = kaplan_meier(counts)
    points = [{name: getattr(p, name) for name in p.__slots__} for p in curve.points]
    return {"key": key, "label": label, "n": curve.n, "events": curve.events, "not_seen": 0, "curve": points}


GROUPS = [
    group("self", "Came by himself", {1: Ends(dropout=2), 4: Ends(dropout=3), 9: Ends(completed=5)}),
    group("partner", "Ω <b>his & her</b> “idea”", {2: Ends(dropout=1), 12: Ends(enrolled=6)}),
    group("court", "Sent by a court", {3: Ends(dropout=4), 8: Ends(neutral=4)}),
]


def people(key, session):
    return f"/reports/retention/people/?group={key}&session={session}"


def focus_on(key):
    return f"?focus={key}"


def drawing(width="wide", groups=GROUPS, **more):
    return retention_chart(groups, width=width, people=people, focus_on=focus_on, **more)


def words(svg):
    return [element.text for element in fromstring(svg).iter(f"{SVG}text")]


def links(svg):
    return [element.get("href") for element in fromstring(svg).iter(f"{SVG}a")]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_it_carries_nothing_a_strict_policy_forbids(width):
    svg = drawing(width, focus="court")
    for forbidden in ("style", "<script", "xlink", "http://chart", "https://chart", "vega", "var(", "data:"):
        assert forbidden not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r' on\w+="', svg)


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_its_colors_are_classes_only(width):
    root = fromstring(drawing(width, focus="court"))
    painted = {element.get(paint) for element in root.iter() for paint in ("fill", "stroke")}
    assert painted <= {None, "none"}
    classes = " ".join(element.get("class", "") for element in root.iter()).split()
    assert {"al-stroke-line-a", "al-stroke-line-b", "al-fill-line-c", "al-fill-ink-2"} <= set(classes)


def test_every_class_of_a_drawing_has_its_color_in_the_style_sheet():
    css = (Path(__file__).parents[2] / "static" / "charts.css").read_text()
    for width in FRAMES:
        for element in fromstring(drawing(width, focus="court")).iter():
            for name in element.get("class", "").split():
                assert f".{name} {{" in css


def test_what_was_typed_stays_text():
    for width in FRAMES:
        assert "Ω <b>his & her</b> “idea”" in words(drawing(width))
        assert "<b>" not in drawing(width)


def test_each_fourth_session_links_to_the_men_counted_there():
    hrefs = links(drawing())
    assert [href for href in hrefs if "people" in href] == [
        people("self", 4), people("self", 8),
        people("partner", 4), people("partner", 8), people("partner", 12),
        people("court", 4), people("court", 8),
    ]  # fmt: skip
    assert "session=4" in drawing()
    assert "&session" not in drawing(), "an ampersand in an address is escaped"


def test_a_link_says_where_it_leads():
    root = fromstring(drawing())
    titles = [
        link.findtext(f"{SVG}title") for link in root.iter(f"{SVG}a") if link.find(f"{SVG}text") is None
    ]
    assert titles[0] == "Came by himself: 50% still here at session 4 (18% to 75%)."
    assert all(titles)


def bands(svg):
    return [path for path in fromstring(svg).iter(f"{SVG}path") if path.get("fill-opacity")]


def test_bands_are_drawn_for_two_and_for_the_one_in_focus_among_three():
    assert len(bands(drawing(groups=GROUPS[:2]))) == 2
    assert len(bands(drawing())) == 0
    assert len(bands(drawing(focus="court"))) == 1
    assert [href for href in links(drawing(focus="court")) if "focus" in href] == [
        "?focus=self",
        "?focus=partner",
    ]


def test_lines_differ_by_dash_as_well_as_by_color():
    lines = [p for p in fromstring(drawing()).iter(f"{SVG}path") if "al-stroke-line" in p.get("class", "")]
    assert len({line.get("stroke-dasharray") for line in lines}) == 3


def test_each_curve_is_named_and_its_numbers_stand_under_the_axis():
    said = words(drawing())
    assert said.count("Came by himself") == 2, "at its end and beside its numbers"
    assert "Men still counted" in said
    row = said[said.index("Men still counted") + 1 :]
    assert row[: row.index("Ω <b>his & her</b> “idea”")] == ["Came by himself", *"10 8 8 5 5 0 0".split()]


def test_a_number_the_reader_may_not_see_is_a_dash():
    hidden = [{**GROUPS[0], "n": None}, GROUPS[1]]
    said = words(drawing(groups=hidden))
    assert said[said.index("Men still counted") + 2] == "–"


@pytest.mark.parametrize(("width", "shown_at_least"), [("wide", 900), ("narrow", 288)])
def test_no_text_is_under_12_pixels_when_shown(width, shown_at_least):
    """The wide one is shown from a page of 960 pixels, the narrow one on screens down to 320."""
    root = fromstring(drawing(width))
    scale = min(1, shown_at_least / float(root.get("width")))
    sizes = [float(text.get("font-size").removesuffix("px")) for text in root.iter(f"{SVG}text")]
    assert min(sizes) * scale >= 12


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_it_introduces_itself_and_hides_what_is_said_better_elsewhere(width):
    root = fromstring(drawing(width))
    title, description = root[0], root[1]
    assert (root.get("role"), root.get("aria-labelledby")) == ("group", title.get("id"))
    assert root.get("aria-describedby") == description.get("id")
    assert title.text == "Share of men still in the program, by session"
    assert "Sent by a court: 50% still here at session 8" in description.text
    for text in root.iter(f"{SVG}text"):
        hidden = [g for g in root.iter() if g.get("aria-hidden") == "true" and text in list(g.iter())]
        linked = [a for a in root.iter(f"{SVG}a") if text in list(a)]
        assert bool(hidden) != bool(linked)


def test_without_links_it_is_one_picture():
    root = fromstring(retention_chart(GROUPS, width="wide"))
    assert root.get("role") == "img"
    assert list(root.iter(f"{SVG}a")) == []


def test_the_two_drawings_share_no_id():
    ids = [re.findall(r' id="([^"]+)"', drawing(width)) for width in FRAMES]
    assert not set(ids[0]) & set(ids[1])


def test_the_same_answer_is_the_same_drawing_at_once():
    first = drawing(focus="self")
    begun = time.perf_counter()
    again = drawing(focus="self")
    assert again == first
    assert time.perf_counter() - begun < 0.05, "not drawn a second time"


def test_nobody_is_no_drawing():
    assert retention_chart([], width="wide") == ""
    assert retention_chart([group("all", "All", {})], width="narrow") == ""
    assert attendance_chart([], width="wide", x_title="Weeks") == ""


def test_one_man_and_one_session_can_be_drawn():
    assert "One man" in words(drawing(groups=[group("all", "One man", {1: Ends(dropout=1)})]))


PERIODS = [
    {"key": "2025-W02", "label": "6 Jan", "offered": 10, "came": 8, "rate": 0.8},
    {"key": "2025-W03", "label": "13 Jan", "offered": 0, "came": 0, "rate": None},
    {"key": "2025-W04", "label": "20 Jan <i>", "offered": None, "came": None, "rate": 0.5},
]


def test_attendance_links_each_period_and_breaks_where_nothing_was_held():
    svg = attendance_chart(PERIODS, width="wide", x_title="Weeks", people=lambda key: f"/reports/?week={key}")
    assert links(svg) == ["/reports/?week=2025-W02", "/reports/?week=2025-W04"]
    said = words(svg)
    assert "20 Jan <i>" in said
    came, offered = said.index("Came"), said.index("Offered a place")
    assert said[came + 1 : came + 4] == ["8", "0", "–"]
    assert said[offered + 1 : offered + 4] == ["10", "0", "–"]


def test_names_are_spread_no_further_than_they_must_be():
    assert spread([10, 100, 200], gap=20, within=300) == [10, 100, 200]
    assert spread([100, 100], gap=20, within=300) == [90, 110]
    assert spread([300, 100, 299], gap=20, within=300) == [300, 100, 280]
    assert spread([], gap=20, within=300) == []


def test_ticks_are_regular_and_few():
    assert regular_ticks(0, 20.5, at_most=12) == list(range(0, 21, 2))
    assert regular_ticks(0, 20.5, at_most=6) == [0, 4, 8, 12, 16, 20]
    assert regular_ticks(1, 3.5, at_most=6) == [1, 2, 3]
    assert len(regular_ticks(0, 5000, at_most=6)) <= 6


# --- How places end ----------------------------------------------------------------------------------------------

ENDED = {2: Ends(dropout=3), 4: Ends(dropout=1, neutral=1), 8: Ends(completed=4), 10: Ends(enrolled=1)}
MEN = {
    "key": "all",
    "label": "All men",
    "curve": [{name: getattr(p, name) for name in p.__slots__} for p in aalen_johansen(ENDED)],
}


def ends_of(kind, session):
    return f"/reports/exits/men/?state={kind}&session={session}"


def paths(svg, kind: str) -> list[str]:
    return [p.get("d") for p in fromstring(svg).iter(f"{SVG}path") if kind in p.get("class", "")]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_each_way_of_ending_is_a_band_with_its_name_and_its_men(width):
    svg = exits_chart(MEN, width=width, people=ends_of)
    said = words(svg)
    for name in ("Left early", "Another reason", "Completed", "Still here", "Of 100 men"):
        assert name in said
    assert len([d for d in paths(svg, "al-fill-line") if d and d.endswith("Z")]) >= 3
    assert links(svg) == [ends_of(kind, session) for kind in ("dropout", "neutral") for session in (4, 8)] + [
        ends_of("completed", 8)
    ]


def test_the_numbers_below_make_a_hundred_at_each_session():
    said = words(exits_chart(MEN, width="wide"))
    start = said.index("Of 100 men") + 1
    rows = {}
    for name in ("Still here", "Completed", "Another reason", "Left early"):
        place = said.index(name, start)
        rows[name] = [int(word) for word in said[place + 1 : place + 12]]
    assert [sum(column) for column in zip(*rows.values(), strict=True)] == [100] * 11
    assert rows["Left early"][2] == 30


def test_the_bands_lie_on_one_another_and_never_above_the_drawing():
    curve = MEN["curve"]
    assert all(
        sum(point[kind] for kind in ("dropout", "completed", "neutral")) <= 1 + 1e-9 for point in curve
    )
    assert "10% were still here" in exits_chart(MEN, width="wide")


def test_where_sessions_are_hidden_the_band_slopes_and_their_numbers_are_dashes():
    hidden = dict.fromkeys(("dropout", "completed", "neutral"))
    curve = [
        point if point["session"] in (4, 10) else {"session": point["session"]} | hidden
        for point in MEN["curve"]
    ]
    svg = exits_chart(MEN | {"curve": curve}, width="wide")
    assert "–" in words(svg)
    assert exits_chart(MEN | {"curve": [{"session": 1} | hidden]}, width="wide") == ""
    assert exits_chart(MEN | {"curve": []}, width="narrow") == ""


def test_bands_without_links_are_one_picture_with_a_sentence():
    root = fromstring(exits_chart(MEN, width="wide"))
    assert root.get("role") == "img"
    assert "All men, by session 10: 40% had left early" in root[1].text


@pytest.mark.parametrize(("width", "shown_at_least"), [("wide", 900), ("narrow", 288)])
def test_no_text_on_the_bands_is_under_12_pixels_when_shown(width, shown_at_least):
    root = fromstring(exits_chart(MEN, width=width, people=ends_of))
    scale = min(1, shown_at_least / float(root.get("width")))
    sizes = [float(text.get("font-size").removesuffix("px")) for text in root.iter(f"{SVG}text")]
    assert min(sizes) * scale >= 12
