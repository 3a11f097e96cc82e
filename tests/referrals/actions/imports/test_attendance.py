from datetime import date, timedelta

import pytest

from programs.models import Attendance, Enrollment, Group, GroupSession
from programs.models.enrollment import Status
from referrals.actions.imports.men import known_men
from referrals.models import Referral
from referrals.models.referral import Status as ReferralStatus
from services.models import Client
from tests.conftest import NOW
from tests.factories import make_attendance, make_enrollment, make_group, make_program, make_session
from tests.referrals.actions.imports.conftest import codes, flags

DAN = "T1,Dan,Okafor,1979-03-01,07700900111,,2025-01-02,self,own_choice,"
LEE = "T2,Lee,Lowe,1980-05-01,07700900222,,2025-01-03,court,ordered,16"


@pytest.fixture
def men(office):
    office.bring("referrals", DAN, LEE)
    return office


def test_groups_sessions_and_places_are_made_where_they_are_missing_and_said(men):
    answer = men.bring(
        "attendance",
        "T1,Mon am,2025-02-03,present,,",
        "T1,Mon am,2025-02-10,late,10,bus",
        "T2,Mon am,2025-02-10,excused,,shift work",
    )

    assert (answer["accepted"], answer["men"], answer["sessions"], answer["groups_made"]) == (
        3,
        2,
        2,
        ["Mon am"],
    )
    group = Group.objects.get(name="Mon am")
    assert (group.program.name, group.started_on) == ("Imported", date(2025, 2, 3))
    assert {
        place.client.reference: (place.started_on, place.status) for place in Enrollment.objects.all()
    } == {
        "T1": (date(2025, 2, 3), Status.ATTENDING),
        "T2": (date(2025, 2, 10), Status.PLACED),
    }
    late = Attendance.objects.get(outcome="late")
    assert (late.minutes_late, late.reason, late.marked_by_id) == (10, "bus", men.house.pk)
    assert all(session.roster_frozen_at for session in GroupSession.objects.all())


def test_a_known_group_is_found_however_it_is_typed_and_its_session_too(men):
    group = make_group(program=make_program(service=men.service), name="Monday AM")
    session = make_session(group=group, starts_at=NOW - timedelta(days=7))

    answer = men.bring("attendance", f"t1,monday am,{session.session_on},present,,")

    assert answer["groups_made"] == []
    assert Attendance.objects.get().session == session
    session.refresh_from_db()
    assert session.roster_frozen_at == NOW


def test_an_expected_man_whom_nobody_marked_is_marked_by_the_list(men):
    group = make_group(program=make_program(service=men.service), name="Mon")
    session = make_session(group=group, starts_at=NOW - timedelta(days=7))
    place = make_enrollment(client=men.man("T1"), group=group)
    row = make_attendance(session=session, enrollment=place)

    answer = men.bring("attendance", f"T1,Mon,{session.session_on},present,,")

    row.refresh_from_db()
    assert (row.outcome, row.version) == ("present", 2)
    assert answer["accepted"] == 1
    assert Enrollment.objects.count() == 1


def test_what_says_something_else_is_refused_and_leaves_the_mark_alone(men):
    men.bring("attendance", "T1,Mon,2025-02-03,present,,")

    answer = men.bring("attendance", "T1,Mon,2025-02-03,excused,,", "T2,Mon,2025-02-03,present,,")

    assert codes(answer) == [(2, "conflicts")]
    assert answer["refused"][0]["column"] == "outcome"
    assert Attendance.objects.get(enrollment__client__reference="T1").outcome == "present"
    assert Attendance.objects.get(enrollment__client__reference="T2").outcome == "present"


def test_the_same_row_twice_in_one_file_is_unchanged_and_another_is_refused(men):
    answer = men.bring("attendance", *["T1,Mon,2025-02-03,present,,"] * 2, "T1,MON,2025-02-03,late,5,")

    assert (answer["accepted"], answer["unchanged"]) == (1, 1)
    assert codes(answer) == [(4, "conflicts")]


def test_a_man_nobody_knows_is_refused(men):
    assert codes(men.bring("attendance", "T9,Mon,2025-02-03,present,,")) == [(2, "client_missing")]
    assert Attendance.objects.count() == 0


def test_a_week_that_every_row_calls_cancelled_had_no_session(men):
    men.bring(
        "attendance",
        "T1,Mon,2025-02-03,cancelled,,",
        "T2,Mon,2025-02-03,cancelled,,",
        "T1,Mon,2025-02-10,cancelled,,",
        "T2,Mon,2025-02-10,present,,",
    )

    cancelled, held = GroupSession.objects.order_by("session_on")
    assert cancelled.cancelled_at == NOW
    assert held.cancelled_at is None


