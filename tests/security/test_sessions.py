"""Who comes in, by which door, and how one is put out again."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY

from services.actions import tokens
from services.models import Staff
from tests.conftest import NOW
from tests.factories import PASSWORD, make_staff

pytestmark = pytest.mark.urls("tests.security.pages")
LOGIN = "/accounts/login/"


@pytest.fixture
def tom(cast):
    cast.tom.set_password(PASSWORD)
    cast.tom.save()
    return cast.tom


def try_(client, staff, password=PASSWORD):
    client.post(LOGIN, {"login": staff.email, "password": password})
    return SESSION_KEY in client.session


def test_a_colleague_comes_in_by_address_and_password(tom, client):
    assert try_(client, tom)


def test_a_wrong_password_does_not_open(tom, client):
    assert not try_(client, tom, "something else entirely")


@pytest.mark.parametrize("field", ["can_log_in", "is_active"])
def test_somebody_who_may_not_log_in_does_not(tom, client, field):
    Staff.objects.filter(pk=tom.pk).update(**{field: False})
    assert not try_(client, tom)


def test_a_token_and_the_house_have_no_way_in(cast, client):
    token, _secret = tokens.make(service=cast.service, role="intake", by=cast.ada, at=NOW)
    for staff in (token.staff, Staff.objects.the_house()):
        assert not staff.has_usable_password()
        assert not staff.can_log_in


@pytest.mark.parametrize("field", ["can_log_in", "is_active"])
def test_a_closed_account_is_out_at_the_next_request(tom, sign_in, field):
    browser = sign_in(tom)
    assert browser.get("/test/lazy/").content == b"2 men"
    Staff.objects.filter(pk=tom.pk).update(**{field: False})
    assert browser.get("/test/lazy/").content == b"0 men"


def test_a_new_password_ends_the_other_sessions(tom, sign_in):
    browser = sign_in(tom)
    tom.set_password("another one for tests")
    tom.save()
    assert browser.get("/test/lazy/").content == b"0 men"


def test_nobody_signs_up_by_himself(db, client):
    before = Staff.objects.count()
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD})
    assert Staff.objects.count() == before
    assert SESSION_KEY not in client.session


def test_a_colleague_without_a_role_left_sees_no_man(cast, sign_in):
    stranger = make_staff(name="Nora Vance")
    assert sign_in(stranger).get("/test/lazy/").content == b"0 men"


def test_cookies_are_not_for_scripts_or_other_sites(tom, client):
    assert try_(client, tom)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.urls("config.urls")
def test_nobody_takes_an_address_that_is_not_theirs(tom, sign_in, mailoutbox):
    """Under a colleague's address he would sign in, and stand where the colleague's invitation leads."""
    browser = sign_in(tom)
    for act in ("action_add", "action_primary"):
        answer = browser.post("/accounts/email/", {act: "", "email": "future-director@example.org"})
        assert answer.status_code == 404
    assert not EmailAddress.objects.filter(email="future-director@example.org").exists()
    assert Staff.objects.get(pk=tom.pk).email == tom.email
    assert mailoutbox == []
