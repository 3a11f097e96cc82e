"""Too much of the API, and guessing: refused with the time to wait, and nobody else pays for it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connections, transaction
from django.test import Client as Browser
from django.utils import timezone

from services.actions import team, tokens
from services.limits import account, address_of
from services.models import Staff, Tally
from tests.conftest import Cast
from tests.factories import PASSWORD, make_staff

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """A slow hash is a guard of its own; here it would only take its time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def few(settings):
    """Three at the API, two signed out."""
    settings.LIMITS = settings.LIMITS | {"api": (3, 60), "api_signed_out": (2, 60)}


@pytest.fixture
def no_limits(settings):
    """The guard switched off, for twins."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "within_limits" not in name]


@pytest.fixture
def tom(cast) -> Staff:
    cast.tom.set_password(PASSWORD)
    cast.tom.save()
    return cast.tom


def statuses(get, times: int) -> list[int]:
    return [get().status_code for _time in range(times)]


# --- The API -------------------------------------------------------------------------------------------------


def test_too_much_of_the_api_is_refused_in_its_own_shape(cast, api, few):
    toms = api(cast.tom)
    assert statuses(lambda: toms.get("groups"), 3) == [200] * 3
    refused = toms.get("groups")
    assert refused.status_code == 429
    assert set(refused.json()) == {"type", "detail", "fields"}
    assert refused.json()["type"] == "too_many_requests"
    assert 1 <= int(refused["Retry-After"]) <= 60


def test_without_the_guard_it_goes_on(cast, api, few, no_limits):
    toms = api(cast.tom)
    assert statuses(lambda: toms.get("groups"), 5) == [200] * 5


def test_each_token_and_each_person_has_a_share_of_their_own(cast, api, few, sign_in):
    toms, priyas, browser = api(cast.tom), api(cast.priya), sign_in(cast.tom)
    assert statuses(lambda: toms.get("groups"), 4) == [200] * 3 + [429]
    assert priyas.get("groups").status_code == 200
    assert statuses(lambda: browser.get("/api/v1/groups/"), 4) == [200] * 3 + [429]


def test_what_was_refused_for_another_reason_counts_as_well(cast, api, few):
    """Its transaction is rolled back; the count stands outside."""
    toms = api(cast.tom)
    assert statuses(lambda: toms.post("clients", "search", body={"nonsense": 1}), 4) == [422] * 3 + [429]


def test_an_address_nobody_knows_counts_too(cast, api, few):
    toms = api(cast.tom)
    assert statuses(lambda: toms.get("nowhere"), 4) == [404] * 3 + [429]


def test_strangers_and_made_up_tokens_share_the_count_of_their_address(cast, api, few):
    guess = iter(range(10))
    made_up = lambda: api(None).browser.get(  # noqa: E731
        "/api/v1/groups/", headers={"Authorization": f"Bearer al_{next(guess)}"}
    )
    assert statuses(made_up, 3) == [401, 401, 429]
    assert api().get("groups").status_code == 429
    assert Tally.objects.count() == 1, "no row for each guess"
    assert api(cast.tom).get("groups").status_code == 200, "who has a token is not kept out by a neighbor"


def test_a_revoked_token_is_a_made_up_one(cast, api, few):
    token, secret = tokens.make(service=cast.service, role="intake", by=cast.ada, at=timezone.now())
    tokens.revoke(token=token, by=cast.ada, at=timezone.now())
    told = {"Authorization": f"Bearer {secret}"}
    assert statuses(lambda: Browser().get("/api/v1/groups/", headers=told), 3) == [401, 401, 429]


def test_pages_have_no_such_limit(cast, few, sign_in):
    browser = sign_in(cast.tom)
    assert statuses(lambda: browser.get("/groups/"), 5) == [200] * 5


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9, 198.51.100.4", "198.51.100.4"),
        (2, "203.0.113.9, 198.51.100.4", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "unknown", "192.0.2.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_the_address_is_what_our_own_proxy_says(rf, settings, proxies, told, address):
    settings.PROXIES = proxies
    assert address_of(rf.get("/", headers={"X-Forwarded-For": told}, REMOTE_ADDR="192.0.2.1")) == address


# --- Guessing passwords ----------------------------------------------------------------------------------------


def sign_in_as(email: str, password: str, *, browser: Browser | None = None, **headers) -> bool:
    browser = browser or Browser()
    browser.post(LOGIN, {"login": email, "password": password}, headers=headers)
    return "_auth_user_id" in browser.session


def test_after_five_wrong_passwords_the_right_one_waits(tom, client):
    for _try in range(5):
        assert client.post(LOGIN, {"login": tom.email, "password": "guess guess"}).status_code == 200
    refused = client.post(LOGIN, {"login": tom.email, "password": PASSWORD})
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 300
    assert "Try again in 5 minutes" in refused.content.decode()
    assert tom.email not in refused.content.decode()
    assert "_auth_user_id" not in client.session


def test_without_the_guard_guessing_goes_on(tom, no_limits):
    assert not any(sign_in_as(tom.email, "guess guess") for _try in range(6))
    assert sign_in_as(tom.email, PASSWORD)


def test_other_spellings_are_the_same_account(tom):
    """The database finds him under each of these."""
    Staff.objects.filter(pk=tom.pk).update(email="tim.sk@example.org")
    spellings = ["TIM.SK@example.org", "tım.sk@example.org", " tim.sk@EXAMPLE.org", "tim.ſk@example.org"]
    for spelling in spellings:
        assert not sign_in_as(spelling, "guess guess")
    assert not sign_in_as("tim.sk@example.org", "guess guess")
    assert not sign_in_as("tim.sk@example.org", PASSWORD)
    assert len({account(spelling) for spelling in spellings}) == 1


def test_a_colleague_is_let_in_from_the_same_address(tom, cast):
    cast.priya.set_password(PASSWORD)
    cast.priya.save()
    for _try in range(8):
        sign_in_as(tom.email, "guess guess")
    assert sign_in_as(cast.priya.email, PASSWORD)


def test_the_right_password_begins_anew(tom):
    for _round in range(2):
        assert not any(sign_in_as(tom.email, "guess guess") for _try in range(4))
        assert sign_in_as(tom.email, PASSWORD)


def test_somebody_signed_in_cannot_begin_another_s_count_anew(tom, cast, sign_in):
    """Signed in, one is sent on without being asked for a password."""
    browser = sign_in(cast.priya)
    for _try in range(5):
        sign_in_as(tom.email, "guess guess")
    assert browser.post(LOGIN, {"login": tom.email, "password": "x"}).status_code == 302
    assert not sign_in_as(tom.email, PASSWORD)


def test_an_invitation_is_no_second_door_to_guess_at(tom, cast):
    _invitation, key = team.invite(email=tom.email, role="intake", by=cast.ada, at=timezone.now())
    for _try in range(3):
        sign_in_as(tom.email, "guess guess")
    door = f"/join/{key}/"
    assert statuses(lambda: Browser().post(door, {"password": "guess guess"}), 3) == [422, 422, 429]
    assert Browser().post(door, {"password": PASSWORD}).status_code == 429


def test_a_new_account_under_a_like_address_does_not_begin_anew(cast, client):
    """A long s is an s to whoever counts, and to the database another address: it would reset the count of Tess."""
    tess = make_staff(name="Tess Ames", service=cast.service)
    tess.email = "tess@alongside.test"
    tess.set_password(PASSWORD)
    tess.save()
    for _guess in range(4):
        assert not sign_in_as(tess.email, "a guess")
    _invitation, key = team.invite(
        email="te\u017fs@alongside.test", role="peer", by=cast.ada, at=timezone.now()
    )
    joined = {"name": "Tess", "password": "a long walk by the river"}
    assert client.post(f"/join/{key}/", joined).status_code == 302
    assert not sign_in_as(tess.email, "a guess")
    assert not sign_in_as(tess.email, PASSWORD)


def test_a_new_password_by_mail_ends_the_waiting(tom):
    for _try in range(6):
        sign_in_as(tom.email, "guess guess")
    Browser().post("/accounts/password/reset/", {"email": tom.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    browser = Browser()
    form = browser.get(link, follow=True)
    new = {"password1": "a quite new one", "password2": "a quite new one"}
    assert browser.post(form.redirect_chain[-1][0], new).status_code == 302
    assert sign_in_as(tom.email, "a quite new one")


def test_links_for_a_new_password_are_sent_five_times(tom):
    ask = lambda: Browser().post("/accounts/password/reset/", {"email": tom.email})  # noqa: E731
    assert statuses(ask, 6) == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_with_redis_gone_one_signs_in_and_guessing_is_still_limited(tom, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": settings.REDIS_URL}
    }
    assert sign_in_as(tom.email, PASSWORD)
    assert not any(sign_in_as(tom.email, "guess guess") for _try in range(5))
    assert not sign_in_as(tom.email, PASSWORD)


@pytest.mark.parametrize("guard", ["on", "off"])
def test_a_thousand_guesses_at_once_with_made_up_addresses(transactional_db, settings, monkeypatch, guard):
    """Promise 34. The right password is among them, so each one let through would be seen."""
    if guard == "off":
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "within_limits" not in name]
    settings.PROXIES = 1
    with transaction.atomic():
        cast = Cast()
        for staff in (cast.tom, cast.priya):
            staff.set_password(PASSWORD)
            staff.save()
    asked: list[str] = []
    check = Staff.check_password
    monkeypatch.setattr(
        Staff, "check_password", lambda self, raw: asked.append(self.email) or check(self, raw)
    )

    def guess(number: int) -> None:
        try:
            address = f"198.51.{number // 250}.{number % 250}"
            sent = {"login": cast.tom.email, "password": f"guess {number}"}
            Browser().post(LOGIN, sent, headers={"X-Forwarded-For": address})
        finally:
            connections.close_all()

    times = 1000 if guard == "on" else 50
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(guess, range(times)))
    assert len(asked) == (5 if guard == "on" else times)
    assert sign_in_as(cast.priya.email, PASSWORD, **{"X-Forwarded-For": "198.51.0.1"})
    assert sign_in_as(cast.tom.email, PASSWORD) == (guard == "off")
