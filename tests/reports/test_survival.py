"""The figures against R's on the sample history, against lifelines on random men, and at the edges."""

import csv
import json
import math
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.statistics import multivariate_logrank_test

from reports.survival import Ends, aalen_johansen, chi2_survival, kaplan_meier, log_rank

HISTORY = Path(__file__).parents[1] / "samples" / "history"
CAME = {"present", "late", "left_early", "remote", "make_up", "sent_home"}
NOT_OFFERED = {"cancelled", "on_leave"}
NEUTRAL = {
    "mandate_completed", "transferred", "referred_elsewhere", "moved", "custody", "illness", "died",
    "order_ended", "program_closed", "administrative",
}  # fmt: skip
EXPECTED = json.loads((HISTORY / "expected.json").read_text())


def rows(name: str) -> list[dict[str, str]]:
    with (HISTORY / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def how_it_ended(reason: str | None) -> str:
    if reason is None:
        return "enrolled"
    return "completed" if reason == "completed" else "neutral" if reason in NEUTRAL else "dropout"


def read_units() -> list[tuple[str, str, str, int, str]]:
    """The definition of the report once more, row by row and without a database."""
    offered = defaultdict(list)
    for row in sorted(rows("attendance.csv"), key=lambda row: row["session_on"]):
        if row["outcome"] not in NOT_OFFERED:
            offered[row["client_ref"], row["group"]].append((row["session_on"], row["outcome"] in CAME))
    reasons = {(row["client_ref"], row["group"]): row["reason"] for row in rows("exits.csv")}
    referrals = sorted(rows("referrals.csv"), key=lambda row: row["received_on"])
    units = []
    for (ref, group), sessions in offered.items():
        came = [number for number, (_, attended) in enumerate(sessions) if attended]
        if not came:
            continue
        status = how_it_ended(reasons.get((ref, group)))
        last = came[-1] if status == "dropout" else len(sessions) - 1
        his = [row for row in referrals if row["client_ref"] == ref]
        source = [row for row in his if row["received_on"] <= sessions[0][0]] or his[:1]
        units.append((ref, group, source[-1]["source"], last - came[0] + 1, status))
    return units


def counts_of(times_and_statuses) -> dict[int, Ends]:
    numbers: dict[int, Counter] = defaultdict(Counter)
    for time, status in times_and_statuses:
        numbers[time][status] += 1
    return {time: Ends(**ends) for time, ends in numbers.items()}


@pytest.fixture(scope="module")
def units():
    return read_units()


def test_the_units_are_those_of_the_reference(units):
    theirs = [
        tuple(unit[k] for k in ("ref", "group", "source", "time", "status")) for unit in EXPECTED["units"]
    ]
    assert sorted(units) == sorted(theirs)


@pytest.mark.parametrize("split", ["by_source", "overall"])
def test_every_figure_of_retention_is_the_reference_figure(units, split):
    for group in EXPECTED["retention"][split]["groups"]:
        curve = kaplan_meier(counts_of(u[3:] for u in units if group["key"] in ("all", u[2])))
        assert (curve.n, curve.events, curve.median) == (group["n"], group["events"], group["median"])
        assert len(curve.points) == len(group["curve"])
        for point, theirs in zip(curve.points, group["curve"], strict=True):
            for name, value in theirs.items():
                assert getattr(point, name) == (value if value is None else pytest.approx(value, abs=1e-9)), (
                    theirs
                )


@pytest.mark.parametrize("split", ["by_source", "overall"])
def test_every_figure_of_exits_is_the_reference_figure(units, split):
    for group in EXPECTED["exits"][split]["groups"]:
        curve = aalen_johansen(counts_of(u[3:] for u in units if group["key"] in ("all", u[2])))
        assert len(curve) == len(group["curve"])
        for point, theirs in zip(curve, group["curve"], strict=True):
            for name, value in theirs.items():
                assert getattr(point, name) == pytest.approx(value, abs=1e-9)


def test_the_log_rank_is_the_reference_figure(units):
    theirs = EXPECTED["retention"]["by_source"]["logrank"]
    keys = [group["key"] for group in EXPECTED["retention"]["by_source"]["groups"]]
    result = log_rank([counts_of(u[3:] for u in units if u[2] == key) for key in keys])
    assert result.df == theirs["df"]
    assert result.chi2 == pytest.approx(theirs["chi2"], abs=1e-9)
    assert result.p == pytest.approx(theirs["p"], abs=1e-9)


men = st.lists(
    st.tuples(
        st.integers(1, 20), st.sampled_from(["dropout", "dropout", "completed", "neutral", "enrolled"])
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(men)
def test_the_curve_agrees_with_lifelines(men):
    fitter = KaplanMeierFitter().fit([t for t, _ in men], [status == "dropout" for _, status in men])
    curve = kaplan_meier(counts_of(men))
    assert [p.session for p in curve.points] == list(range(1, max(t for t, _ in men) + 1))
    for point in curve.points:
        assert point.survival == pytest.approx(fitter.predict(point.session), abs=1e-9)
        assert point.at_risk == sum(t >= point.session for t, _ in men)
        if point.lower is not None:
            low, high = fitter.confidence_interval_survival_function_.loc[: point.session].iloc[-1]
            assert (point.lower, point.upper) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(men, min_size=2, max_size=5))
def test_the_log_rank_agrees_with_lifelines(groups):
    result = log_rank([counts_of(men) for men in groups])
    flat = [(time, status == "dropout", i) for i, men in enumerate(groups) for time, status in men]
    assert result.df == len(groups) - 1
    if result.chi2 == 0:
        return  # lifelines divides by nothing there
    theirs = multivariate_logrank_test(
        [t for t, _, _ in flat], [i for _, _, i in flat], [e for _, e, _ in flat]
    )
    assert result.chi2 == pytest.approx(theirs.test_statistic, rel=1e-6, abs=1e-9)
    assert result.p == pytest.approx(theirs.p_value, rel=1e-6, abs=1e-9)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(men)
def test_the_ways_of_ending_and_staying_add_up_to_everybody(men):
    counts = counts_of(men)
    everyone_ends = {s: Ends(dropout=e.total - e.enrolled, enrolled=e.enrolled) for s, e in counts.items()}
    for point, staying in zip(aalen_johansen(counts), kaplan_meier(everyone_ends).points, strict=True):
        assert point.dropout + point.completed + point.neutral + staying.survival == pytest.approx(
            1, abs=1e-12
        )


def test_nobody_is_an_empty_curve():
    curve = kaplan_meier({})
    assert (curve.n, curve.events, curve.median, curve.points) == (0, 0, None, [])
    assert aalen_johansen({}) == []


def test_one_man_who_leaves_at_once():
    (point,) = kaplan_meier({1: Ends(dropout=1)}).points
    assert (point.survival, point.lower, point.upper) == (0, None, None)
    assert kaplan_meier({1: Ends(dropout=1)}).median == 1


def test_everybody_still_here_has_no_band_and_no_median():
    curve = kaplan_meier({3: Ends(enrolled=4)})
    assert [(p.survival, p.lower, p.upper) for p in curve.points] == [(1, None, None)] * 3
    assert [p.at_risk for p in curve.points] == [4, 4, 4]
    assert curve.median is None


def test_a_band_keeps_its_value_after_the_last_event_and_vanishes_at_nought():
    points = kaplan_meier({1: Ends(dropout=1), 3: Ends(completed=1), 4: Ends(dropout=1)}).points
    assert points[0].lower == points[1].lower == points[2].lower
    assert (points[3].survival, points[3].lower, points[3].upper) == (0, None, None)


def test_the_event_comes_before_the_censoring():
    (point,) = kaplan_meier({1: Ends(dropout=1, completed=1)}).points
    assert (point.at_risk, point.survival) == (2, 0.5)


def test_exactly_a_half_is_a_median_whatever_floats_say():
    assert 9 / 10 * (7 / 9) * (5 / 7) > 0.5, "the trap"
    counts = {1: Ends(dropout=1), 2: Ends(dropout=2), 3: Ends(dropout=2, enrolled=5)}
    assert kaplan_meier(counts).median == 3


def test_a_session_number_below_one_is_refused():
    with pytest.raises(ValueError, match="start at 1"):
        kaplan_meier({0: Ends(dropout=1)})


def test_one_group_has_nothing_to_be_compared_with():
    assert log_rank([]) is None
    assert log_rank([{1: Ends(dropout=1)}]) is None
    assert log_rank([{1: Ends(dropout=1)}, {}]) is None


def test_groups_of_whom_nobody_left_do_not_differ():
    result = log_rank([{2: Ends(enrolled=3)}, {5: Ends(completed=1)}, {1: Ends(neutral=2)}])
    assert (result.chi2, result.df, result.p) == (0, 2, 1)


def test_a_group_that_is_gone_before_anyone_leaves_counts_as_named_and_adds_nothing():
    two = [{2: Ends(dropout=3, enrolled=2)}, {4: Ends(dropout=1), 6: Ends(enrolled=5)}]
    three = log_rank([*two, {1: Ends(enrolled=4)}])
    assert (log_rank(two).df, three.df) == (1, 2)
    assert three.chi2 == pytest.approx(log_rank(two).chi2, rel=1e-12)
    assert three.p == pytest.approx(math.exp(-three.chi2 / 2), rel=1e-12)


def test_a_single_group_at_risk_when_men_left_has_nobody_to_differ_from():
    result = log_rank([{5: Ends(dropout=3)}, {2: Ends(enrolled=4)}])
    assert (result.chi2, result.df, result.p) == (0, 1, 1)


def test_groups_that_all_leave_together_do_not_differ():
    result = log_rank([{2: Ends(dropout=2)}, {2: Ends(dropout=1)}, {2: Ends(dropout=1)}])
    assert (result.chi2, result.df, result.p) == (0, 2, 1)


def test_the_order_of_the_groups_does_not_matter():
    a, b, c = (
        {1: Ends(dropout=4, enrolled=1)},
        {3: Ends(dropout=1, neutral=6)},
        {2: Ends(dropout=1, completed=3)},
    )
    assert log_rank([a, b, c]).chi2 == pytest.approx(log_rank([c, a, b]).chi2, rel=1e-12)


@pytest.mark.parametrize(
    ("x", "df", "p"),
    # Exact: df 2 is exp(-x/2), df 4 is exp(-x/2)(1 + x/2), df 1 is erfc(sqrt(x/2)), df 3 adds sqrt(2x/pi) exp(-x/2).
    [
        (0.0, 3, 1.0),
        (5.0, 2, math.exp(-2.5)),
        (5.0, 4, math.exp(-2.5) * 3.5),
        (3.0, 1, math.erfc(math.sqrt(1.5))),
        (3.0, 3, math.erfc(math.sqrt(1.5)) + math.sqrt(6 / math.pi) * math.exp(-1.5)),
        (900.0, 2, math.exp(-450)),
    ],
)
def test_the_chi_square_tail_in_closed_form(x, df, p):
    assert chi2_survival(x, df=df) == pytest.approx(p, rel=1e-12, abs=0)


def test_the_chi_square_tail_agrees_with_scipy():
    from scipy.stats import chi2

    for df in range(1, 40):
        for x in (1e-6, 0.3, 1.0, 4.0, 13.37, 60.0, 250.0):
            assert chi2_survival(x, df=df) == pytest.approx(chi2.sf(x, df), rel=1e-12, abs=1e-15)
