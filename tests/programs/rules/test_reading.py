import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.rules import Clock, Rules, Step, Unit
from programs.rules.examples import examples
from programs.rules.reading import RulesUnreadable, as_json, rules_from
from tests.programs.rules.test_standing import some_rules


@given(some_rules)
def test_rules_go_out_and_come_back_the_same(rules):
    assert rules_from(json.loads(json.dumps(as_json(rules)))) == rules


@pytest.mark.parametrize("shipped", list(examples()), ids=lambda each: each.key)
def test_every_example_goes_out_and_comes_back(shipped):
    assert rules_from(json.loads(json.dumps(as_json(shipped.rules)))) == shipped.rules


def test_clocks_and_steps_are_read():
    rules = rules_from(
        {
            "answer_due": {"amount": 7, "unit": "working_days"},
            "facilitators_by_size": [{"up_to": 8, "value": 1}, {"up_to": 16, "value": 2}],
        }
    )

    assert rules.answer_due == Clock(7, Unit.WORKING_DAYS)
    assert rules.facilitators_by_size == (Step(8, 1), Step(16, 2))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"blame_score": 3}, "blame_score"),
        ({"sessions_required": -1}, "sessions_required"),
        ({"sessions_required": "52"}, "sessions_required"),
        ({"sessions_required": True}, "sessions_required"),
        ({"sessions_required": 10**9}, "sessions_required"),
        ({"by_competency": 1}, "by_competency"),
        ({"counts_by": "fortnights"}, "counts_by"),
        ({"answer_due": {"amount": 7}}, "answer_due"),
        ({"answer_due": {"amount": 7, "unit": "moons"}}, "answer_due"),
        ({"answer_due": {"amount": None, "unit": "days"}}, "answer_due"),
        ({"minutes_by_size": [{"up_to": 8, "value": 1}, {"up_to": 8, "value": 2}]}, "minutes_by_size"),
        ({"minutes_by_size": "many"}, "minutes_by_size"),
        ({"instruments": [3]}, "instruments"),
        ({"fee_rule": "x" * 1001}, "fee_rule"),
        ({"min_weeks": 30, "max_weeks": 20}, "max_weeks"),
        ({"group_min": 9, "group_max": 8}, "group_max"),
        ({"max_per_phase": 2}, "phase_sessions"),
        ({"phase_sessions": 0}, "phase_sessions"),
        ({"lates_per_absence": 0}, "lates_per_absence"),
        ({"report_day": 32}, "report_day"),
    ],
)
def test_what_cannot_be_read_is_named(said, field):
    with pytest.raises(RulesUnreadable) as refused:
        rules_from(said)

    assert list(refused.value.fields) == [field]
    assert refused.value.fields[field].endswith((".", "null."))


@pytest.mark.parametrize("said", [None, [], "rules", 3])
def test_something_else_is_refused(said):
    with pytest.raises(RulesUnreadable):
        rules_from(said)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["max_weeks", "answer_due", "instruments"]), inner)))  # fmt: skip
def test_no_json_breaks_it(said):
    """It is read, or refused with its fields; nothing else comes out."""
    assert isinstance(_read(said), Rules | dict)


def _read(said):
    try:
        return rules_from(said)
    except RulesUnreadable as refused:
        return refused.fields


@pytest.mark.parametrize("said", ["\ud800", "calm \udfff", "\0"])
def test_what_no_database_keeps_is_refused(said):
    """JSON can say half of a pair, in a value and in a name."""
    texts = [each.name for each in dataclasses.fields(Rules) if each.metadata["kind"] == "text"]
    with pytest.raises(RulesUnreadable) as unreadable:
        rules_from({texts[0]: said, said: 1})
    assert texts[0] in unreadable.value.fields
    assert json.dumps(unreadable.value.fields, ensure_ascii=False).encode()
