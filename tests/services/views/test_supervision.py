from __future__ import annotations

import pytest
from django.utils import timezone

from services.models import Membership, Supervision
from services.wall import acting_as
from tests import factories
from tests.asking import MOST, asked

pytestmark = pytest.mark.django_db
URL, NEW = "/supervision/", "/supervision/new/"
SENT = {"held_on": "2026-03-10", "minutes": "50", "themes": "A heavy evening.", "agreed": "", "next_on": ""}


@pytest.fixture
def pair(cast, monkeypatch):
    """Priya supervises Tom."""
    monkeypatch.setattr(timezone, "now", lambda: factories.NOW)
    Membership.objects.filter(staff=cast.tom).update(supervisor=cast.priya)


def test_a_director_gives_somebody_a_supervisor(cast, sign_in):
    browser, url = sign_in(cast.priya), f"/team/people/{cast.tom.pk}/supervisor/"
    assert url.encode() in browser.get("/team/").content
    assert browser.post(url, {"supervisor": cast.ines.pk}).url == "/team/"
    assert Membership.objects.get(staff=cast.tom).supervisor == cast.ines
    assert b"Supervised by Ines Roth" in browser.get("/team/").content
    assert browser.post(url, {"supervisor": cast.tom.pk}).status_code == 422


@pytest.mark.parametrize("who", ["tom", "ines", "pete", "wes"])
def test_giving_one_is_not_there_for_others(cast, sign_in, who):
    url = f"/team/people/{cast.tom.pk}/supervisor/"
    assert sign_in(getattr(cast, who)).post(url, {"supervisor": ""}).status_code == 404


def test_a_director_gives_an_administrator_none(cast, sign_in):
    assert sign_in(cast.priya).get(f"/team/people/{cast.ada.pk}/supervisor/").status_code == 404


def test_a_talk_is_read_by_the_two_alone(cast, pair, sign_in):
    tom, priya = sign_in(cast.tom), sign_in(cast.priya)
    assert tom.post(NEW, SENT | {"with_whom": cast.priya.pk}).url == URL
    with acting_as(service=cast.service.pk, person=cast.tom.pk, roles=["counselor"]):
        url = f"{URL}{Supervision.objects.get().pk}/"
    assert b"A heavy evening." in priya.get(url).content
    assert url.encode() in tom.get(URL).content
    for who in ("ada", "ines", "pete", "wes"):
        other = sign_in(getattr(cast, who))
        assert url.encode() not in other.get(URL).content
        assert (other.get(url).status_code, other.post(url, SENT).status_code) == (404, 404)


def test_two_who_write_at_once_both_see_both(cast, pair, sign_in):
    tom, priya = sign_in(cast.tom), sign_in(cast.priya)
    tom.post(NEW, SENT | {"with_whom": cast.priya.pk})
    with acting_as(service=cast.service.pk, person=cast.tom.pk, roles=["counselor"]):
        url = f"{URL}{Supervision.objects.get().pk}/"
    assert priya.post(url, SENT | {"agreed": "Rest.", "version": "1"}).url == URL
    answer = tom.post(url, SENT | {"agreed": "Go on.", "version": "1"})
    assert (answer.status_code, b"Go on." in answer.content) == (412, True)


def test_who_has_no_supervisor_is_told_who_says_so(cast, sign_in):
    browser = sign_in(cast.pete)
    assert b"Nobody supervises you here yet." in browser.get(URL).content
    assert browser.post(NEW, SENT | {"with_whom": cast.priya.pk}).status_code == 422


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"held_on": "2026-03-13"}, b"still to come"),
        ({"next_on": "2026-03-01"}, b"comes after this one"),
        ({"minutes": "0"}, b"greater than or equal to 5"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_stay(cast, pair, sign_in, change, words):
    answer = sign_in(cast.tom).post(NEW, SENT | {"with_whom": cast.priya.pk} | change)
    assert answer.status_code == 422
    assert words in answer.content
    assert b"A heavy evening." in answer.content


def test_it_sends_a_stranger_to_the_door(client):
    assert client.get(URL).url.startswith("/accounts/login/")
    assert client.get(NEW).url.startswith("/accounts/login/")


def test_it_asks_little(cast, pair, sign_in):
    browser = sign_in(cast.tom)
    assert asked(browser, URL) == 7 <= MOST
    assert asked(browser, NEW) <= MOST
