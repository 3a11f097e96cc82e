"""Every boundary of every screen that ships, and every gap."""

from __future__ import annotations

import subprocess
import sys

import pytest

from programs.instruments.pack import ORDER, UnknownInstrument, instrument
from programs.instruments.scoring import AnswerUnknown, outcome

ALL = [instrument(code) for code in ORDER]


def adding_up_to(form, total: int) -> list[int]:
    """Answers with this sum, given from the first question on."""
    answers, left = [], total - form.lowest
    for item in form.items:
        lowest, highest = min(item.points), max(item.points)
        more = min(left, highest - lowest)
        answers.append(lowest + more)
        left -= more
    assert left == 0
    return answers


def read(code: str, total: int, **how):
    return outcome(instrument(code), adding_up_to(instrument(code), total), **how)


@pytest.mark.parametrize(
    ("code", "questions", "lowest", "highest"),
    [
        ("phq2", 2, 0, 6),
        ("phq9", 9, 0, 27),
        ("gad7", 7, 0, 21),
        ("k10", 10, 10, 50),
        ("audit_c", 3, 0, 12),
    ],
)
def test_each_has_its_questions_and_its_range(code, questions, lowest, highest):
    form = instrument(code)
    assert (len(form.items), form.lowest, form.highest) == (questions, lowest, highest)
    assert (read(code, lowest).total, read(code, highest).total) == (lowest, highest)


@pytest.mark.parametrize(
    ("code", "bands", "limits"),
    [
        ("phq9", "usual", {"minimal": (0, 4), "mild": (5, 9), "moderate": (10, 14),
                           "moderately_severe": (15, 19), "severe": (20, 27)}),
        ("gad7", "usual", {"minimal": (0, 4), "mild": (5, 9), "moderate": (10, 14), "severe": (15, 21)}),
        ("k10", "abs", {"low": (10, 15), "moderate": (16, 21), "high": (22, 29), "very_high": (30, 50)}),
        ("k10", "usual", {"well": (10, 19), "mild": (20, 24), "moderate": (25, 29), "severe": (30, 50)}),
        ("phq2", "usual", {"negative": (0, 2), "positive": (3, 6)}),
        ("audit_c", "usual", {"negative": (0, 3), "positive": (4, 12)}),
    ],
)  # fmt: skip
def test_every_sum_is_read_by_its_band(code, bands, limits):
    told = {total: band for band, (first, last) in limits.items() for total in range(first, last + 1)}
    form = instrument(code)
    assert set(told) == set(range(form.lowest, form.highest + 1))
    assert {total: read(code, total, bands=bands).band for total in told} == told


def test_bands_that_a_screen_does_not_have_are_its_usual_ones():
    assert read("phq9", 16, bands="abs").band == "moderately_severe"


@pytest.mark.parametrize(("total", "next_one"), [(2, ""), (3, "phq9"), (6, "phq9")])
def test_from_three_on_the_phq2_leads_to_the_phq9(total, next_one):
    assert read("phq2", total).leads_to == next_one


@pytest.mark.parametrize(("whom", "total", "band"), [
    ("men", 3, "negative"), ("men", 4, "positive"), ("women", 2, "negative"), ("women", 3, "positive"),
])  # fmt: skip
def test_the_audit_c_has_one_limit_for_men_and_one_for_women(whom, total, band):
    assert read("audit_c", total, whom=whom).band == band


@pytest.mark.parametrize(
    ("answers", "item"), [((4, 0, 0), 1), ((4, 1, 0), 0), ((3, 1, 0), 0), ((3, 0, 0), 0), ((0, 4, 0), 0)]
)
def test_every_point_from_the_first_question_asks_for_a_second_look(answers, item):
    assert outcome(instrument("audit_c"), answers).all_from_one == item


@pytest.mark.parametrize("points", [0, 1, 2, 3])
def test_question_nine_asks_about_safety_whatever_the_total(points):
    alone = outcome(instrument("phq9"), [0] * 8 + [points])
    in_a_gap = outcome(instrument("phq9"), [None] * 8 + [points])
    assert (alone.asks_safety, in_a_gap.asks_safety) == (points > 0, points > 0)
    assert (alone.total, in_a_gap.total, in_a_gap.band) == (points, None, "")


def test_no_other_question_opens_the_safety_prompt():
    assert not outcome(instrument("phq9"), [3] * 8 + [0]).asks_safety
    assert not any(read(form.code, form.highest).asks_safety for form in ALL if form.code != "phq9")


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.code)
def test_one_gap_anywhere_means_no_total(form):
    for gap in range(len(form.items)):
        answers: list[int | None] = [max(item.points) for item in form.items]
        answers[gap] = None
        said = outcome(form, answers)
        assert (said.total, said.band, said.leads_to, said.missing) == (None, "", "", (gap + 1,))


@pytest.mark.parametrize(("after", "left_out"), [(2, 3), (5, 6)])
def test_read_out_a_k10_leaves_two_questions_out_and_counts_one_for_each(after, left_out):
    answers: list[int | None] = [2] * 10
    answers[after - 1], answers[left_out - 1] = 1, None
    assert outcome(instrument("k10"), answers).total == 18
    assert outcome(instrument("k10"), answers, read_out=False).missing == (left_out,)
    answers[after - 1] = 2
    assert outcome(instrument("k10"), answers).total is None


@pytest.mark.parametrize("answer", [-1, 4, 9, True, "1", 1.5])
def test_an_answer_that_the_form_does_not_offer_is_named(answer):
    with pytest.raises(AnswerUnknown) as unknown:
        outcome(instrument("phq2"), [0, answer])
    assert unknown.value.item == 2


@pytest.mark.parametrize("answers", [[], [0], [0, 0, 0]])
def test_a_form_has_as_many_answers_as_questions(answers):
    with pytest.raises(AnswerUnknown) as unknown:
        outcome(instrument("phq2"), answers)
    assert unknown.value.item == 0


@pytest.mark.parametrize("form", ALL, ids=lambda form: form.code)
def test_each_says_whose_it_is_and_under_what_license(form):
    assert all((form.version, form.language, form.license, form.attribution, form.source, form.opening))
    assert all(item.says and len({words for _points, words in item.choices}) >= 4 for item in form.items)


def test_what_is_not_translated_yet_is_shown_in_english_and_says_so():
    assert instrument("phq9", "fr-ca").language == "en"


@pytest.mark.parametrize("code", ["ors", "srs", "c_ssrs", "who5", "../phq9", ""])
def test_what_may_not_be_copied_does_not_ship(code):
    with pytest.raises(UnknownInstrument):
        instrument(code)


def test_adding_up_knows_nothing_of_django():
    asked = "import sys, programs.instruments.scoring; print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
