"""A list beside what the service knows already: a man on leave, and a group that goes on by a plan."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from programs.actions import group_sessions, pauses, schedules
from programs.models import Attendance, Group, GroupSession
from tests.conftest import NOW
from tests.factories import make_client, make_enrollment, make_group, make_program, make_session
from tests.referrals.actions.imports.conftest import codes
from tests.referrals.actions.imports.test_undo import take_back

HEAD = "Name;3/2/2026;10/2/2026;17/2/2026;24/2/2026"
KEY = "Key: P = present, A = absent, no word;;;;"


@pytest.fixture
def away(office):
    """Dan's leave speaks for him on a roster that is fixed."""
    group = make_group(program=make_program(service=office.service), name="Mon")
    session = make_session(group=group, starts_at=NOW - timedelta(days=7))
    place = make_enrollment(client=make_client(service=office.service, reference="T1"), group=group)
    since = session.session_on - timedelta(days=3)
    pauses.pause(
        enrollment=place, reason="leave", since=since, returns_on=NOW.date(), by=office.house, at=NOW
    )
    group_sessions.freeze_rosters(service_id=office.service.pk, at=NOW)
    assert Attendance.objects.get().outcome == "on_leave"
    return session


def test_who_came_while_he_was_away_came_and_an_undo_gives_his_leave_back(office, away):
    answer = office.bring("attendance", f"T1,Mon,{away.session_on},present,,")
    row = Attendance.objects.get()
    assert (row.outcome, row.marked_by, codes(answer)) == ("present", office.house, [])
    take_back(office, answer)
    row.refresh_from_db()
    assert (row.outcome, row.marked_by) == ("on_leave", None)


@pytest.mark.parametrize(
    ("said", "by_somebody"), [("unexcused", False), ("excused", False), ("present", True)]
)
def test_his_leave_stands_against_a_miss_and_a_persons_word_against_a_list(office, away, said, by_somebody):
    if by_somebody:
        Attendance.objects.update(marked_by=office.house, marked_at=NOW)
    answer = office.bring("attendance", f"T1,Mon,{away.session_on},{said},,")
    assert codes(answer) == [(2, "conflicts")]
    assert Attendance.objects.get().outcome == "on_leave"


def test_a_group_from_an_old_register_goes_on_with_a_plan_and_its_numbers(office):
    """Four evenings came in from paper; the next is the fifth, and the paper again adds to it."""
    office.bring_raw("register", "Monday men.csv", f"{HEAD}\nDan Okafor;P;A;P;P\n{KEY}\n".encode())
    group = Group.objects.get()
    ahead = schedules.schedule(
        group=group,
        first_on=date(2026, 3, 17),
        begins=time(18, 30),
        minutes=120,
        count=3,
        by=office.house,
        at=NOW,
    )
    assert [session.number for session in ahead] == [5, 6, 7]
    assert ahead[0].recurrence is not None
    # A longer paper names the first planned evening: it is that session, not another beside it.
    later = NOW + timedelta(days=14)
    more = f"Name;24/2/2026;17/3/2026\nDan Okafor;P;P\n{KEY}\n"
    office.bring_raw("register", "Monday men.csv", more.encode(), at=later)
    fifth = GroupSession.objects.get(session_on=date(2026, 3, 17))
    assert (fifth.pk, fifth.number) == (ahead[0].pk, 5)
    assert fifth.attendances.get().outcome == "present"
    assert schedules.next_number(group) == 8
