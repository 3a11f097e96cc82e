"""Coming in: with an account that an invitation made, and no other way."""

import pytest
from django.test import Client

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
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "rest",
    ["", "email/", "confirm-email/", "confirm-email/x/", "password/set/", "reauthenticate/",
     "login/code/", "login/code/confirm/", "signup/"],
)  # fmt: skip
def test_what_we_do_not_use_of_the_library_is_not_there(tom, client, rest):
    assert client.get(f"/accounts/{rest}").status_code == 404
    client.force_login(tom)
    assert client.get(f"/accounts/{rest}").status_code == 404


def test_the_forms_speak_our_words_and_show_no_word_twice(tom, client):
    page = client.get(LOGIN).content.decode()
    assert "Work e-mail" in page
    assert "placeholder" not in page
    assert 'href="/accounts/password/reset/"' in page
    wrong = client.post(LOGIN, {"login": tom.email, "password": "x"}).content.decode()
    assert "do not belong together" in wrong


def test_coming_in_is_not_announced(tom, client):
    answer = client.post(LOGIN, {"login": tom.email, "password": PASSWORD}, follow=True)
    assert "Successfully" not in answer.content.decode()


# --- One's own password ----------------------------------------------------------------------------------------

CHANGE = "/accounts/password/change/"
NEW = {"password1": "river stones at noon", "password2": "river stones at noon"}


def test_a_password_is_changed_by_whoever_knows_it(tom, client):
    client.force_login(tom)
    elsewhere = Client()
    elsewhere.force_login(tom)
    answer = client.post(CHANGE, {"oldpassword": PASSWORD, **NEW}, follow=True)
    assert answer.redirect_chain == [("/preferences/", 302)]
    assert "Your new password is saved." in answer.content.decode()
    tom.refresh_from_db()
    assert tom.check_password(NEW["password1"])
    assert client.get("/").status_code == 200, "here one stays signed in"
    assert elsewhere.get("/").status_code == 302, "and everywhere else one does not"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"oldpassword": "wrong", **NEW}, "This is not the password you have now."),
        ({"oldpassword": PASSWORD, "password1": "short", "password2": "short"}, "at least 10 characters"),
        ({"oldpassword": PASSWORD, **NEW, "password2": "another"}, "same password"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_changes_nothing(tom, client, sent, said):
    client.force_login(tom)
    answer = client.post(CHANGE, sent)
    assert said in answer.content.decode()
    tom.refresh_from_db()
    assert tom.check_password(PASSWORD)


def test_the_password_in_use_cannot_be_guessed_there(tom, client):
    client.force_login(tom)
    for _try in range(5):
        client.post(CHANGE, {"oldpassword": "guess guess", **NEW})
    answer = client.post(CHANGE, {"oldpassword": PASSWORD, **NEW})
    assert answer.status_code == 429
    assert "Back to my work" in answer.content.decode()


def test_whoever_has_no_password_yet_gets_one_by_mail(cast, client):
    client.force_login(cast.ines)
    assert client.get(CHANGE)["Location"] == "/accounts/password/reset/"


def test_the_letter_with_the_link_is_in_our_words(tom, client, mailoutbox):
    client.post("/accounts/password/reset/", {"email": tom.email})
    (letter,) = mailoutbox
    assert letter.subject == "A link for a new password"
    assert "If it was not you, do nothing" in letter.body
    assert tom.name not in letter.body


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
