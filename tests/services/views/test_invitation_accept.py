"""The door for somebody who was invited: signed out, once, for a week."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from services.actions import team
from services.models import Invitation, Membership, Staff
from services.wall import set_frame
from tests.conftest import NOW

GOOD = {"name": "Nia Okoro", "password": "a long walk by the river"}


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def key(cast) -> str:
    return team.invite(email="nia@alongside.test", role="counselor", by=cast.ada, at=NOW)[1]


def north_again(cast) -> None:
    set_frame(service=cast.service.pk, roles=["director"])


def test_it_asks_for_a_name_and_a_password(key, client):
    page = client.get(f"/join/{key}/")
    assert page.status_code == 200
    assert "Northside asked you to join" in page.content.decode()
    assert "<title>Welcome · Alongside</title>" in page.content.decode()


def test_whoever_holds_the_link_comes_in_with_the_role_it_promised(cast, key, client):
    answer = client.post(f"/join/{key}/", GOOD)
    assert answer.url == "/accounts/login/"
    nia = Staff.objects.get(email="nia@alongside.test")
    assert nia.check_password(GOOD["password"])
    north_again(cast)
    assert Membership.objects.get(staff=nia).role == "counselor"
    assert client.login(email=nia.email, password=GOOD["password"])


def test_it_opens_once(key, client):
    client.post(f"/join/{key}/", GOOD)
    again = client.post(f"/join/{key}/", {"name": "Somebody Else", "password": "another long password"})
    assert again.status_code == 409
    assert "was used or has run out" in again.content.decode()
    assert Staff.objects.filter(email="nia@alongside.test").count() == 1


def test_after_a_week_it_is_closed(cast, key, client):
    Invitation.objects.update(expires_at=NOW - timedelta(seconds=1))
    assert client.get(f"/join/{key}/").status_code == 409
    assert client.post(f"/join/{key}/", GOOD).status_code == 409
    assert not Staff.objects.filter(email="nia@alongside.test").exists()


def test_a_guessed_link_is_as_closed_as_an_old_one(db, client):
    answer = client.get("/join/abcdef/")
    assert answer.status_code == 409
    assert "This link is closed" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": "Nia", "password": "short"}, "too short"),
        ({"name": "Nia", "password": "password1234"}, "too common"),
        ({"name": "Nia", "password": "nia@alongside.test"}, "too similar"),
        ({"name": "", "password": "a long walk by the river"}, "required"),
    ],
)
def test_a_weak_password_or_no_name_is_refused_with_a_sentence(key, client, sent, sentence):
    answer = client.post(f"/join/{key}/", sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Staff.objects.filter(email="nia@alongside.test").exists()


def test_somebody_with_an_account_gives_its_password(cast, client):
    cast.wes.set_password("his own long password")
    cast.wes.save()
    key = team.invite(email=cast.wes.email, role="counselor", by=cast.ada, at=NOW)[1]
    page = client.get(f"/join/{key}/").content.decode()
    assert "has an account already" in page
    assert 'name="name"' not in page
    wrong = client.post(f"/join/{key}/", {"password": "not his password"})
    assert wrong.status_code == 422
    assert "This is not its password" in wrong.content.decode()
    north_again(cast)
    assert not Membership.objects.filter(staff=cast.wes).exists()
    assert client.post(f"/join/{key}/", {"password": "his own long password"}).status_code == 302
    north_again(cast)
    assert Membership.objects.filter(staff=cast.wes, role="counselor").exists()


def test_the_page_is_kept_by_no_cache(key, client):
    assert "no-store" in client.get(f"/join/{key}/")["Cache-Control"]


def test_of_two_who_press_at_once_the_second_reads_that_it_was_used(key, client, monkeypatch):
    """Both saw the form; the first is in by the time the second is let through."""
    accept = team.accept

    def after_somebody_else(**given):
        accept(**given)
        return accept(**given)

    monkeypatch.setattr(team, "accept", after_somebody_else)
    answer = client.post(f"/join/{key}/", GOOD)
    assert answer.status_code == 409
    assert "was used" in answer.content.decode()


def test_who_is_let_go_leaves_no_door_open(cast, client):
    """A director about to go invites a private address; with the role the invitation ends."""
    _invitation, key = team.invite(email="priya@home.example", role="counselor", by=cast.priya, at=NOW)
    _other, kept = team.invite(email="hal@alongside.test", role="counselor", by=cast.ada, at=NOW)
    team.end(membership=Membership.objects.get(staff=cast.priya), by=cast.ada, at=NOW)
    assert client.get(f"/join/{key}/").status_code == 409
    assert client.post(f"/join/{key}/", GOOD).status_code == 409
    assert not Staff.objects.filter(email="priya@home.example").exists()
    assert client.get(f"/join/{kept}/").status_code == 200
