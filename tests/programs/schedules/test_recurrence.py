from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.holidays import public_holidays
from programs.schedules import Recurrence, days_of, meets, times_on

# A machine that is busy makes no rule wrong.
PATIENT = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@st.composite
def rules(draw, counted: bool | None = None) -> Recurrence:
    first = draw(DAYS)
    by_count = draw(st.booleans()) if counted is None else counted
    return Recurrence(
        first_on=first,
        begins=draw(HOURS),
        minutes=draw(st.integers(15, 240)),
        weekdays=tuple(draw(st.sets(st.integers(0, 6), min_size=1))),
        every_weeks=draw(st.integers(1, 4)),
        count=draw(st.integers(1, 60)) if by_count else None,
        until=None if by_count else first + timedelta(days=draw(st.integers(0, 400))),
    )


@st.composite
def rules_with_skips(draw):
    rule = draw(rules())
    near = st.integers(0, 500).map(lambda n: rule.first_on + timedelta(days=n))
    return rule, draw(st.sets(near, max_size=60))


@PATIENT
@given(rules_with_skips())
def test_days_come_in_order_each_once_on_their_weekdays_and_none_is_skipped(case):
    rule, skipped = case
    days = list(days_of(rule, skipped=skipped))

    assert all(earlier < later for earlier, later in pairwise(days))
    assert {day.weekday() for day in days} <= set(rule.weekdays)
    assert not set(days) & skipped
    assert all(day >= rule.first_on for day in days)


@PATIENT
@given(rules_with_skips())
def test_nothing_is_left_out_but_what_is_skipped(case):
    """The oracle: every day from the first to the last, asked one by one."""
    rule, skipped = case
    days = list(days_of(rule, skipped=skipped))
    last = rule.until or max(days)
    monday = rule.first_on - timedelta(days=rule.first_on.weekday())
    span = (last - rule.first_on).days + 1
    expected = [
        day
        for day in (rule.first_on + timedelta(days=n) for n in range(span))
        if day.weekday() in rule.weekdays
        and ((day - monday).days // 7) % rule.every_weeks == 0
        and day not in skipped
    ]

    assert days == expected


@PATIENT
@given(rules(counted=True), st.sets(st.integers(0, 300), max_size=30))
def test_sixteen_sessions_are_sixteen_evenings_whatever_is_skipped(rule, offsets):
    skipped = {rule.first_on + timedelta(days=n) for n in offsets}

    assert len(list(days_of(rule, skipped=skipped))) == rule.count


@PATIENT
@given(st.sampled_from(ZONES), DAYS, HOURS, st.integers(15, 240))
def test_in_every_zone_it_lasts_its_minutes_and_keeps_its_hour(name, day, begins, minutes):
    zone = ZoneInfo(name)
    starts, ends = times_on(day, begins=begins, minutes=minutes, zone=zone)

    assert ends.astimezone(UTC) - starts.astimezone(UTC) == timedelta(minutes=minutes)
    meant = datetime.combine(day, begins, tzinfo=zone)
    exists = meant.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == meant.replace(tzinfo=None)
    if exists:
        assert (starts.date(), starts.time()) == (day, begins)
    else:
        assert starts.replace(tzinfo=None) > meant.replace(tzinfo=None)


@PATIENT
@given(st.sampled_from(ZONES), rules_with_skips())
def test_in_every_zone_none_is_doubled_none_left_out_and_none_on_a_skipped_day(name, case):
    """Over both changes of the clocks, wherever: as many starts as days, each after the one before, on its own day."""
    rule, skipped = case
    zone = ZoneInfo(name)
    days = list(days_of(rule, skipped=skipped))
    starts = [times_on(day, begins=rule.begins, minutes=rule.minutes, zone=zone)[0] for day in days]

    assert all(earlier < later for earlier, later in pairwise(starts))
    # Where the clocks jump over midnight itself (in Greenland they do) half past eleven is half past twelve.
    left = [day for day, start in zip(days, starts, strict=True) if start.date() != day]
    assert not left or rule.begins >= time(23)
    assert not {start.date() for start in starts if start.time() == rule.begins} & skipped
    assert len(starts) == len(set(starts)) == len(days)


@pytest.mark.parametrize(
    ("zone", "spring", "autumn"),
    [
        ("America/Toronto", date(2026, 3, 8), date(2026, 11, 1)),
        ("Australia/Melbourne", date(2026, 10, 4), date(2026, 4, 5)),
        ("Europe/London", date(2026, 3, 29), date(2026, 10, 25)),
    ],
)
def test_an_evening_keeps_its_hour_over_both_changes_of_the_clocks(zone, spring, autumn):
    for change in (spring, autumn):
        rule = Recurrence(
            first_on=change - timedelta(days=7),
            begins=time(18, 30),
            minutes=120,
            weekdays=(change.weekday(),),
            count=3,
        )
        starts = [
            times_on(day, begins=rule.begins, minutes=120, zone=ZoneInfo(zone))[0] for day in days_of(rule)
        ]
        assert [start.time() for start in starts] == [time(18, 30)] * 3
        assert len({start.utcoffset() for start in starts}) == 2


def test_an_hour_that_the_clocks_jump_over_begins_after_the_jump():
    starts, ends = times_on(
        date(2026, 3, 8), begins=time(2, 30), minutes=60, zone=ZoneInfo("America/Toronto")
    )

    assert (starts.time(), ends.time()) == (time(3, 30), time(4, 30))


def test_an_hour_that_comes_twice_is_the_first():
    starts, _ends = times_on(
        date(2026, 11, 1), begins=time(1, 30), minutes=60, zone=ZoneInfo("America/Toronto")
    )

    assert starts.astimezone(UTC).time() == time(5, 30)


def test_a_group_over_christmas_in_ontario_skips_its_holidays():
    rule = Recurrence(first_on=date(2026, 11, 13), begins=time(18, 30), minutes=120, weekdays=(4,), count=16)
    skipped = public_holidays("CA-ON", years=range(2026, 2028))
    days = list(days_of(rule, skipped=skipped))

    assert len(days) == 16
    assert date(2026, 12, 25) not in days
    assert date(2027, 1, 1) not in days
    assert days[-1] == date(2027, 3, 12)


@PATIENT
@given(rules(), DAYS)
def test_the_next_day_is_the_first_one_after(rule, after):
    day = meets(rule, after=after)

    assert day > after
    assert day.weekday() in rule.weekdays
    assert day >= rule.first_on


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekdays": ()},
        {"weekdays": (7,)},
        {"every_weeks": 0},
        {"minutes": 0},
        {"count": None},
        {"until": date(2026, 9, 1)},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(wrong):
    rule = {
        "first_on": date(2026, 1, 1),
        "begins": time(18),
        "minutes": 90,
        "weekdays": (3,),
        "count": 3,
    }
    with pytest.raises(ValueError, match="recurrence"):
        Recurrence(**rule | wrong)


def test_a_rule_whose_days_are_all_skipped_ends():
    class Every:
        def __contains__(self, day) -> bool:
            return True

    rule = Recurrence(first_on=date(2026, 1, 1), begins=time(18), minutes=90, weekdays=(3,), count=3)

    assert list(days_of(rule, skipped=Every())) == []
    assert meets(rule, after=date(2026, 1, 1), skipped=Every()) is None
