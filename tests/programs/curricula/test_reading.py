from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.curricula import Written, WrittenHandout, WrittenPart, WrittenPlan, WrittenSkill
from programs.curricula.reading import CurriculumUnreadable, as_json, curriculum_from

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.text("abc xyz’é", min_size=1, max_size=20).map(lambda text: " ".join(text.split()) or "x")
sheets = st.builds(WrittenHandout, title=words, words=words)
plans = st.builds(
    WrittenPlan,
    name=words,
    minutes=st.integers(1, 600),
    aim=words | st.just(""),
    steps=st.lists(words, max_size=3).map(tuple),
    handouts=st.lists(sheets, max_size=2).map(tuple),
    skills=st.lists(words, max_size=3, unique=True).map(tuple),
    for_everybody=st.booleans(),
)
parts = st.builds(
    WrittenPart,
    name=words,
    stage=st.sampled_from(["me", "we"]),
    skills=words | st.just(""),
    plans=st.lists(plans, max_size=3).map(tuple),
)
curricula = st.builds(
    Written,
    name=words | st.just(""),
    me_first=st.none() | st.integers(0, 500),
    skills=st.lists(st.builds(WrittenSkill, name=words, says=words), max_size=2).map(tuple),
    parts=st.lists(parts, max_size=3).map(tuple),
)


@PATIENT
@given(curricula)
def test_a_curriculum_goes_out_and_comes_back_the_same(written):
    assert curriculum_from(json.loads(json.dumps(as_json(written)))) == written


def test_a_default_is_not_written_down():
    said = as_json(Written(parts=(WrittenPart("Breathing", plans=(WrittenPlan("In and out"),)),)))
    assert said == {"format": 1, "parts": [{"name": "Breathing", "plans": [{"name": "In and out"}]}]}


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ([], "curriculum"),
        ({"blame": 1}, "blame"),
        ({"me_first": "six"}, "me_first"),
        ({"me_first": True}, "me_first"),
        ({"parts": "all"}, "parts"),
        ({"parts": [{}] * 501}, "parts"),
        ({"parts": [{}]}, "parts.0.name"),
        ({"parts": [{"name": " "}]}, "parts.0.name"),
        ({"parts": [{"name": "A", "stage": "they"}]}, "parts.0.stage"),
        ({"parts": [{"name": "A", "plans": [{"name": "B", "minutes": 0}]}]}, "parts.0.plans.0.minutes"),
        ({"parts": [{"name": "A", "plans": [{"name": "B", "steps": [3]}]}]}, "parts.0.plans.0.steps.0"),
        ({"parts": [{"name": "A", "plans": [{"name": "B", "for_everybody": "no"}]}]},
         "parts.0.plans.0.for_everybody"),
        ({"parts": [{"name": "A", "plans": [{"name": "B", "handouts": [{"title": "C"}]}]}]},
         "parts.0.plans.0.handouts.0.words"),
        ({"parts": [{"name": "A", "plans": [{"name": "x" * 151}]}]}, "parts.0.plans.0.name"),
        ({"skills": [{"name": "A\0"}]}, "skills.0.name"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_by_its_place(said, place):
    with pytest.raises(CurriculumUnreadable) as refused:
        curriculum_from(said)
    assert list(refused.value.fields) == [place]


def test_every_fault_is_named_at_once():
    with pytest.raises(CurriculumUnreadable) as refused:
        curriculum_from({"me_first": -1, "parts": [{"stage": "they"}]})
    assert set(refused.value.fields) == {"me_first", "parts.0.stage", "parts.0.name"}


@pytest.mark.parametrize("said", ["\ud800", "calm \udfff", "\0"])
def test_what_no_database_keeps_is_refused_by_its_place(said):
    """JSON can say half of a pair, in a value and in a name."""
    part = {"name": said, "stage": "me", "plans": [{"name": "One", "minutes": 60, "steps": [said]}]}
    with pytest.raises(CurriculumUnreadable) as unreadable:
        curriculum_from({"parts": [part | {said: 1}]})
    assert {"parts.0.name", "parts.0.plans.0.steps.0"} < set(unreadable.value.fields)
    assert json.dumps(unreadable.value.fields, ensure_ascii=False).encode()
