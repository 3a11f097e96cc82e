from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import group_sessions, make_ups, reasons
from programs.errors import SessionCancelled
from programs.models import Attendance
from services.errors import NotAcceptable, Refused
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def missed(session, dan) -> Attendance:
    return factories.make_attendance(session=session, enrollment=dan, outcome="excused", reason="Night shift")


def make_up(cast, row, **how):
    return make_ups.make_up(attendance=row, **({"on": TODAY, "by": cast.tom, "at": NOW} | how))


def untouched(row) -> bool:
    before = (row.outcome, row.made_up_on, row.version)
    row.refresh_from_db()
    row.session.refresh_from_db()
    return (
        before == (row.outcome, row.made_up_on, row.version)
        and row.session.version == 1
        and not AuditEntry.objects.exists()
    )


def test_a_missed_session_is_made_up_on_a_day(cast, missed, dan, session):
    row = make_up(cast, missed)
    assert (row.outcome, row.made_up_on, row.reason, row.version) == ("make_up", TODAY, "Night shift", 2)
    session.refresh_from_db()
    dan.refresh_from_db()
    assert (session.version, dan.status) == (2, "attending")
    assert AuditEntry.objects.get().details == {"on": TODAY.isoformat()}


def test_an_accepted_reason_is_of_no_more_use(cast, missed):
    reasons.accept(attendance=missed, by=cast.tom, at=NOW)
    row = make_up(cast, missed)
    assert (row.reason_accepted, row.accepted_by, row.accepted_at) == (False, None, None)


def test_the_day_can_be_corrected_and_twice_is_once(cast, missed, dan):
    make_up(cast, missed, on=TODAY - timedelta(days=1))
    assert make_up(cast, missed).made_up_on == TODAY
    assert make_up(cast, missed).version == 3


@pytest.mark.parametrize("outcome", [None, "present", "on_leave", "late"])
def test_only_a_session_he_missed_is_made_up(cast, session, dan, outcome):
    row = factories.make_attendance(session=session, enrollment=dan, outcome=outcome)
    with pytest.raises(Refused, match="missed"):
        make_up(cast, row)
    assert untouched(row)


@pytest.mark.parametrize(("days", "why"), [(1, "future"), (-100, "no place yet")])
def test_a_day_that_cannot_be_is_refused(cast, missed, days, why):
    with pytest.raises(NotAcceptable, match=why):
        make_up(cast, missed, on=TODAY + timedelta(days=days))
    assert untouched(missed)


def test_after_his_last_day_there_is_nothing_to_make_up(cast, missed, dan):
    dan.status, dan.ended_on, dan.exit_reason, dan.ended_by = "exited", TODAY, "moved", "man"
    dan.ended_on = TODAY - timedelta(days=1)
    dan.save()
    with pytest.raises(NotAcceptable, match="ended"):
        make_up(cast, missed)
    assert untouched(missed)


def test_nobody_makes_up_a_session_that_was_cancelled(cast, missed, session):
    group_sessions.cancel(session=session, reason="Snow", by=cast.tom, at=NOW)
    with pytest.raises(SessionCancelled):
        make_up(cast, missed)


@pytest.mark.parametrize("outcome", ["excused", "unexcused"])
def test_taken_back_it_is_missed_as_before(cast, session, dan, outcome):
    row = factories.make_attendance(session=session, enrollment=dan, outcome=outcome)
    make_up(cast, row)
    back = make_ups.take_back(attendance=row, by=cast.tom, at=NOW)
    assert (back.outcome, back.made_up_on) == (outcome, None)
    with pytest.raises(Refused, match="not made up"):
        make_ups.take_back(attendance=row, by=cast.tom, at=NOW)


def test_a_make_up_marked_in_the_register_leaves_a_session_missed_with_no_word(cast, session, dan):
    row = factories.make_attendance(session=session, enrollment=dan, outcome="make_up")
    assert make_ups.take_back(attendance=row, by=cast.tom, at=NOW).outcome == "unexcused"