def test_attendance_after_an_exit_opens_a_new_episode(men):
    men.bring("attendance", "T1,Mon,2025-02-03,present,,")
    men.bring("exits", "T1,Mon,2025-02-04,withdrew,man")

    men.bring("attendance", "T1,Mon,2025-03-03,present,,", "T1,Mon,2025-03-10,present,,")

    first, second = Enrollment.objects.order_by("episode")
    assert (first.ended_on, first.status) == (date(2025, 2, 4), Status.EXITED)
    assert (second.episode, second.started_on, second.ended_on) == (2, date(2025, 3, 3), None)
    assert second.attendances.count() == 2


def test_being_marked_absent_after_an_exit_is_no_new_episode(men):
    men.bring("attendance", "T1,Mon,2025-02-03,present,,")
    men.bring("exits", "T1,Mon,2025-02-04,withdrew,man")

    men.bring("attendance", "T1,Mon,2025-02-10,unexcused,,")

    assert Enrollment.objects.get().attendances.count() == 2


def test_absences_after_an_exit_lead_up_to_the_new_episode_once_he_comes_back(men):
    men.bring("attendance", "T1,Mon am,2025-02-03,present,,")
    men.bring("exits", "T1,Mon am,2025-02-03,moved,man")
    men.bring("attendance", "T1,Mon am,2025-02-10,unexcused,,")
    men.bring("attendance", "T1,Mon am,2025-02-17,present,,")

    assert [
        (place.started_on, place.ended_on, place.attendances.count())
        for place in Enrollment.objects.order_by("episode")
    ] == [(date(2025, 2, 3), date(2025, 2, 3), 1), (date(2025, 2, 10), None, 2)]


def test_an_earlier_half_that_arrives_later_moves_the_start(men):
    men.bring("attendance", "T1,Mon,2025-03-03,present,,")
    men.bring("attendance", "T1,Mon,2025-02-03,present,,")

    assert Enrollment.objects.get().started_on == date(2025, 2, 3)


def test_minutes_belong_to_a_man_who_came_late(men):
    answer = men.bring("attendance", "T1,Mon,2025-02-03,present,10,")

    assert Attendance.objects.get().minutes_late is None
    assert flags(answer, "guessed") == [2]


def test_a_man_on_a_register_is_not_waiting_any_more(men):
    men.bring("attendance", "T1,Mon,2025-02-03,present,,")

    status = {referral.client.reference: referral.status for referral in Referral.objects.all()}
    assert status == {"T1": ReferralStatus.PLACED, "T2": ReferralStatus.RECEIVED}


def test_a_session_of_today_has_already_ended(men):
    men.bring("attendance", f"T1,Mon,{NOW.date()},present,,")

    session = GroupSession.objects.get()
    assert session.session_on == NOW.date()
    assert session.ends_at <= NOW


def test_a_dry_run_writes_nothing_and_says_the_same(men):
    rows = ["T1,Mon,2025-02-03,present,,", "T9,Mon,2025-02-03,present,,"]

    dry = men.bring("attendance", *rows, dry_run=True)

    assert Attendance.objects.count() == Group.objects.count() == 0
    real = men.bring("attendance", *rows)
    assert dry["batch"] is None
    assert {name: value for name, value in dry.items() if name != "batch"} == {
        name: value for name, value in real.items() if name != "batch"
    }


def test_a_group_that_one_list_calls_cancelled_met_when_another_has_men_there(men):
    men.bring("attendance", "T1,Mon am,2025-02-03,cancelled,,")

    answer = men.bring("attendance", "T2,Mon am,2025-02-03,present,,")

    session = GroupSession.objects.get()
    assert (answer["accepted"], answer["refused"]) == (1, [])
    assert (session.cancelled_at, session.cancel_reason) == (None, "")
    assert set(Attendance.objects.values_list("outcome", flat=True)) == {"cancelled", "present"}


def test_a_group_that_a_person_called_off_had_nobody_there(men):
    men.bring("attendance", "T1,Mon am,2025-02-03,cancelled,,")
    GroupSession.objects.update(cancel_reason="Snow")

    answer = men.bring("attendance", "T2,Mon am,2025-02-03,present,,")

    assert codes(answer) == [(2, "conflicts")]
    assert GroupSession.objects.get().cancel_reason == "Snow"


def test_a_list_that_knows_him_by_his_older_record_is_about_the_one_that_stays(men):
    """What was made one stays one: nothing is written onto a record that nobody sees any more."""
    dan = men.man("T1")
    Client.objects.filter(reference="T2").update(merged_into=dan)
    men.bring("attendance", "T2,Mon am,2025-02-03,present,,")
    assert set(Attendance.objects.values_list("enrollment__client", flat=True)) == {dan.pk}
    # A register knows men by name alone.
    assert known_men(men.service.pk).called("Lee Lowe").man.id == dan.pk
    assert Client.objects.count() == 2
