"""The curriculum that ships: in the order it promises, safe first, and in plain words."""

from __future__ import annotations

import json
import re

import pytest

from programs.curricula.examples import examples
from programs.curricula.reading import as_json, curriculum_from

SHIPPED = examples()["steady-ground"]
PLANS = [(part, plan) for part in SHIPPED.parts for plan in part.plans]


@pytest.mark.parametrize("key", list(examples()))
def test_every_example_goes_out_and_comes_back(key):
    written = examples()[key]
    assert curriculum_from(json.loads(json.dumps(as_json(written)))) == written


def test_it_has_sixteen_sessions_and_me_comes_before_we():
    assert len(PLANS) == 16
    assert [part.stage for part in SHIPPED.parts] == sorted(part.stage for part in SHIPPED.parts)
    assert [part.name for part in SHIPPED.parts] == [
        "Safe first",
        "Who I am",
        "Feelings and triggers",
        "Friends and peers",
        "Close to others",
    ]


def test_safety_impact_and_time_out_come_first_and_are_for_everybody():
    assert [plan.for_everybody for _part, plan in PLANS] == [True, True] + [False] * 14
    assert "Time-out plan" in PLANS[0][1].skills
    assert "Safety plan" in PLANS[1][1].skills


def test_the_me_sessions_asked_for_can_be_come_to():
    me = [plan for part, plan in PLANS if part.stage == "me"]
    assert SHIPPED.me_first is not None
    assert 0 < SHIPPED.me_first <= len(me) == 8


def test_each_session_has_an_aim_steps_a_sheet_and_a_tool_of_the_library():
    library = {skill.name for skill in SHIPPED.skills}
    for _part, plan in PLANS:
        assert plan.aim
        assert len(plan.steps) >= 6
        assert plan.handouts
        assert plan.skills
        assert set(plan.skills) <= library
    assert all(skill.says for skill in SHIPPED.skills)
    assert library == {name for _part, plan in PLANS for name in plan.skills}


def test_its_words_are_plain():
    """Grade 8 or below for the whole, counted as Flesch and Kincaid do."""
    text = " ".join(
        sentence
        for _part, plan in PLANS
        for sentence in (plan.aim, *plan.steps, *(s.words for s in plan.handouts))
    )
    sentences = [each for each in re.split(r"[.?!:·\n]+", text.replace("_", "")) if each.strip()]
    words = re.findall(r"[a-z’']+", text.lower())
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", word.removesuffix("e")))) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    assert grade < 8


@pytest.mark.parametrize(
    "word", ["perpetrator", "offender", "abuser", "denial", "minimiz", "batter", "client"]
)
def test_nobody_is_called_by_what_he_did(word):
    assert word not in json.dumps(as_json(SHIPPED)).lower()
