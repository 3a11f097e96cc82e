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
