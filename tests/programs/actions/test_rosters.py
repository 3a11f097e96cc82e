"""Who is expected at a session."""

from __future__ import annotations

from datetime import timedelta

from programs.actions import attendance, group_sessions, rosters
from programs.actions.attendance import Mark
from programs.models import Attendance
from tests import factories
from tests.conftest import NOW


def names(session) -> list[str]:
    return [entry.enrollment.client.first_name for entry in rosters.roster(session=session, at=NOW)]


def test_the_roster_is_that_of_its_day(cast, session, dan):
    """He who joined later was not expected, he who left on the day was."""
    day = session.session_on
    for name, fields in {
        "Later": {"started_on": day + timedelta(days=1)},
        "Gone": {
            "ended_on": day - timedelta(days=1),
            "status": "exited",
            "exit_reason": "moved",
            "ended_by": "man",
        },
        "Last": {"ended_on": day, "status": "exited", "exit_reason": "moved", "ended_by": "man"},
    }.items():
        man = factories.make_client(service=cast.service, first_name=name)
        factories.make_enrollment(client=man, group=cast.group, **fields)
    assert names(session) == ["Dan", "Last"]
    group_sessions.freeze_rosters(service_id=cast.service.pk, at=NOW)
    session.refresh_from_db()
    assert names(session) == ["Dan", "Last"]


def test_a_frozen_roster_does_not_move(cast, session, dan):
    group_sessions.freeze_rosters(service_id=cast.service.pk, at=NOW)
    session.refresh_from_db()
    factories.make_enrollment(client=cast.luis, group=cast.group)
    assert names(session) == ["Dan"]


def test_saving_after_the_end_freezes_the_roster_first(cast, session, dan, luis):
    saved = attendance.save_register(session=session, marks=[Mark(dan.pk, "present")], by=cast.tom, at=NOW)
    assert saved.unmarked == 1
    session.refresh_from_db()
    assert session.roster_frozen_at == NOW
    assert Attendance.objects.count() == 2


def test_a_cancelled_session_expects_nobody(cast, session, dan):
    group_sessions.cancel(session=session, reason="No heating", by=cast.tom, at=NOW)
    session.refresh_from_db()
    assert names(session) == []


def test_a_roster_takes_two_queries(cast, session, dan, luis, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert names(session) == ["Dan", "Luis"]
