from __future__ import annotations

from datetime import UTC, date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import F

from programs.actions import group_sessions, schedules
from programs.errors import SessionCancelled
from programs.models import Attendance, GroupSession, SessionPlan
from services.errors import NotAcceptable, Refused
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def session(cast) -> GroupSession:
    return factories.make_session(group=cast.group)


def make_ahead(cast, **how):
    how = {"first_on": date(2026, 3, 5), "begins": time(18, 30), "minutes": 120, "count": 3} | how
    return schedules.schedule(group=cast.group, by=cast.priya, at=NOW, **how)


# --- Made ahead -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "first_on"),
    [
        ("Europe/London", date(2026, 3, 19)),
        ("Europe/London", date(2026, 10, 15)),
        ("America/Toronto", date(2026, 2, 26)),
        ("America/Toronto", date(2026, 10, 22)),
    ],
)
def test_the_hour_on_the_wall_stays_when_the_clocks_change(cast, zone, first_on):
    cast.north.zone = zone
    cast.north.save()
    sessions = make_ahead(cast, first_on=first_on)
    local = [session.starts_at.astimezone(ZoneInfo(zone)) for session in sessions]
    assert {moment.time() for moment in local} == {time(18, 30)}
    assert [moment.date() for moment in local] == [session.session_on for session in sessions]
    assert len({session.starts_at.astimezone(UTC).time() for session in sessions}) == 2


def test_a_group_that_meets_while_the_clocks_change_still_takes_two_hours(cast):
    cast.north.zone = "Europe/London"
    cast.north.save()
    night = make_ahead(cast, first_on=date(2026, 10, 25), begins=time(0, 30), count=1)[0]
    night.refresh_from_db()
    assert night.ends_at - night.starts_at == timedelta(hours=2)


def test_sessions_are_numbered_on_and_take_their_modules_in_turn(cast):
    first, second = factories.make_modules("Part 1", "Part 2", program=cast.program, groups=[cast.group])
    make_ahead(cast)
    later = make_ahead(cast, first_on=date(2026, 3, 26), count=2)
    assert [session.number for session in later] == [4, 5]
    assert [session.module for session in later] == [second, first]


def test_a_part_with_session_plans_takes_a_session_for_each(cast):
    first, second = factories.make_modules("Part 1", "Part 2", program=cast.program)
    plans = [
        SessionPlan.objects.create(service=cast.service, module=first, position=n, name=f"Plan {n}")
        for n in (1, 2)
    ]
    cast.group.curriculum = first.curriculum
    cast.group.save()
    made = make_ahead(cast, count=4)
    assert [session.plan for session in made] == [*plans, None, plans[0]]
    assert [session.module for session in made] == [first, first, second, first]


# --- Cancelled --------------------------------------------------------------------------------------------------


def test_nobody_missed_a_session_that_was_cancelled(cast, session):
    place = factories.make_enrollment(client=cast.dan, group=cast.group)
    factories.make_attendance(
        session=session, enrollment=place, outcome="late", minutes_late=10, minutes_attended=80
    )
    group_sessions.cancel(session=session, reason="No heating", by=cast.tom, at=NOW)
    mark = Attendance.objects.get()
    assert (mark.outcome, mark.minutes_late, mark.minutes_attended, mark.version) == (
        "cancelled",
        None,
        None,
        2,
    )
    session.refresh_from_db()
    assert (session.status(at=NOW), session.cancel_reason) == ("cancelled", "No heating")


def test_a_session_is_cancelled_once(cast, session):
    group_sessions.cancel(session=session, reason="No heating", by=cast.tom, at=NOW)
    with pytest.raises(SessionCancelled):
        group_sessions.cancel(session=session, reason="Again", by=cast.tom, at=NOW)
    session.refresh_from_db()
    assert session.cancel_reason == "No heating"


def test_cancelling_needs_a_reason(cast, session):
    with pytest.raises(NotAcceptable):
        group_sessions.cancel(session=session, reason=" ", by=cast.tom, at=NOW)
    session.refresh_from_db()
    assert session.cancelled_at is None


