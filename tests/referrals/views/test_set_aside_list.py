"""Beside the queue: old referrals of a spreadsheet, seen by those who take calls, closed by a director."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from referrals.models import Referral, ReferralStep
from tests import factories
from tests.asking import MOST, asked

URL, CLOSE = "/referrals/older/", "/referrals/older/close/"
SAID = {"which": "ticked", "to": "no_contact", "reason": "Nobody knows any more."}


def make(cast, name: str, year: int = 2024, **fields) -> Referral:
    man = factories.make_client(service=cast.service, first_name=name, last_name="Old")
    day = datetime(year, 5, 6, 12, tzinfo=UTC)
    return factories.make_referral(client=man, received_at=day, **({"set_aside": True} | fields))


@pytest.fixture
def old(cast) -> list[Referral]:
    return [make(cast, "Abe"), make(cast, "Ben"), make(cast, "Cal", year=2025)]


def closed() -> list[str]:
    rows = Referral.objects.filter(status__in=("no_contact", "withdrawn")).order_by("client__first_name")
    return list(rows.values_list("client__first_name", flat=True))


def test_they_stand_beside_the_queue_and_are_not_counted_in_it(cast, sign_in, old, referral):
    page = sign_in(cast.ines).get("/referrals/")
    assert [each.client.first_name for each in page.context["referrals"]] == ["Luis"]
    assert (page.context["counts"].all, page.context["counts"].today) == (1, 1)
    assert f'<a href="{URL}">3 old referrals from a spreadsheet</a>' in page.content.decode()


def test_asked_for_by_their_status_they_are_on_the_list_and_owe_nobody_a_call_today(cast, sign_in, old):
    page = sign_in(cast.ines).get("/referrals/?status=received")
    assert len(page.context["referrals"]) == 3
    assert page.context["counts"].today == 0
    assert not any(each.today or each.waits for each in page.context["referrals"])


def test_my_work_does_not_ask_for_them(cast, sign_in, old):
    work = sign_in(cast.ines).get("/").context["work"]
    assert (work.count, work.later) == (0, [])


def test_a_mans_page_and_the_list_of_men_do_not_call_him_waiting(cast, sign_in, old):
    browser = sign_in(cast.ines)
    assert "He is waiting" not in browser.get(old[0].client.get_absolute_url()).content.decode()
    assert [man.first_name for man in browser.get("/clients/?state=waiting").context["men"]] == []


def test_the_page_of_one_says_where_it_stands(cast, sign_in, old):
    page = sign_in(cast.ines).get(old[0].get_absolute_url()).content.decode()
    assert "From an old list." in page
    assert "He has been waiting" not in page


def test_the_oldest_come_first_and_a_year_can_be_chosen(cast, sign_in, old):
    browser = sign_in(cast.ines)
    names = [each.client.first_name for each in browser.get(URL).context["page"].rows]
    assert set(names[:2]) == {"Abe", "Ben"}
    assert names[2] == "Cal"
    page = browser.get(f"{URL}?year=2025")
    assert [each.client.first_name for each in page.context["page"].rows] == ["Cal"]
    assert "1 referral was old" in page.content.decode()
    assert browser.get(f"{URL}?year=soon").context["count"] == 3


def test_nothing_old_is_a_kind_page(cast, sign_in):
    assert "Nothing old is left" in sign_in(cast.ines).get(URL).content.decode()


def test_intake_sees_them_and_closes_none_at_once(cast, sign_in, old):
    browser = sign_in(cast.ines)
    assert "Close many at once" not in browser.get(URL).content.decode()
    assert browser.post(CLOSE, SAID | {"ticked": [str(old[0].pk)]}).status_code == 404
    assert closed() == []


@pytest.mark.parametrize("who", ["tom", "pete", "ada"])
def test_for_others_it_is_not_there(cast, sign_in, old, who):
    browser = sign_in(getattr(cast, who))
    assert browser.get(URL).status_code == 404
    assert browser.post(CLOSE, SAID | {"which": "all", "seen": "3"}).status_code == 404
    assert closed() == []


def test_another_service_sees_and_closes_none_of_them(cast, sign_in, old):
    browser = sign_in(cast.wes)
    assert browser.get(URL).context["count"] == 0
    browser.post(CLOSE, SAID | {"ticked": [str(old[0].pk)]})
    assert closed() == []


def test_a_director_closes_those_ticked(cast, sign_in, old):
    answer = sign_in(cast.priya).post(CLOSE, SAID | {"ticked": [str(old[0].pk), str(old[2].pk)]}, follow=True)
    assert "2 referrals are closed." in answer.content.decode()
    assert closed() == ["Abe", "Cal"]
    assert set(ReferralStep.objects.values_list("reason", "by")) == {
        ("Nobody knows any more.", cast.priya.pk)
    }


def test_a_director_closes_all_of_the_list_as_it_was_seen(cast, sign_in, old):
    browser = sign_in(cast.priya)
    answer = browser.post(f"{CLOSE}?year=2024", SAID | {"which": "all", "seen": "2", "to": "withdrawn"})
    assert answer.status_code == 302
    assert closed() == ["Abe", "Ben"]
    assert Referral.objects.get(client__first_name="Abe").status == "withdrawn"


def test_what_came_in_meanwhile_is_not_closed_unseen(cast, sign_in, old):
    answer = sign_in(cast.priya).post(CLOSE, SAID | {"which": "all", "seen": "2"})
    assert answer.status_code == 409
    assert "The list has changed" in answer.content.decode()
    assert 'name="seen" value="3"' in answer.content.decode()
    assert closed() == []


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"ticked": []}, "Tick at least one man."),
        ({"ticked": ["somebody"]}, "Tick at least one man."),
        ({"reason": " "}, "Say why: one sentence is enough."),
        ({"to": "closed"}, "closed is not one of the available choices"),
        ({"which": "some"}, "some is not one of the available choices"),
    ],
)
def test_what_cannot_be_is_refused_and_the_ticks_stay(cast, sign_in, old, said, sentence):
    ticked = [str(old[0].pk)]
    answer = sign_in(cast.priya).post(CLOSE, SAID | {"ticked": ticked} | said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert answer.content.decode().count("checked") >= (1 if "ticked" in said else 2)
    assert closed() == []


def test_a_director_of_one_site_reaches_those_of_that_site(cast, sign_in, old):
    dora = factories.make_staff(name="Dora Site", service=cast.service, role="director", site=cast.north)
    at_north = make(cast, "Dov", site=cast.north)
    browser = sign_in(dora)
    assert browser.get(URL).context["count"] == 1
    browser.post(CLOSE, SAID | {"ticked": [str(each.pk) for each in (*old, at_north)]})
    assert closed() == ["Dov"]


def test_the_file_holds_the_list(cast, sign_in, old):
    answer = sign_in(cast.ines).get(f"{URL}?year=2025&format=csv")
    assert len(answer.content.decode().strip().splitlines()) == 2
    assert "Cal" in answer.content.decode()


@pytest.mark.parametrize("rows", [2, 5])
def test_it_asks_the_same_however_many_there_are(cast, sign_in, rows):
    for number in range(rows):
        make(cast, f"Man{number}")
    assert asked(sign_in(cast.priya), URL) == 7 <= MOST
