"""The page of one referral, the tries to reach him, and whose it is."""

from __future__ import annotations

import pytest

from referrals.actions import referrals
from referrals.models import ContactAttempt, Referral
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW


@pytest.fixture
def url(referral) -> str:
    return f"/referrals/{referral.pk}/"


@pytest.mark.parametrize("who", ["ines", "priya"])
def test_who_receives_sees_how_he_came(cast, sign_in, url, who):
    page = sign_in(getattr(cast, who)).get(url).content.decode()
    assert "Luis F." in page
    assert "A court" in page
    assert "He has been waiting for 3 days." in page
    assert "Do not contact him." in page
    assert "<title>Referral · Alongside</title>" in page


def test_a_counselor_meets_his_man_and_not_the_door(cast, sign_in, url):
    assert sign_in(cast.tom).get(url).status_code == 404
    factories.make_enrollment(client=cast.luis, group=cast.group)
    Referral.objects.filter(client=cast.luis).update(reports_to="The registry")
    page = sign_in(cast.tom).get(url).content.decode()
    assert "Separation" in page
    assert "A court" not in page
    assert "The registry" not in page
    assert "The registry" in sign_in(cast.ines).get(url).content.decode()


@pytest.mark.parametrize("who", ["pete", "ada", "wes"])
def test_for_others_neither_the_page_nor_a_step_is_there(cast, sign_in, referral, url, who):
    browser = sign_in(getattr(cast, who))
    assert browser.get(url).status_code == 404
    for step in ("contact/", "triage/", "take/", "place/", "step/withdraw/"):
        assert browser.post(url + step, {"reason": "so", "channel": "call"}).status_code == 404
    referral.refresh_from_db()
    assert (referral.status, referral.owner) == ("received", None)


def test_a_stranger_is_sent_to_the_door(client, url):
    for step in ("", "contact/", "triage/", "place/", "step/withdraw/"):
        assert client.get(url + step).url.startswith("/accounts/login/")
    assert client.post(url + "take/").url.startswith("/accounts/login/")


def test_a_wrong_id_is_not_there(cast, sign_in):
    assert sign_in(cast.ines).get("/referrals/00000000-0000-0000-0000-000000000000/").status_code == 404
    assert sign_in(cast.ines).get("/referrals/1/").status_code == 404


@pytest.mark.parametrize(
    ("status", "button"),
    [
        ("received", "Note a call"),
        ("triaged", "Accept him"),
        ("accepted", "Place him in a group"),
        ("waitlisted", "Place him in a group"),
        ("placed", "Open his page"),
        ("declined", "Open his page"),
    ],
)
def test_there_is_one_filled_button_and_it_is_the_next_step(cast, sign_in, at_status, status, button):
    page = sign_in(cast.ines).get(at_status(status).get_absolute_url()).content.decode()
    assert page.count("btn-primary") == 1
    assert button in page.split("btn-primary")[1].split("</a>")[0].split("</button>")[0]


def test_only_steps_that_may_be_taken_are_offered(cast, sign_in, at_status):
    page = sign_in(cast.ines).get(at_status("declined").get_absolute_url()).content.decode()
    assert "/step/" not in page
    open_ = at_status("accepted", episode=2)
    page = sign_in(cast.ines).get(open_.get_absolute_url()).content.decode()
    assert "/step/waitlist/" in page
    assert "/step/decline/" not in page


def test_a_try_is_noted_and_moves_it_on(cast, sign_in, referral, url):
    answer = sign_in(cast.ines).post(
        url + "contact/", {"channel": "call", "outcome": "no_answer", "words": "Rang out."}
    )
    assert answer.url == url
    attempt = ContactAttempt.objects.get()
    assert (attempt.reached, attempt.words, attempt.by) == (False, "Rang out.", cast.ines)
    referral.refresh_from_db()
    assert referral.status == "contacting"
    assert "Rang out." in sign_in(cast.priya).get(url).content.decode()


def test_a_try_by_no_known_way_is_refused(cast, sign_in, referral, url):
    answer = sign_in(cast.ines).post(url + "contact/", {"channel": "pigeon", "words": "Flew."})
    assert answer.status_code == 422
    assert "Flew." in answer.content.decode()
    assert not ContactAttempt.objects.exists()


def test_what_is_safe_stands_before_what_one_notes_of_a_call(cast, sign_in, url):
    page = sign_in(cast.priya).get(url).content.decode()
    order = ["Before you contact him", "Tries to reach him", "What comes next", "How he came"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_one_puts_ones_name_on_it_and_takes_it_off(cast, sign_in, referral, url):
    browser = sign_in(cast.ines)
    browser.post(url + "take/")
    assert Referral.objects.get().owner == cast.ines
    browser.post(url + "take/", {"mine": "no"})
    assert Referral.objects.get().owner is None


def test_nobody_takes_off_anothers_name(cast, sign_in, referral, url):
    referrals.take(referral=referral, owner=cast.ines, by=cast.ines, at=NOW)
    assert sign_in(cast.priya).post(url + "take/", {"mine": "no"}).status_code == 404
    assert Referral.objects.get().owner == cast.ines


def test_a_counselor_who_lets_go_is_led_back_to_the_queue(cast, sign_in, referral, url):
    referrals.take(referral=referral, owner=cast.tom, by=cast.ines, at=NOW)
    assert sign_in(cast.tom).post(url + "take/", {"mine": "no"}).url == "/referrals/"


@pytest.mark.parametrize("tries", [2, 5])
def test_it_asks_the_same_whatever_was_tried(cast, sign_in, referral, url, tries):
    for _number in range(tries):
        referrals.log_contact(referral=referral, channel="call", reached=False, by=cast.ines, at=NOW)
    assert asked(sign_in(cast.ines), url) == 10 <= MOST
