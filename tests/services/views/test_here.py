"""What a page asks before it sends what somebody typed."""

from __future__ import annotations

from django.test import Client as Browser


def test_it_says_who_is_signed_in_and_keeps_nothing(cast, sign_in):
    answer = sign_in(cast.tom).get("/here/")
    assert answer.json()["who"] == str(cast.tom.pk)
    assert answer["Cache-Control"] == "no-store"


def test_its_token_sends_a_form(cast):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(cast.tom)
    token = browser.get("/here/").json()["token"]
    kept = {"language": "", "scheme": "dark", "csrfmiddlewaretoken": token}
    assert browser.post("/preferences/", kept | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert browser.post("/preferences/", kept).status_code == 302


def test_a_stranger_is_sent_to_the_door(client, db):
    assert client.get("/here/").url.startswith("/accounts/login/")


def test_it_changes_nothing(cast, sign_in):
    assert sign_in(cast.tom).post("/here/").status_code == 405
