from datetime import date

import pytest

from referrals.models import Referral
from services.models import Client, ContactRule
from services.wall import set_frame
from tests.factories import make_client, make_service
from tests.referrals.actions.imports.conftest import codes, flags

DAN = "T1,Dan,Okafor,1979-03-01,07700900111,dan@example.net,2025-01-02,self,own_choice,16"


def test_a_man_and_his_referral_are_made(office):
    answer = office.bring("referrals", DAN)

    man, referral = Client.objects.get(), Referral.objects.get()
    assert (answer["accepted"], answer["men"], answer["new_men"]) == (1, 1, 1)
    assert (man.reference, man.full_name, man.date_of_birth) == ("T1", "Dan Okafor", date(1979, 3, 1))
    assert (referral.client, referral.source, referral.required_sessions, referral.received_on) == (
        man,
        "self",
        16,
        date(2025, 1, 2),
    )
    assert referral.received_at.date() == date(2025, 1, 2)
    assert set(ContactRule.objects.values_list("value", "may_contact")) == {
        ("+447700900111", False),
        ("dan@example.net", False),
    }


@pytest.mark.parametrize(
    "row",
    [
        ",Dan,Okafor,1979-03-01,,,2025-06-02,court,ordered,",
        ",DAN,okafor,,07700 900111,,2025-06-02,court,ordered,",
        ",Dan,Okafor,,,dan@example.net,2025-06-02,court,ordered,",
        "T1,Dan,Okafor,,,,2025-06-02,court,ordered,",
        ",Dan,Okafo,1979-03-01,07700900111,,2025-06-02,court,ordered,",
    ],
)
def test_a_man_who_is_known_comes_again_as_a_new_episode(office, row):
    office.bring("referrals", DAN)

    answer = office.bring("referrals", row)

    assert flags(answer, "referred_again") == [2]
    assert Client.objects.count() == 1
    assert list(Referral.objects.order_by("episode").values_list("episode", "source")) == [
        (1, "self"),
        (2, "court"),
    ]


def test_a_namesake_is_a_new_man_and_named(office):
    office.bring("referrals", DAN)

    answer = office.bring(
        "referrals",
        ",Dan,Okafor,,,,2025-06-02,court,ordered,",
        ",Dan,Okafor,2001-01-01,,,2025-07-02,court,ordered,",
    )

    assert answer["new_men"] == 2
    assert flags(answer, "man_unclear") == [2, 3]
    assert "T1" in answer["flagged"][0]["message"]


@pytest.mark.parametrize("name", ["Okafor,Dan", "Dan (Danny),Okafor", "DAN,OKAFOR"])
def test_he_is_known_by_either_order_of_his_name_and_by_what_he_is_called(office, name):
    office.bring("referrals", DAN)

    answer = office.bring("referrals", f",{name},1979-03-01,,,2025-06-02,court,ordered,")

    assert (answer["accepted"], answer["new_men"], flags(answer, "referred_again")) == (1, 0, [2])


def test_another_first_name_on_his_birthday_is_a_new_man_and_pointed_at(office):
    office.bring("referrals", DAN)

    answer = office.bring("referrals", ",Danyal,Okafor,1979-03-01,07700900111,,2025-06-02,court,ordered,")

    assert (answer["new_men"], flags(answer, "man_unclear")) == (1, [2])


