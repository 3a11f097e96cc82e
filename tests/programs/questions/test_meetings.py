from __future__ import annotations

from datetime import timedelta

from programs.questions import meetings
from tests import factories
from tests.conftest import NOW


def test_the_last_six_and_the_next_four_from_the_nearest(cast):
    for week in (*range(-8, 0), *range(1, 7)):
        factories.make_session(group=cast.group, starts_at=NOW + timedelta(weeks=week), number=week + 8)
    held, ahead = meetings.around(cast.tom, cast.group, at=NOW)
    assert [session.number for session in held] == [7, 6, 5, 4, 3, 2]
    assert [session.number for session in ahead] == [9, 10, 11, 12]


def test_each_says_who_was_expected_marked_and_came(cast):
    session = factories.make_session(group=cast.group, roster_frozen_at=NOW)
    for man, outcome in ((cast.dan, "late"), (cast.luis, None)):
        place = factories.make_enrollment(client=man, group=cast.group)
        factories.make_attendance(session=session, enrollment=place, outcome=outcome)
    (told,), _ahead = meetings.around(cast.tom, cast.group, at=NOW)
    assert (told.expected, told.marked, told.came, told.unrecorded) == (2, 1, 1, True)


def test_who_has_no_business_there_finds_no_meeting(cast):
    factories.make_session(group=cast.group)
    assert meetings.around(cast.ada, cast.group, at=NOW) == ([], [])
