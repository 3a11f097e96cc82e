from datetime import date

import pytest

from programs.models import Enrollment
from programs.models.enrollment import Status
from referrals.models import Referral
from tests.referrals.actions.imports.conftest import codes

DAN = "T1,Dan,Okafor,1979-03-01,07700900111,,2025-01-02,self,own_choice,"
LEE = "T2,Lee,Lowe,1980-05-01,07700900222,,2025-01-03,court,ordered,16"


@pytest.fixture
def men(office):
    office.bring("referrals", DAN, LEE)
    office.bring("attendance", *(f"T1,Mon,2025-02-{day},present,," for day in ("03", "10", "17", "24")))
    return office


def test_an_exit_ends_the_place_and_closes_the_referral(men):
    answer = men.bring("exits", "T1,mon,2025-02-25,completed,program")

    place = Enrollment.objects.get()
    assert (answer["accepted"], answer["men"]) == (1, 1)
    assert (place.status, place.ended_on, place.exit_reason, place.ended_by) == (
        Status.COMPLETED,
        date(2025, 2, 25),
        "completed",
        "program",
    )
    assert Referral.objects.get(client__reference="T1").status == "closed"


def test_the_same_exit_is_unchanged_and_another_is_refused(men):
    men.bring("exits", "T1,Mon,2025-02-25,withdrew,man")

    again = men.bring("exits", "T1,Mon,2025-02-25,withdrew,man")
    other = men.bring("exits", "T1,Mon,2025-02-25,custody,circumstance")

    assert (again["accepted"], again["unchanged"]) == (0, 1)
    assert codes(other) == [(2, "conflicts")]
    assert Enrollment.objects.get().exit_reason == "withdrew"


@pytest.mark.parametrize(
    "row",
    [
        "T2,Mon,2025-02-25,withdrew,man",
        "T9,Mon,2025-02-25,withdrew,man",
        "T1,Tue,2025-02-25,withdrew,man",
        "T1,Mon,2025-02-01,withdrew,man",
    ],
)
def test_who_had_no_place_cannot_leave_it(men, row):
    answer = men.bring("exits", row)

    assert codes(answer) == [(2, "never_enrolled")]
    assert answer["refused"][0]["column"] == "client_ref"
    assert Enrollment.objects.get().ended_on is None


def test_coming_after_the_exit_is_a_new_episode_whichever_list_came_first(men):
    men.bring("exits", "T1,Mon,2025-02-12,lost_contact,man")

    first, second = Enrollment.objects.order_by("episode")
    assert (first.ended_on, first.attendances.count()) == (date(2025, 2, 12), 2)
    assert (second.started_on, second.status, second.attendances.count()) == (
        date(2025, 2, 17),
        Status.ATTENDING,
        2,
    )
    assert Referral.objects.get(client__reference="T1").status == "placed"


def test_two_exits_of_one_file_end_two_episodes(men):
    men.bring("exits", "T1,Mon,2025-02-24,withdrew,man", "T1,Mon,2025-02-12,lost_contact,man")

    assert list(Enrollment.objects.order_by("episode").values_list("ended_on", "exit_reason")) == [
        (date(2025, 2, 12), "lost_contact"),
        (date(2025, 2, 24), "withdrew"),
    ]


def test_an_exit_after_the_place_ended_is_refused(men):
    men.bring("exits", "T1,Mon,2025-02-25,withdrew,man")

    assert codes(men.bring("exits", "T1,Mon,2025-03-25,withdrew,man")) == [(2, "conflicts")]
