"""One thing that is owed: done with a sentence, or given to a colleague."""

from __future__ import annotations

import pytest

from followups.models import FollowUp
from tests import factories
from tests.asking import MOST, asked


@pytest.fixture
def owed(cast, owe) -> FollowUp:
    return owe(cast.tom)


def test_its_owner_sees_what_is_owed_and_how_he_may_be_reached(cast, sign_in, owed):
    page = sign_in(cast.tom).get(owed.get_absolute_url()).content.decode()
    assert "Call Dan O.: he missed a session" in page
    assert "Do not contact him." in page
    assert "<title>Follow-up · Alongside</title>" in page
    assert page.count("btn-primary") == 1
    assert page.index("Before you contact him") < page.index("It is done")  # it is read before the call


@pytest.mark.parametrize("who", ["ines", "pete", "ada", "wes"])
def test_for_others_it_is_not_there(cast, sign_in, owed, who):
    browser, url = sign_in(getattr(cast, who)), owed.get_absolute_url()
    assert browser.get(url).status_code == 404
    assert browser.post(f"{url}complete/", {"outcome": "Done."}).status_code == 404
    assert browser.post(f"{url}hand-over/", {"to": str(cast.priya.pk)}).status_code == 404
    assert FollowUp.objects.get().status == "open"


def test_a_stranger_is_sent_to_the_door(client, owed):
    url = owed.get_absolute_url()
    assert client.get(url).url.startswith("/accounts/login/")
    assert client.post(f"{url}complete/").url.startswith("/accounts/login/")
    assert client.post(f"{url}hand-over/").url.startswith("/accounts/login/")


def test_it_is_done_with_a_sentence(cast, sign_in, owed):
    browser = sign_in(cast.tom)
    answer = browser.post(f"{owed.get_absolute_url()}complete/", {"outcome": "He comes on Thursday."})
    assert answer.url == "/"
    owed.refresh_from_db()
    assert (owed.status, owed.outcome, owed.closed_by) == ("done", "He comes on Thursday.", cast.tom)
    page = browser.get(owed.get_absolute_url()).content.decode()
    assert "He comes on Thursday." in page
    assert "btn-primary" not in page


def test_without_a_sentence_it_stays_open(cast, sign_in, owed):
    answer = sign_in(cast.tom).post(f"{owed.get_absolute_url()}complete/", {"outcome": "  "})
    assert answer.status_code == 422
    assert "This is empty." in answer.content.decode()
    assert FollowUp.objects.get().status == "open"


def test_it_closes_once(cast, sign_in, owed):
    browser, url = sign_in(cast.tom), f"{owed.get_absolute_url()}complete/"
    browser.post(url, {"outcome": "He comes."})
    again = browser.post(url, {"outcome": "He does not."})
    assert again.status_code == 409
    assert FollowUp.objects.get().outcome == "He comes."


def test_it_goes_to_a_colleague_with_its_time(cast, sign_in, owed):
    sign_in(cast.tom).post(f"{owed.get_absolute_url()}hand-over/", {"to": str(cast.priya.pk)})
    owed.refresh_from_db()
    theirs = FollowUp.objects.get(handed_from=owed)
    assert owed.status == "handed_over"
    assert (theirs.owner, theirs.due_at, theirs.status) == (cast.priya, owed.due_at, "open")


@pytest.mark.parametrize("who", ["pete", "ada", "wes", "tom"])
def test_a_man_is_handed_to_nobody_who_may_not_know_him(cast, sign_in, owed, who):
    answer = sign_in(cast.tom).post(
        f"{owed.get_absolute_url()}hand-over/", {"to": str(getattr(cast, who).pk)}
    )
    assert answer.status_code == 422
    assert FollowUp.objects.get().status == "open"


def test_a_peer_knows_his_first_name_and_no_number(cast, sign_in, owe):
    owed = owe(cast.pete)
    page = sign_in(cast.pete).get(owed.get_absolute_url()).content.decode()
    assert "Call Dan: he missed a session" in page
    assert "Okafor" not in page
    assert "Before you contact him" not in page


@pytest.mark.parametrize("colleagues", [2, 5])
def test_it_asks_the_same_whatever_the_number_of_colleagues(cast, sign_in, owed, colleagues):
    for number in range(colleagues):
        factories.make_staff(name=f"Person {number}", service=cast.service)
    assert asked(sign_in(cast.tom), owed.get_absolute_url()) == 7 <= MOST
