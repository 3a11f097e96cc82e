"""When a group meets: a series planned ahead."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from programs.actions import schedules
from programs.models import Closure, GroupSession, Recurrence
from services.errors import NotAcceptable
from tests import factories
from tests.conftest import NOW

THURSDAY = date(2026, 3, 19)


def plan(cast, **how):
    how = {"first_on": THURSDAY, "begins": time(18, 30), "minutes": 120} | how
    return schedules.schedule(group=cast.group, by=cast.priya, at=NOW, **how)


@pytest.mark.parametrize(
    ("how", "days"),
    [
        ({"count": 3}, ["2026-03-19", "2026-03-26", "2026-04-02"]),
        ({"count": 3, "every_days": 14}, ["2026-03-19", "2026-04-02", "2026-04-16"]),
        ({"until": date(2026, 4, 2)}, ["2026-03-19", "2026-03-26", "2026-04-02"]),
        ({"until": date(2026, 4, 1)}, ["2026-03-19", "2026-03-26"]),
        ({"until": date(2026, 4, 2), "every_days": 14}, ["2026-03-19", "2026-04-02"]),
        ({"until": THURSDAY}, ["2026-03-19"]),
    ],
)
def test_so_many_or_up_to_a_day(cast, how, days):
    assert [session.session_on.isoformat() for session in plan(cast, **how)] == days


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({}, "count"),
        ({"count": 3, "until": date(2026, 4, 2)}, "until"),
        ({"until": date(2026, 3, 18)}, "until"),
        ({"until": date(2036, 3, 19)}, "until"),
        ({"count": 201}, "count"),
    ],
)
def test_what_cannot_be_planned_is_said_and_nothing_is(cast, how, field):
    with pytest.raises(NotAcceptable) as refusal:
        plan(cast, **how)
    assert field in refusal.value.fields
    assert not GroupSession.objects.exists()


def test_nobody_meets_twice_at_one_hour(cast):
    plan(cast, count=3)
    with pytest.raises(NotAcceptable, match="already meets at that hour on 2 April 2026"):
        plan(cast, first_on=date(2026, 4, 2), count=5)
    assert GroupSession.objects.count() == 3
    assert [session.number for session in plan(cast, first_on=date(2026, 4, 9), count=2)] == [4, 5]


def test_sixteen_evenings_over_christmas_are_sixteen_none_on_a_public_holiday(cast):
    cast.north.region = "CA-ON"
    cast.north.save()
    sessions = plan(cast, first_on=date(2026, 11, 13), count=16, skip_holidays=True)
    days = [session.session_on for session in sessions]
    assert len(days) == 16
    assert not {date(2026, 12, 25), date(2027, 1, 1)} & set(days)
    assert days[-1] == date(2027, 3, 12)


def test_without_a_site_of_its_own_the_service_s_holidays_are_kept(cast):
    cast.group.site = None
    days = [
        session.session_on for session in plan(cast, first_on=date(2026, 6, 24), count=2, skip_holidays=True)
    ]
    assert days == [date(2026, 6, 24), date(2026, 7, 8)], "Canada Day is one"


def test_who_wants_to_meet_on_a_holiday_may(cast):
    days = [session.session_on for session in plan(cast, first_on=date(2026, 12, 25), count=1)]
    assert days == [date(2026, 12, 25)]


def test_where_every_day_is_a_holiday_it_says_so(cast):
    christmas = date(2026, 12, 25)
    with pytest.raises(NotAcceptable, match="public holiday"):
        plan(cast, first_on=christmas, until=christmas, skip_holidays=True)
    assert not GroupSession.objects.exists()


# --- The rule behind it ---------------------------------------------------------------------------------------


def closed(cast, since: date, until: date, **fields) -> Closure:
    return Closure.objects.create(service=cast.service, name="Repairs", since=since, until=until, **fields)


@pytest.mark.parametrize(
    ("how", "days"),
    [
        ({"count": 4, "weekdays": (0, 3)}, ["2026-03-19", "2026-03-23", "2026-03-26", "2026-03-30"]),
        ({"count": 3, "every_weeks": 3}, ["2026-03-19", "2026-04-09", "2026-04-30"]),
        ({"until": date(2026, 4, 3), "weekdays": (3, 4), "every_weeks": 2}, ["2026-03-19", "2026-03-20", "2026-04-02", "2026-04-03"]),
        ({"count": 3, "every_days": 10}, ["2026-03-19", "2026-03-29", "2026-04-08"]),
    ],
)  # fmt: skip
def test_several_days_a_week_and_every_so_many_weeks(cast, how, days):
    assert [session.session_on.isoformat() for session in plan(cast, **how)] == days


def test_the_rule_is_kept_with_its_sessions(cast):
    sessions = plan(cast, count=3, every_days=14, skip_holidays=True)
    rule = Recurrence.objects.get()
    assert (rule.weekdays, rule.every_weeks, rule.begins, rule.minutes) == ([3], 2, time(18, 30), 120)
    assert (rule.skip_holidays, rule.planned_by, rule.planned_at) == (True, cast.priya, NOW)
    assert {session.recurrence_id for session in GroupSession.objects.all()} == {rule.pk}
    assert len(sessions) == 3


def test_days_apart_that_are_no_weeks_keep_no_rule(cast):
    assert plan(cast, count=2, every_days=10)[0].recurrence is None
    assert not Recurrence.objects.exists()


def test_nobody_meets_while_the_house_is_closed(cast):
    closed(cast, date(2026, 3, 25), date(2026, 4, 2))
    assert [session.session_on for session in plan(cast, count=2)] == [THURSDAY, date(2026, 4, 9)]


def test_another_site_closes_for_itself_alone(cast):
    east = factories.make_site(service=cast.service, name="East")
    closed(cast, date(2026, 3, 26), date(2026, 3, 26), site=east)
    closed(cast, date(2026, 4, 2), date(2026, 4, 2), site=cast.north)
    assert [session.session_on for session in plan(cast, count=2)] == [THURSDAY, date(2026, 3, 26)]
    assert [each.session_on for each in plan(cast, first_on=date(2026, 4, 2), count=1)] == [date(2026, 4, 9)]


# --- A group that met before it came here ---------------------------------------------------------------------


def test_a_group_that_ran_already_is_planned_on_in_number_and_in_what_it_works_through(cast):
    """A list of days knows no numbers: three evenings were, so the next is the fourth."""
    parts = factories.make_modules("One", "Two", "Three", program=cast.program, groups=[cast.group])
    for week in (3, 2, 1):
        factories.make_session(group=cast.group, starts_at=NOW - timedelta(weeks=week))
    gone = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=2))
    GroupSession.objects.filter(pk=gone.pk).update(cancelled_at=NOW)
    fourth, fifth = plan(cast, count=2)
    assert (fourth.number, fourth.module, fifth.number, fifth.module) == (4, parts[0], 5, parts[1])


def test_one_more_without_a_number_does_not_count(cast):
    plan(cast, count=2)
    factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=1), number=None)
    assert plan(cast, first_on=date(2026, 4, 2), count=1)[0].number == 3


def test_who_ran_it_on_paper_says_where_it_stands(cast):
    parts = factories.make_modules("One", "Two", program=cast.program, groups=[cast.group])
    first, second = plan(cast, count=2, first_number=8)
    assert (first.number, first.module, second.number, second.module) == (8, parts[1], 9, parts[0])