def test_a_cancellation_is_taken_back_with_what_was_marked_before(cast, session):
    late = factories.make_enrollment(client=cast.dan, group=cast.group)
    open_ = factories.make_enrollment(client=cast.luis, group=cast.group)
    factories.make_attendance(
        session=session,
        enrollment=late,
        outcome="late",
        minutes_late=10,
        marked_by=cast.tom,
        marked_at=NOW,
    )
    factories.make_attendance(session=session, enrollment=open_)
    group_sessions.cancel(session=session, reason="No heating", by=cast.priya, at=NOW)
    restored = group_sessions.restore(session=session, by=cast.priya, at=NOW)
    assert (restored.cancelled_at, restored.cancel_reason, restored.version) == (None, "", 3)
    rows = dict(Attendance.objects.values_list("enrollment__client__first_name", "outcome"))
    assert rows == {"Dan": "late", "Luis": None}
    kept = Attendance.objects.get(enrollment=late)
    assert (kept.minutes_late, kept.marked_by, kept.marked_at, kept.version) == (10, cast.tom, NOW, 3)


def test_only_what_is_cancelled_can_be_taken_back(cast, session):
    with pytest.raises(Refused, match="not cancelled"):
        group_sessions.restore(session=session, by=cast.priya, at=NOW)
    session.refresh_from_db()
    assert session.version == 1


# --- Frozen -----------------------------------------------------------------------------------------------------


def freeze(cast, at=NOW):
    return group_sessions.freeze_rosters(service_id=cast.service.pk, at=at)


def test_a_roster_holds_those_whose_place_ran_on_that_day(cast, session):
    day = session.session_on
    on_it = [
        factories.make_enrollment(client=cast.dan, group=cast.group, started_on=day),
        factories.make_enrollment(
            client=cast.luis,
            group=cast.group,
            ended_on=day,
            status="exited",
            exit_reason="moved",
            ended_by="man",
        ),
    ]
    for name, fields in {
        "Late": {"started_on": day + timedelta(days=1)},
        "Gone": {
            "ended_on": day - timedelta(days=1),
            "status": "exited",
            "exit_reason": "moved",
            "ended_by": "man",
        },
    }.items():
        man = factories.make_client(service=cast.service, first_name=name)
        factories.make_enrollment(client=man, group=cast.group, **fields)
    assert freeze(cast) == 1
    assert set(Attendance.objects.values_list("enrollment", flat=True)) == {place.pk for place in on_it}


def test_freezing_twice_is_harmless(cast, session):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    assert freeze(cast) == 1
    GroupSession.objects.update(version=F("version"))
    assert freeze(cast) == 0
    assert Attendance.objects.count() == 1


def test_a_mark_made_during_the_session_stays(cast, session):
    place = factories.make_enrollment(client=cast.dan, group=cast.group)
    factories.make_attendance(session=session, enrollment=place, outcome="present")
    freeze(cast)
    assert Attendance.objects.get().outcome == "present"


@pytest.mark.parametrize("why", ["running", "cancelled"])
def test_only_a_session_that_was_held_is_frozen(cast, why):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    fields = {"cancelled_at": NOW} if why == "cancelled" else {"starts_at": NOW - timedelta(hours=1)}
    factories.make_session(group=cast.group, **fields)
    assert freeze(cast) == 0
    assert not Attendance.objects.exists()


def test_a_session_about_another_part_lets_go_of_the_plan(cast):
    """A plan stands in its part: the two are held together, when all is written, by the database."""
    one, two = factories.make_modules("One", "Two", program=cast.program)
    plan = SessionPlan.objects.create(service=cast.service, module=one, position=1, name="Calm", minutes=60)
    session = factories.make_session(group=cast.group, module=one, plan=plan)
    for part in (one, two, None):
        group_sessions.edit(session=session, module=part, by=cast.priya, at=NOW)
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate; set constraints all deferred")
        session.refresh_from_db()
        assert (session.module, session.plan) == (part, plan if part == one else None)


def test_a_part_of_another_program_is_none_of_this(cast):
    other = factories.make_program(service=cast.service, name="Fathers")
    (strange,) = factories.make_modules("Play", program=other)
    session = factories.make_session(group=cast.group)
    hours = {"starts_at": NOW + timedelta(days=9), "ends_at": NOW + timedelta(days=9, hours=2)}
    with pytest.raises(NotAcceptable, match="not a part of this program"):
        group_sessions.edit(session=session, module=strange, by=cast.priya, at=NOW)
    with pytest.raises(NotAcceptable, match="not a part of this program"):
        group_sessions.add(group=cast.group, module=strange, **hours, by=cast.priya, at=NOW)
