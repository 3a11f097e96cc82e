"""When a group meets: a series planned ahead."""

from __future__ import annotations

from datetime import date, time

import pytest

from programs.actions import group_sessions
from programs.models import GroupSession
from services.errors import NotAcceptable
from tests.conftest import NOW

THURSDAY = date(2026, 3, 19)


def plan(cast, **how):
    how = {"first_on": THURSDAY, "begins": time(18, 30), "minutes": 120} | how
    return group_sessions.schedule(group=cast.group, by=cast.priya, at=NOW, **how)


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
