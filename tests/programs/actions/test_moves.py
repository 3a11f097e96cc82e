from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.actions import group_sessions, moves, schedules
from programs.models import Closure, GroupSession
from services.errors import NotAcceptable, Refused, Stale
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW

TORONTO = ZoneInfo("America/Toronto")
FIRST = date(2026, 3, 19)


@pytest.fixture
def row(cast) -> list[GroupSession]:
    """Six Thursdays at half past six in Toronto; the clocks have changed before them."""
    cast.north.zone = "America/Toronto"
    cast.north.save()
    return plan(cast)


def plan(cast, **how) -> list[GroupSession]:
    how = {"first_on": FIRST, "begins": time(18, 30), "minutes": 120, "count": 6} | how
    return schedules.schedule(group=cast.group, by=cast.priya, at=NOW, **how)


def move(
    cast, session, to: str, how: str = "alone", *, at=NOW, hour: time = time(18, 30), minutes=120, **more
):
    starts = datetime.combine(date.fromisoformat(to), hour, tzinfo=TORONTO)
    ends = starts + timedelta(minutes=minutes)
    return moves.move(session=session, starts_at=starts, ends_at=ends, how=how, by=cast.priya, at=at, **more)


def days(cast) -> list[str]:
    rows = GroupSession.objects.filter(group=cast.group).order_by("number")
    return [f"{each.session_on:%d %b}" for each in rows]


def test_one_alone_leaves_all_others(cast, row):
    moved, _entry = move(cast, row[1], "2026-03-28")
    assert days(cast) == ["19 Mar", "28 Mar", "02 Apr", "09 Apr", "16 Apr", "23 Apr"]
    assert [step.session for step in moved] == [row[1]]


def test_this_and_all_after_it_by_as_many_days_and_to_the_new_hour(cast, row):
    move(cast, row[2], "2026-04-03", "shift", hour=time(19))
    assert days(cast) == ["19 Mar", "26 Mar", "03 Apr", "10 Apr", "17 Apr", "24 Apr"]
    hours = [each.starts_at.astimezone(TORONTO).time() for each in GroupSession.objects.order_by("number")]
    assert hours == [time(18, 30)] * 2 + [time(19)] * 4


def test_those_after_it_make_room_and_no_more_than_they_must(cast, row):
    move(cast, row[1], "2026-04-09", "cascade")
    assert days(cast) == ["19 Mar", "09 Apr", "16 Apr", "23 Apr", "30 Apr", "07 May"]
    gap = GroupSession.objects.get(number=6)
    assert gap.starts_at.astimezone(TORONTO).time() == time(18, 30)


def test_who_has_room_stays(cast, row):
    move(cast, row[1], "2026-03-28", "cascade")
    assert days(cast) == ["19 Mar", "28 Mar", "02 Apr", "09 Apr", "16 Apr", "23 Apr"]


def test_nobody_is_moved_onto_a_closed_day_or_one_that_was_cancelled(cast, row):
    Closure.objects.create(service=cast.service, name="Repairs", since="2026-04-14", until="2026-04-17")
    group_sessions.cancel(session=row[3], reason="Storm", by=cast.priya, at=NOW)
    move(cast, row[1], "2026-04-02", "cascade")
    assert days(cast) == ["19 Mar", "02 Apr", "23 Apr", "09 Apr", "30 Apr", "07 May"], "9 April was cancelled"


def test_a_rule_of_every_two_weeks_is_kept(cast):
    row = plan(cast, count=4, every_weeks=2)
    move(cast, row[0], "2026-04-02", "cascade", hour=time(14, 30))
    assert days(cast) == ["02 Apr", "16 Apr", "30 Apr", "14 May"]


def test_without_a_rule_it_goes_by_how_they_lie(cast):
    row = [
        factories.make_session(group=cast.group, starts_at=NOW + timedelta(weeks=n), number=n)
        for n in (2, 4, 6)
    ]
    move(cast, row[0], "2026-04-09", "cascade", hour=time(16, 41))
    assert days(cast) == ["09 Apr", "23 Apr", "07 May"]


def test_numbers_and_lessons_stay_with_their_sessions(cast):
    factories.make_modules("One", "Two", program=cast.program, groups=[cast.group])
    row = plan(cast)
    move(cast, row[0], "2026-03-26", "cascade")
    told = list(GroupSession.objects.order_by("starts_at").values_list("number", "module__name"))
    assert told == [(n, "Two" if n % 2 == 0 else "One") for n in range(1, 7)]


