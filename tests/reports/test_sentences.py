"""The sentence above the chart never says more than the figures do."""

import pytest

from reports.sentences import on_attendance, on_exits, on_retention
from reports.survival import Ends, kaplan_meier, log_rank


def answer(**groups):
    curves = {name: kaplan_meier(counts) for name, counts in groups.items()}
    test = log_rank(list(groups.values()))
    return {
        "n": sum(curve.n for curve in curves.values()),
        "groups": [
            {"label": name, "n": curve.n, "events": curve.events, "not_seen": 0,
             "curve": [{word: getattr(point, word) for word in point.__slots__} for point in curve.points]}
            for name, curve in curves.items()
        ],
        "logrank": test and {"chi2": test.chi2, "df": test.df, "p": test.p},
    }  # fmt: skip


MANY_LEAVE = {2: Ends(dropout=40), 12: Ends(completed=10)}
MANY_STAY = {2: Ends(dropout=5), 12: Ends(completed=45)}
SOME_STAY = {2: Ends(dropout=7), 12: Ends(completed=43)}


def test_curves_that_differ_are_said_to_differ_and_not_why():
    said = " ".join(on_retention(answer(Left=MANY_LEAVE, Stayed=MANY_STAY)))
    assert "Of 100 men 45 left before finishing, half of those by session 2." in said
    assert "At session 8 between 20% (Left) and 90% (Stayed) were still here." in said
    assert "more than chance would explain (log-rank p < 0.001). The figures do not say why." in said


def test_curves_that_chance_explains_are_not_said_to_differ():
    said = " ".join(on_retention(answer(One=MANY_STAY, Other=SOME_STAY)))
    assert "These figures do not show that the groups differ (log-rank p = 0.5" in said
    assert "more than chance" not in said


def test_a_difference_with_overlapping_bands_says_both():
    early, late = {3: Ends(dropout=4, completed=9)}, {3: Ends(dropout=0, completed=9), 8: Ends(completed=3)}
    said = " ".join(on_retention(answer(A=early, B=late)))
    test = answer(A=early, B=late)["logrank"]
    assert test["p"] < 0.05
    assert "the bands of these two still overlap" in said


def test_a_few_who_left_are_too_few_to_say_when():
    assert (
        on_retention(answer(All={2: Ends(dropout=2), 5: Ends(enrolled=8)}))[0]
        == "Of 10 men 2 left before finishing."
    )


def test_nobody_left():
    assert on_retention(answer(All={5: Ends(enrolled=8)}))[0] == "Of 8 men nobody has left."


def test_groups_that_nobody_left_are_not_tested_aloud():
    said = on_retention(answer(A={5: Ends(enrolled=8)}, B={5: Ends(completed=8)}))
    assert said[0] == "Of 16 men nobody has left."
    assert "log-rank" not in " ".join(said)


def test_one_curve_is_compared_with_nothing():
    said = on_retention(answer(All=MANY_STAY))
    assert said == [
        "Of 50 men 5 left before finishing, half of those by session 2.",
        "At session 8, 90% were still here.",
    ]


def test_nobody_is_no_sentence():
    assert on_retention(answer()) == []
    assert on_attendance({"n": 0, "groups": []}) == []


def test_hidden_counts_stay_hidden():
    hidden = answer(All=MANY_STAY)
    hidden["groups"][0]["events"] = None
    assert on_retention(hidden)[0] == "50 men are counted."
    row = {"offered": 9, "came": None, "unrecorded": 0}
    assert on_attendance({"n": 9, "groups": [row]}) == ["9 places were offered."]


@pytest.mark.parametrize(
    ("came", "unrecorded", "said"),
    [
        (6, 0, ["Of 8 places offered and recorded, 6 were taken (75%)."]),
        (
            6,
            1,
            [
                "Of 7 places offered and recorded, 6 were taken (86%).",
                "1 more has not been recorded and counts neither way.",
            ],
        ),
        (0, 8, ["8 more have not been recorded and count neither way."]),
    ],
)
def test_what_is_not_recorded_is_said(came, unrecorded, said):
    row = {"offered": 8, "came": came, "unrecorded": unrecorded}
    assert on_attendance({"n": 8, "groups": [row]}) == said


def exits(n: int, **parts: int | None):
    return {"n": n, "reasons": [{"part": part, "reason": "x", "n": count} for part, count in parts.items()]}


def test_how_places_ended_adds_up_to_the_men():
    said = on_exits(exits(83, man=12, program=13, others=2, custody=2, neutral=5, completed=14))
    assert said == [
        "Of 83 men: 27 left early, 14 completed, 7 ended for another reason, 35 still here.",
        "Of the 27 that ended early, 12 left, we ended 13, and a court or circumstances ended 2.",
        "2 men were taken into custody.",
    ]


def test_men_counted_as_gone_are_said_beside_those_who_left():
    said = on_exits(exits(9, man=1, program=1, not_seen=3, completed=2))
    assert said[1:] == [
        "Of the 5 that ended early, 1 left, we ended 1, and a court or circumstances ended 0.",
        "The other 3 were not seen lately and are counted as gone.",
    ]


def test_where_nobody_left_nobody_is_said_to_have_ended_it():
    assert on_exits(exits(6, completed=6)) == [
        "Of 6 men: 0 left early, 6 completed, 0 ended for another reason, 0 still here."
    ]


def test_a_hidden_reason_keeps_the_sums_hidden():
    assert on_exits(exits(40, man=None, completed=20)) == ["40 men are counted."]
    assert on_exits(exits(0)) == []
