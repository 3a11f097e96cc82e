"""Coming in: with an account that an invitation made, and no other way."""

import pytest

from services.models import Staff
from tests.factories import PASSWORD

LOGIN = "/accounts/login/"


@pytest.fixture
def tom(cast) -> Staff:
    cast.tom.set_password(PASSWORD)
    cast.tom.save()
    return cast.tom


def test_tom_comes_in_with_his_address_and_password(tom, client):
    answer = client.post(LOGIN, {"login": tom.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(tom.pk)


def test_a_wrong_password_says_so_and_keeps_the_address(tom, client):
    answer = client.post(LOGIN, {"login": tom.email, "password": "something else"})
    assert answer.status_code == 200
    assert tom.email in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_token_cannot_come_in_by_the_door(tom, client):
    Staff.objects.filter(pk=tom.pk).update(can_log_in=False)
    client.post(LOGIN, {"login": tom.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_somebody_let_go_is_out_at_the_next_request(tom, client):
    client.force_login(tom)
    Staff.objects.filter(pk=tom.pk).update(is_active=False)
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(LOGIN)


def test_nobody_signs_up(client, db):
    answer = client.post("/accounts/signup/", {"email": "new@alongside.test", "password1": PASSWORD})
    assert not Staff.objects.filter(email="new@alongside.test").exists()
    assert answer.status_code == 200


def test_whoever_has_no_account_is_told_no_more_than_that(db, client, mailoutbox):
    """Anybody can have this sent to anybody: no name of ours, no link, nothing to sign up for."""
    answer = client.post("/accounts/password/reset/", {"email": "stranger@example.org"})
    assert answer.status_code == 302
    (letter,) = mailoutbox
    assert "No account belongs to it" in letter.body
    assert letter.subject == "Your question about a password"
    for word in ("http", "testserver", "sign up", "Hello"):
        assert word not in letter.body + letter.subject


def test_a_known_and_an_unknown_address_are_answered_alike(tom, client, mailoutbox):
    """Both get one letter, and the page says the same."""
    answers = [
        client.post("/accounts/password/reset/", {"email": address})
        for address in (tom.email, "x@example.org")
    ]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert len(mailoutbox) == 2