@pytest.mark.parametrize(
    ("to", "how"),
    [("2026-04-02", "alone"), ("2026-03-17", "shift"), ("2026-03-17", "cascade"), ("2026-03-19", "cascade")],
)
def test_what_would_overlap_or_pass_another_is_refused_and_nothing_moves(cast, row, to, how):
    before = days(cast)
    with pytest.raises(NotAcceptable):
        move(cast, row[1], to, how)
    assert days(cast) == before
    assert not AuditEntry.objects.filter(what=moves.MOVED).exists()


def test_what_has_begun_or_was_cancelled_stays(cast, row):
    with pytest.raises(Refused, match="still to come"):
        move(cast, row[0], "2026-04-03", at=row[0].starts_at)
    group_sessions.cancel(session=row[1], reason="Storm", by=cast.priya, at=NOW)
    with pytest.raises(Refused, match="still to come"):
        move(cast, row[1], "2026-03-27")
    with pytest.raises(NotAcceptable, match="already has a session"):
        move(cast, row[2], "2026-03-26")


def test_somebody_else_was_quicker(cast, row):
    move(cast, row[0], "2026-03-20")
    with pytest.raises(Stale):
        move(cast, row[0], "2026-03-21", version=1)


@pytest.mark.parametrize("how", ["alone", "shift", "cascade"])
def test_a_move_is_taken_back_as_a_whole(cast, row, how):
    before = list(GroupSession.objects.order_by("number").values_list("starts_at", "ends_at", "session_on"))
    _moved, entry = move(cast, row[1], "2026-03-27" if how == "alone" else "2026-04-09", how)
    moves.take_back(entry=entry, by=cast.priya, at=NOW)
    after = list(GroupSession.objects.order_by("number").values_list("starts_at", "ends_at", "session_on"))
    assert after == before
    with pytest.raises(Refused, match="changed since"):
        moves.take_back(entry=entry, by=cast.priya, at=NOW)


def test_it_is_not_taken_back_over_what_came_in_between(cast, row):
    _moved, entry = move(cast, row[1], "2026-03-27")
    schedules.schedule(
        group=cast.group,
        first_on=date(2026, 3, 26),
        begins=time(18),
        minutes=60,
        count=1,
        by=cast.priya,
        at=NOW,
    )
    with pytest.raises(NotAcceptable, match="already has a session"):
        moves.take_back(entry=entry, by=cast.priya, at=NOW)
    assert days(cast)[1] == "27 Mar"


def test_nor_once_its_hour_has_passed(cast, row):
    _moved, entry = move(cast, row[0], "2026-03-27")
    with pytest.raises(Refused, match="has passed"):
        moves.take_back(entry=entry, by=cast.priya, at=row[0].starts_at + timedelta(hours=1))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    zone=st.sampled_from(["America/Toronto", "Australia/Melbourne", "Europe/London", "America/St_Johns"]),
    first=st.dates(date(2026, 3, 14), date(2026, 11, 1)),
    weekdays=st.sets(st.integers(0, 6), min_size=1, max_size=2),
    closed=st.sets(st.integers(0, 90), max_size=6),
    steps=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from(["shift", "cascade"]), st.integers(-5, 30)), max_size=3
    ),
)
def test_whatever_is_moved_order_stays_nothing_overlaps_and_none_lands_on_a_closed_day(
    cast, zone, first, weekdays, closed, steps
):
    """Over both changes of the clocks. The day somebody chose by hand is theirs; those after it are ours."""
    GroupSession.objects.all().delete()
    Closure.objects.all().delete()
    cast.north.zone = zone
    cast.north.save()
    shut = {first + timedelta(days=n) for n in closed}
    for day in shut:
        Closure.objects.create(service=cast.service, name="Closed", since=day, until=day)
    row = plan(cast, first_on=first, weekdays=weekdays)
    chosen = set()
    with timezone.override(zone):
        for which, how, by in steps:
            session = GroupSession.objects.get(pk=row[which].pk)
            starts, ends = session.starts_at + timedelta(days=by), session.ends_at + timedelta(days=by)
            try:
                moves.move(session=session, starts_at=starts, ends_at=ends, how=how, by=cast.priya, at=NOW)
                chosen.add(session.pk)
            except Refused:
                continue
    now = list(GroupSession.objects.order_by("number"))
    assert [each.number for each in now] == [1, 2, 3, 4, 5, 6]
    assert all(before.ends_at <= after.starts_at for before, after in pairwise(now))
    assert not {each.session_on for each in now if each.pk not in chosen} & shut
    assert {each.ends_at - each.starts_at for each in now} == {timedelta(hours=2)}
