"""What must hold for every record under every rule: no case by case can say it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.models.attendance import CAME
from programs.rules import Offer, Order, Record, Rules, standing_of
from programs.rules.sentences import explained, why
from programs.rules.weighing import Weight
from tests.programs.rules.letters import FIRST, OUTCOMES, record_of

amounts = st.none() | st.integers(0, 6)
offers = st.builds(
    Offer,
    on=st.just(FIRST),
    outcome=st.sampled_from(list(OUTCOMES.values())),
    minutes=st.sampled_from([60, 90, 120]),
    minutes_late=st.none() | st.integers(0, 60),
    reason_accepted=st.booleans(),
)
some_rules = st.builds(
    Rules,
    sessions_required=st.none() | st.integers(1, 30),
    minutes_required=st.none() | st.integers(60, 3000),
    counts_by=st.sampled_from(["sessions", "minutes"]),
    intake_counts=st.booleans(),
    grace_minutes=st.none() | st.integers(0, 30),
    left_early_credited=st.booleans(),
    remote_credited=st.booleans(),
    max_absences=amounts,
    max_no_word=amounts,
    max_in_a_row=amounts,
    max_per_phase=amounts,
    phase_sessions=st.integers(1, 8),
    told_us_counts=st.booleans(),
    accepted_is_none=st.booleans(),
    lates_per_absence=st.none() | st.integers(1, 3),
    make_up_allowed=st.booleans(),
    make_up_days=st.none() | st.integers(0, 30),
    make_ups_most=amounts,
    make_up_clears=st.booleans(),
)


@st.composite
def records(draw) -> Record:
    rows = draw(st.lists(offers, max_size=30))
    weekly = []
    for week, row in enumerate(rows):
        day = FIRST + timedelta(weeks=week)
        later = draw(st.none() | st.integers(0, 40)) if row.outcome == "make_up" else None
        weekly.append(replace(row, on=day, made_up_on=None if later is None else day + timedelta(days=later)))
    return Record(started_on=FIRST, offers=tuple(weekly), intake_on=draw(st.sampled_from([None, FIRST])))


@given(records(), some_rules)
def test_every_session_offered_is_in_one_place(record, rules):
    standing = standing_of(record, rules)

    missed = standing.told_us + standing.no_word
    assert standing.offered == standing.came + missed + standing.unrecorded
    assert len(record.offers) - standing.offered == sum(
        offer.outcome in ("on_leave", "cancelled") for offer in record.offers
    )


@given(records(), some_rules)
def test_what_is_credited_he_came_to(record, rules):
    standing = standing_of(record, rules)

    assert all(one.came for one in standing.weighed if one.credited)
    assert standing.credited <= standing.came + (record.intake_on is not None)
    assert all(0 <= one.minutes <= one.offer.minutes for one in standing.weighed)


@given(records(), some_rules, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_says_nothing(record, rules, chance):
    shuffled = list(record.offers)
    chance.shuffle(shuffled)

    assert standing_of(replace(record, offers=tuple(shuffled)), rules) == standing_of(record, rules)


@given(records(), some_rules)
def test_coming_once_more_takes_nothing_away(record, rules):
    day = max((offer.on for offer in record.offers), default=FIRST) + timedelta(weeks=1)
    more = replace(record, offers=(*record.offers, Offer(on=day, outcome="present")))
    before, after = standing_of(record, rules), standing_of(more, rules)

    assert after.credited == before.credited + 1
    assert after.minutes >= before.minutes
    assert after.absences == before.absences


@given(records(), some_rules)
def test_what_was_not_offered_or_not_marked_changes_nothing_he_is_held_to(record, rules):
    """A night without a group, a leave: the record without it comes to the same."""
    without = replace(
        record,
        offers=tuple(offer for offer in record.offers if offer.outcome not in ("on_leave", "cancelled")),
    )
    one, other = standing_of(record, rules), standing_of(without, rules)

    assert (one.credited, one.minutes, one.absences, one.limits) == (
        other.credited,
        other.minutes,
        other.absences,
        other.limits,
    )


@given(records(), some_rules)
def test_a_limit_is_passed_on_the_day_that_passed_it(record, rules):
    standing = standing_of(record, rules)

    for limit in standing.limits:
        assert (limit.passed_on is not None) == limit.over
        if limit.passed_on and limit.rule == "max_absences":
            until = replace(
                record, offers=tuple(offer for offer in record.offers if offer.on < limit.passed_on)
            )
            assert not any(each.rule == limit.rule for each in standing_of(until, rules).over)


@given(records(), some_rules)
def test_everything_has_its_sentence(record, rules):
    standing = standing_of(record, rules)

    assert all(explained(standing))
    assert all(why(one) for one in standing.weighed)
    assert len(explained(standing)) >= 1 + len(standing.limits)


@given(records(), some_rules, st.integers(0, 30))
def test_each_order_is_credited_from_its_own_day(record, rules, weeks):
    day = FIRST + timedelta(weeks=weeks)
    ordered = standing_of(record, rules, Order(name="second", credited_from=day))
    free = standing_of(record, rules)

    assert ordered.came == free.came
    assert ordered.credited <= free.credited
    assert all((one.offer.made_up_on or one.offer.on) >= day for one in ordered.weighed if one.credited)


def test_two_orders_on_one_record_are_done_apart():
    record = record_of("P" * 12)
    first = standing_of(record, Rules(), Order(name="court", sessions_required=10))
    second = standing_of(record, Rules(), Order(name="child protection", sessions_required=16))

    assert (first.dose_done, first.sessions_left) == (True, 0)
    assert (second.dose_done, second.sessions_left) == (False, 4)


def test_an_order_ends_before_the_rules_do():
    order = Order(due_on=FIRST + timedelta(weeks=10))

    assert standing_of(record_of("P"), Rules(max_weeks=30), order).latest_end == order.due_on


def test_without_a_dose_nobody_is_done():
    assert not standing_of(record_of("P" * 99), Rules()).dose_done


@pytest.mark.parametrize(
    ("rules", "days_later", "weight"),
    [
        (Rules(), 50, Weight.MADE_UP),
        (Rules(make_up_days=30), 30, Weight.MADE_UP),
        (Rules(make_up_days=30), 31, Weight.MADE_UP_TOO_LATE),
        (Rules(make_up_allowed=False), 1, Weight.NO_MAKE_UPS),
        (Rules(make_ups_most=0), 1, Weight.MAKE_UPS_USED),
    ],
)
def test_a_make_up_counts_within_its_window(rules, days_later, weight):
    offer = Offer(on=FIRST, outcome="make_up", made_up_on=FIRST + timedelta(days=days_later))
    standing = standing_of(Record(started_on=FIRST, offers=(offer,)), rules)

    assert standing.weighed[0].weight is weight
    assert standing.absences == (weight is not Weight.MADE_UP)
    assert standing.came == 1


def test_a_make_up_may_count_and_still_be_an_absence():
    standing = standing_of(record_of("M"), Rules(make_up_clears=False))

    assert (standing.credited, standing.absences) == (1, 1)


def test_a_session_nobody_marked_ends_a_row_of_misses():
    assert not standing_of(record_of("UU?UU"), Rules(max_in_a_row=2)).over
    assert standing_of(record_of("UUVUU"), Rules(max_in_a_row=2)).over


@pytest.mark.parametrize(("late", "credited"), [(None, 1), (15, 1), (16, 0)])
def test_lateness_past_the_grace_is_not_credited_though_he_came(late, credited):
    standing = standing_of(record_of("L", late=late), Rules(grace_minutes=15))

    assert (standing.came, standing.credited) == (1, credited)


def test_where_no_lateness_is_allowed_unnoted_minutes_do_not_help():
    assert standing_of(record_of("L"), Rules(grace_minutes=0)).credited == 0


def test_every_outcome_of_the_register_is_weighed():
    assert {offer.outcome for offer in record_of("PLSRMH").offers} == set(CAME)
