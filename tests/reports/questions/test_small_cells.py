"""What those who may not open the records do not see, and cannot reckon back."""

from dataclasses import asdict

import pytest

from reports.questions import exits, retention
from reports.questions.small_cells import TOGETHER, hide_in_curve, hide_in_table, hide_together, merge_small
from reports.survival import Ends, kaplan_meier
from tests.conftest import NOW
from tests.reports.history import load_history


def group(key: str, n: int):
    return (key, key.title(), {1: Ends(enrolled=n)}, 0)


def names(groups) -> list[str]:
    return [group[0] for group in groups]


def test_groups_under_five_become_one():
    assert names(merge_small([group("a", 9), group("b", 3), group("c", 2)])) == ["a", TOGETHER]


def test_one_small_group_takes_the_next_smallest_with_it():
    merged = merge_small([group("a", 9), group("b", 4), group("c", 6)])
    assert names(merged) == ["a", TOGETHER]
    assert merged[1][2] == {1: Ends(enrolled=10)}


def test_groups_of_five_stay_as_they_are_and_fewer_than_five_men_are_nobody():
    groups = [group("a", 5), group("b", 5)]
    assert merge_small(groups) == groups
    assert merge_small([group("a", 2), group("b", 2)]) == []


def test_one_hidden_cell_takes_a_second_with_it():
    assert hide_together([9, 3, 7, 0]) == [9, None, None, 0]
    assert hide_together([2, 3, 7]) == [None, None, 7]
    assert hide_together([9, 7, 0]) == [9, 7, 0]
    assert hide_together([3]) == [None]


def curve(counts):
    return hide_in_curve([asdict(point) for point in kaplan_meier(counts).points], ("events", "censored"))


def test_a_curve_moves_only_when_five_have_gone_and_ends_with_fewer_than_five():
    points = curve(
        {1: Ends(dropout=2), 2: Ends(dropout=3), 4: Ends(dropout=6), 6: Ends(enrolled=9), 7: Ends(enrolled=4)}
    )
    assert [point["survival"] for point in points] == [None, 19 / 24, 19 / 24, 13 / 24, 13 / 24, 13 / 24]
    assert [point["events"] for point in points] == [None, None, 0, 6, 0, 0]
    assert [point["at_risk"] for point in points] == [24, None, 19, 19, 13, 13]
    assert points[-1]["session"] == 6, "four men are counted at session 7"


def test_no_curve_says_that_all_stayed_while_the_first_to_go_are_hidden():
    assert curve({2: Ends(dropout=2), 6: Ends(enrolled=9)}) == []
    assert len(curve({6: Ends(enrolled=9)})) == 6


def test_neither_a_row_nor_a_column_gives_a_small_cell_away():
    def row(key, offered, came, told_us, no_word, unrecorded):
        return {"key": key, "offered": offered, "came": came, "told_us": told_us, "no_word": no_word,
                "unrecorded": unrecorded, "rate": 0.5, "hours": 10.0}  # fmt: skip

    answer = hide_in_table({"n": 72, "groups": [row("a", 32, 20, 9, 3, 0), row("b", 40, 20, 10, 10, 0)]})
    first, second = answer["groups"]
    assert first["no_word"] is None
    assert [first, second] == [first | {"rate": None, "hours": None}, second | {"rate": None, "hours": None}]
    for cells in (
        (first, second),
        zip(*[(g["told_us"], g["no_word"]) for g in (first, second)], strict=True),
    ):
        for line in cells:
            hidden = [value for value in (line.values() if isinstance(line, dict) else line) if value is None]
            assert len(hidden) != 1
    assert "a.no_word" in answer["suppressed"]


@pytest.mark.django_db
def test_intake_sees_no_small_count_of_the_sample_history(cast):
    load_history(cast.service, program=cast.program)
    asked = {"staff": cast.ines, "at": NOW, "by": "source"}
    answer, whole = retention(**asked), retention(**(asked | {"staff": cast.priya}))
    assert answer["suppressed"]
    assert "suppressed" not in whole
    assert answer["n"] == whole["n"]
    for each in answer["groups"]:
        counts = [each["n"], each["events"], each["not_seen"]]
        counts += [point[name] for point in each["curve"] for name in ("events", "censored", "at_risk")]
        assert not [count for count in counts if count is not None and 0 < count < 5]
    for each in exits(**asked)["groups"]:
        exact = {
            p["session"]: p
            for g in exits(**(asked | {"staff": cast.priya}))["groups"]
            if g["key"] == each["key"]
            for p in g["curve"]
        }
        for point in each["curve"]:
            assert point["dropout"] is None or point == exact[point["session"]]


@pytest.mark.django_db
def test_a_director_and_a_counselor_see_every_man_they_may_open(cast):
    load_history(cast.service, program=cast.program)
    assert "suppressed" not in retention(staff=cast.tom, at=NOW, by="group")
