"""A list opens no place that nobody could open by hand: couples work that is not signed off, events without names."""

from __future__ import annotations

from datetime import date

import pytest

from programs.models import Attendance, Enrollment
from programs.models.program import Kind
from services.models import Client
from tests.factories import make_enrollment, make_group, make_program
from tests.referrals.actions.imports.conftest import codes

DAN = "T1,Dan,Okafor,1979-03-01,07700900111,,2025-01-02,self,own_choice,"
MARK = "T1,Evening,2025-02-03,present,,"
REGISTER = (
    "Name;3/2/2025;10/2/2025;17/2/2025;Remarks",
    "Dan Okafor;P;P;P;",
    "New Man;P;P;P;",
    "Key: P = present;;;;",
)


@pytest.fixture
def dan(office) -> Client:
    office.bring("referrals", DAN)
    return office.man("T1")


@pytest.fixture
def evening(office, request):
    return make_group(program=make_program(service=office.service, kind=request.param), name="Evening")


@pytest.mark.parametrize("evening", [Kind.COUPLES, Kind.OUTREACH, Kind.PREVENTION], indirect=True)
def test_neither_a_list_nor_a_register_places_a_man_there(office, dan, evening):
    answer = office.bring("attendance", MARK)
    assert codes(answer) == [(2, "group_closed")]
    answer = office.bring("register", *REGISTER, group="Evening")
    assert [code for _row, code in codes(answer)] == ["group_closed"] * 2
    assert not Enrollment.objects.exists()
    assert list(Client.objects.all()) == [dan]


@pytest.mark.parametrize("evening", [Kind.COUPLES], indirect=True)
def test_once_it_is_signed_off_a_list_places_him(office, dan, evening, settings):
    settings.COUPLES_SIGN_OFF = f"{__name__}.signed_off"
    assert codes(office.bring("attendance", MARK)) == []
    assert Enrollment.objects.get().group == evening


def signed_off(*, client, at) -> bool:
    return bool(client.reference == "T1")


@pytest.mark.parametrize("evening", [Kind.COUPLES], indirect=True)
def test_who_has_his_place_there_is_marked(office, dan, evening):
    make_enrollment(client=dan, group=evening, started_on=date(2025, 1, 6))
    assert codes(office.bring("attendance", MARK)) == []
    assert Attendance.objects.get().outcome == "present"


@pytest.mark.parametrize("evening", [Kind.BEHAVIOR_CHANGE], indirect=True)
def test_any_other_group_is_open(office, dan, evening):
    """The twin."""
    assert codes(office.bring("attendance", MARK)) == []
    assert Enrollment.objects.get().group == evening
