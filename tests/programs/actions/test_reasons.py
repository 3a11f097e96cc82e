from __future__ import annotations

import pytest

from programs.actions import attendance, group_sessions, reasons
from programs.actions.attendance import Mark
from programs.errors import SessionCancelled
from programs.models import Attendance
from services.errors import Refused, Stale
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def told(session, dan) -> Attendance:
    return factories.make_attendance(session=session, enrollment=dan, outcome="excused", reason="Funeral")


def test_a_person_accepts_his_reason(cast, told, session):
    row = reasons.accept(attendance=told, by=cast.priya, at=NOW)
    assert (row.reason_accepted, row.accepted_by, row.accepted_at, row.version) == (True, cast.priya, NOW, 2)
    assert AuditEntry.objects.get().what == "attendance.reason_accepted"
    assert reasons.accept(attendance=told, by=cast.tom, at=NOW).accepted_by == cast.priya


def test_it_can_be_taken_back(cast, told):
    reasons.accept(attendance=told, by=cast.priya, at=NOW)
    row = reasons.take_back(attendance=told, by=cast.tom, at=NOW)
    assert (row.outcome, row.reason, row.reason_accepted, row.accepted_by) == (
        "excused",
        "Funeral",
        False,
        None,
    )
    with pytest.raises(Refused):
        reasons.take_back(attendance=told, by=cast.tom, at=NOW)


@pytest.mark.parametrize("outcome", [None, "present", "unexcused", "make_up"])
def test_there_is_a_reason_only_where_he_told_us(cast, session, dan, outcome):
    row = factories.make_attendance(session=session, enrollment=dan, outcome=outcome)
    with pytest.raises(Refused, match="told us"):
        reasons.accept(attendance=row, by=cast.priya, at=NOW)
    row.refresh_from_db()
    assert (row.reason_accepted, row.version) == (False, 1)
    assert not AuditEntry.objects.exists()


def test_a_cancelled_session_has_nothing_to_accept(cast, told, session):
    group_sessions.cancel(session=session, reason="Snow", by=cast.tom, at=NOW)
    with pytest.raises(SessionCancelled):
        reasons.accept(attendance=told, by=cast.priya, at=NOW)


def test_a_register_left_open_says_that_it_is_stale(cast, told, session, dan):
    reasons.accept(attendance=told, by=cast.priya, at=NOW)
    with pytest.raises(Stale):
        attendance.save_register(
            session=session, marks=[Mark(dan.pk, "unexcused")], version=1, by=cast.tom, at=NOW
        )
    assert Attendance.objects.get().reason_accepted


def test_another_mark_lets_it_go(cast, told, session, dan):
    reasons.accept(attendance=told, by=cast.priya, at=NOW)
    attendance.save_register(session=session, marks=[Mark(dan.pk, "present")], by=cast.tom, at=NOW)
    row = Attendance.objects.get()
    assert (row.reason_accepted, row.accepted_by) == (False, None)