def test_what_a_later_list_adds_about_him_is_kept(office):
    office.bring("referrals", "T1,Dan,Okafor,,,,2025-01-02,self,own_choice,")
    office.bring("referrals", "T1,Dan,Okafor,1979-03-01,07700900111,,2025-06-02,court,ordered,")

    man = Client.objects.get()
    assert (man.date_of_birth, man.version, man.contact_rules.count()) == (date(1979, 3, 1), 2, 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("T1,Dan,Okafor,1979-03-01,,,2025-01-02,court,own_choice,16", "source"),
        ("T1,Dan,Okafor,1979-03-01,,,2025-01-02,self,own_choice,20", "required_sessions"),
        ("T1,Dan,Okafor,1999-09-09,,,2025-06-02,self,own_choice,", "client_ref"),
        ("T1,Lee,Lowe,,,,2025-06-02,self,own_choice,", "client_ref"),
    ],
)
def test_what_contradicts_is_refused_and_nothing_changes(office, row, column):
    office.bring("referrals", DAN)

    answer = office.bring("referrals", row)

    assert codes(answer) == [(2, "conflicts")]
    assert answer["refused"][0]["column"] == column
    assert (Client.objects.count(), Referral.objects.count(), answer["batch"]) == (1, 1, None)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("T1,Dan,Okafor,1979-03-01,07700900222,dan@example.net,2025-01-02,self,own_choice,16", "phone"),
        ("T1,Dan,Okafor,1979-03-01,07700900111,don@example.net,2025-01-02,self,own_choice,16", "email"),
        ("T1,Dan,Okafors,1979-03-01,07700900111,dan@example.net,2025-01-02,self,own_choice,16", "last_name"),
    ],
)
def test_the_same_referral_with_another_number_or_name_is_refused(office, row, column):
    office.bring("referrals", DAN)

    answer = office.bring("referrals", row)

    assert [(refused["code"], refused["column"]) for refused in answer["refused"]] == [("conflicts", column)]
    assert (Client.objects.get().last_name, ContactRule.objects.count()) == ("Okafor", 2)


def test_the_same_referral_with_a_number_nobody_knew_adds_it(office):
    office.bring("referrals", "T1,Dan,Okafor,,,,2025-01-02,self,own_choice,16")

    answer = office.bring("referrals", DAN)

    assert (answer["accepted"], answer["unchanged"], answer["counts"]["source"]) == (1, 0, {})
    assert (Client.objects.get().date_of_birth, ContactRule.objects.count()) == (date(1979, 3, 1), 2)
    assert office.bring("referrals", DAN)["unchanged"] == 1
    assert Referral.objects.count() == 1


def test_a_row_that_could_mean_two_men_is_refused_with_both(office):
    office.bring(
        "referrals",
        "T1,Dan,Okafor,,07700900111,,2025-01-02,self,own_choice,",
        "T2,Dan,Okafor,,07700900111,,2025-01-03,self,own_choice,",
    )

    answer = office.bring("referrals", ",Dan,Okafor,,07700900111,,2025-06-02,self,own_choice,")

    assert codes(answer) == [(2, "man_unclear")]
    assert "T1, T2" in answer["refused"][0]["message"]


def test_a_man_of_another_service_is_nobody_here(office):

    other = make_service(slug="elsewhere", name="Elsewhere")
    set_frame(service=other.pk, roles=["director"])
    make_client(service=other, reference="T1", first_name="Dan", last_name="Okafor")
    set_frame(service=office.service.pk, person=office.house.pk, roles=office.house.desk.roles)

    answer = office.bring("referrals", DAN)

    assert (answer["accepted"], answer["new_men"]) == (1, 1)


@pytest.mark.parametrize(
    "copy",
    [
        ",Dan,Okafo,1979-03-01,,,",
        ",Dan,Okafo,,07700900111,,",
        ",Dan,Okafo,,,dan@example.net,",
        ",DAN,okafor,,,,",
    ],
)
def test_a_copy_with_a_letter_less_is_entered_twice_when_the_rest_is_the_same(office, copy):
    answer = office.bring(
        "referrals",
        ",Dan,Okafor,1979-03-01,07700900111,dan@example.net,2025-01-02,self,own_choice,16",
        f"{copy}2025-01-02,self,own_choice,16",
        f"{copy.replace('Dan', 'Don').replace('DAN', 'DON')}2025-01-03,self,own_choice,16",
    )

    assert flags(answer, "entered_twice") == [3]
    assert (answer["accepted"], answer["unchanged"], answer["new_men"]) == (2, 1, 2)
