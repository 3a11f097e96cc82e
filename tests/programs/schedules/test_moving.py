from __future__ import annotations

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.schedules import Recurrence, Slot, cascaded, days_of, shifted

# A machine that is busy makes no rule wrong.
PATIENT = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FIRST = date(2026, 11, 5)


@st.composite
def evenings(draw):
    """Sessions of a rule, some of them moved by hand before, and days that are skipped."""
    rule = Recurrence(
        first_on=FIRST,
        begins=time(18),
        minutes=90,
        weekdays=tuple(draw(st.sets(st.integers(0, 6), min_size=1, max_size=3))),
        every_weeks=draw(st.integers(1, 2)),
        count=draw(st.integers(1, 20)),
    )
    days = sorted(set(days_of(rule)) | draw(st.sets(st.integers(0, 90).map(_day), max_size=3)))
    return rule, [Slot(number, day) for number, day in enumerate(days)], draw(skips)


def _day(offset: int) -> date:
    return FIRST + timedelta(days=offset)


skips = st.sets(st.integers(0, 200).map(_day), max_size=40)


@PATIENT
@given(evenings(), st.integers(0, 120))
def test_a_cascade_keeps_the_order_shares_no_day_and_lands_on_no_skipped_day(case, later):
    rule, slots, skipped = case
    to = FIRST + timedelta(days=later)
    moved = cascaded(slots, to=to, rule=rule, skipped=skipped)

    assert [slot.key for slot in moved] == [slot.key for slot in slots]
    assert all(before.on < after.on for before, after in pairwise(moved))
    assert moved[0].on == to
    assert not {slot.on for slot in moved[1:]} & skipped


@PATIENT
@given(evenings())
def test_a_cascade_that_moves_nothing_leaves_everybody_where_they_are(case):
    rule, slots, _skipped = case

    assert cascaded(slots, to=slots[0].on, rule=rule) == slots


@PATIENT
@given(evenings(), st.integers(1, 60))
def test_a_session_after_a_gap_need_not_move(case, later):
    """Only as far as it must: whoever stood clear of the one before stays."""
    rule, slots, skipped = case
    moved = cascaded(slots, to=slots[0].on + timedelta(days=later), rule=rule, skipped=skipped)

    for before, (slot, now) in zip(moved, zip(slots[1:], moved[1:], strict=True), strict=False):
        if slot.on > before.on and slot.on not in skipped:
            assert now == slot


@PATIENT
@given(evenings(), st.integers(-60, 60))
def test_a_shift_keeps_the_order_and_lands_on_no_skipped_day(case, days):
    _rule, slots, skipped = case
    moved = shifted(slots, days=days, skipped=skipped)

    assert [slot.key for slot in moved] == [slot.key for slot in slots]
    assert all(before.on < after.on for before, after in pairwise(moved))
    assert not {slot.on for slot in moved} & skipped
    assert all(now.on >= was.on + timedelta(days=days) for was, now in zip(slots, moved, strict=True))


def test_moving_one_over_christmas_pushes_those_after_it():
    rule = Recurrence(first_on=date(2026, 12, 10), begins=time(18), minutes=90, weekdays=(3,), count=4)
    slots = [Slot(number, day) for number, day in enumerate(days_of(rule), start=1)]
    closed = {date(2026, 12, 24), date(2026, 12, 31)}

    moved = cascaded(slots, to=date(2026, 12, 17), rule=rule, skipped=closed)

    assert [slot.on for slot in moved] == [
        date(2026, 12, 17),
        date(2027, 1, 7),
        date(2027, 1, 14),
        date(2027, 1, 21),
    ]


def test_where_no_day_is_left_it_says_so():
    class Every:
        def __contains__(self, day) -> bool:
            return True

    rule = Recurrence(first_on=FIRST, begins=time(18), minutes=90, weekdays=(3,), count=2)
    slots = [Slot(1, FIRST), Slot(2, FIRST + timedelta(days=7))]

    with pytest.raises(ValueError, match="no day left"):
        cascaded(slots, to=FIRST, rule=rule, skipped=Every())
