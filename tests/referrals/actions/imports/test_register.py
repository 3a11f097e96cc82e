from datetime import date

from programs.models import Attendance, Enrollment, GroupSession
from services.models import Client
from tests.referrals.actions.imports.conftest import codes, flags

HEAD = "Name;3/2/2025;10/2/2025;17/2/2025;24/2/2025;Remarks"
KEY = "Key: P = present, A = absent, no word, C = no group;;;;;"
DAN = "T1,Dan,Okafor,1979-03-01,07700900111,,2025-01-02,self,own_choice,"


def test_the_group_is_the_files_name_unless_it_is_told(office):
    office.bring_raw("register", "Monday men.csv", f"{HEAD}\nDan Okafor;P;P;P;P;\n{KEY}\n".encode())

    assert list(GroupSession.objects.values_list("group__name", flat=True)) == ["Monday men"] * 4


def test_gaps_and_unknown_marks_are_on_the_roster_without_an_outcome(office):
    answer = office.bring("register", HEAD, "Dan Okafor;P;;Q;P;", KEY)

    outcomes = dict(Attendance.objects.values_list("session__session_on", "outcome"))
    assert outcomes == {
        date(2025, 2, 3): "present",
        date(2025, 2, 10): None,
        date(2025, 2, 17): None,
        date(2025, 2, 24): "present",
    }
    assert flags(answer, "mark_unknown") == [2]
    assert answer["counts"]["outcome"] == {"present": 2}


def test_the_same_register_again_is_unchanged_and_a_corrected_one_adds(office):
    office.bring("register", HEAD, "Dan Okafor;P;;P;;", KEY)

    again = office.bring("register", HEAD, "Dan Okafor;P;;P;;", KEY)
    more = office.bring("register", HEAD, "Dan Okafor;P;A;P;P;", KEY)
    other = office.bring("register", HEAD, "Dan Okafor;A;A;P;P;", KEY)

    assert (again["accepted"], again["unchanged"], again["new_men"]) == (0, 1, 0)
    assert (more["accepted"], codes(more)) == (1, [])
    assert (other["accepted"], codes(other)) == (0, [(2, "conflicts")])
    assert list(Attendance.objects.order_by("session__session_on").values_list("outcome", flat=True)) == [
        "present",
        "unexcused",
        "present",
        "present",
    ]
    assert Enrollment.objects.count() == Client.objects.count() == 1


def test_remarks_end_the_place_and_their_words_are_not_kept(office):
    answer = office.bring(
        "register",
        HEAD,
        "Dan Okafor;P;P;;;left - new job, nights",
        "Lee Lowe;P;P;P;;Completed!",
        "Kofi Ames;P;P;P;P;",
        KEY,
    )

    assert set(
        Enrollment.objects.values_list("client__last_name", "ended_on", "exit_reason", "exit_note")
    ) == {
        ("Okafor", date(2025, 2, 10), "withdrew", ""),
        ("Lowe", date(2025, 2, 17), "completed", ""),
        ("Ames", None, "", ""),
    }
    assert flags(answer, "guessed") == [2]
    assert answer["counts"]["reason"] == {"withdrew": 1, "completed": 1}


def test_a_cancelled_week_is_one_and_its_blanks_are_no_gaps(office):
    office.bring("register", HEAD, "Dan Okafor;P;C;P;P;", "Lee Lowe;P;;P;P;", KEY)

    session = GroupSession.objects.get(session_on=date(2025, 2, 10))
    assert session.cancelled_at is not None
    assert session.attendances.count() == 1


def test_a_man_of_two_sheets_and_of_the_list_is_one(office):
    office.bring("referrals", DAN)

    answer = office.bring("register", HEAD, "OKAFOR, dan;P;P;P;P;", KEY)

    assert (answer["men"], answer["new_men"], Client.objects.count()) == (1, 0, 1)


def test_a_name_one_letter_away_is_a_new_man_and_the_other_is_named(office):
    office.bring("referrals", DAN)

    answer = office.bring("register", HEAD, "Dan Okafo;P;P;P;P;", KEY)

    (flag,) = answer["flagged"]
    assert (answer["new_men"], flag["code"], "T1" in flag["message"]) == (1, "man_unclear", True)


def test_a_name_twice_on_one_sheet_is_refused_the_second_time(office):
    answer = office.bring("register", HEAD, "Dan Okafor;P;P;P;P;", "dan okafor;P;P;P;P;", KEY)

    assert (answer["accepted"], codes(answer)) == (1, [(3, "man_unclear")])


def test_of_two_namesakes_the_one_who_has_a_place_in_the_group_is_meant(office):
    office.bring("referrals", DAN, "T2,Dan,Okafor,1990-01-01,,,2025-01-05,other,,")
    office.bring("attendance", "T2,Mon,2025-01-27,present,,")

    answer = office.bring("register", HEAD, "Dan Okafor;P;P;P;P;", KEY, group="Mon")

    assert (answer["accepted"], codes(answer)) == (1, [])
    assert Enrollment.objects.get().client.reference == "T2"


def test_a_director_may_say_which_of_two_namesakes_is_meant(office):
    office.bring("referrals", DAN, "T2,Dan,Okafor,1990-01-01,,,2025-01-05,other,,")

    answer = office.bring("register", HEAD, "Dan Okafor;P;P;P;P;", KEY)
    told = office.bring("register", HEAD, "Dan Okafor;P;P;P;P;", KEY, mapping={"men": {"dan okafor": "T2"}})

    assert codes(answer) == [(2, "man_unclear")]
    assert answer["unclear"] == [{"name": "Dan Okafor", "candidates": ["T1", "T2"]}]
    assert told["accepted"] == 1
    assert Enrollment.objects.get().client.reference == "T2"
