"""What every answer says to the browser, error pages too: run nothing but ours, keep nothing, show nothing in a frame."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.urls("tests.security.pages")

STRANGER = ["/accounts/login/", "/livez", "/nowhere/", "/"]
SIGNED_IN = [
    "/",
    "/nowhere/",
    "/test/write/forbidden/",
    "/test/write/bad_request/",
    "/test/write/raise/",
    "/test/lazy/",
]


def directives(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _blank, value in parts}


def check(answer) -> None:
    policy = directives(answer)
    for name in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert policy[name] == "'none'", name
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", STRANGER)
def test_a_stranger_gets_safe_headers(db, client, path):
    check(client.get(path))


@pytest.mark.parametrize("path", SIGNED_IN)
def test_a_signed_in_person_gets_them_too_and_nothing_is_kept(cast, sign_in, path):
    browser = sign_in(cast.tom)
    browser.raise_request_exception = False
    answer = browser.get(path)
    check(answer)
    assert "no-store" in answer["Cache-Control"]


def test_a_page_of_the_wrong_method_gets_them_too(cast, sign_in):
    answer = sign_in(cast.tom).delete("/accounts/login/")
    assert answer.status_code in (302, 405)
    check(answer)


def test_a_form_from_elsewhere_is_refused_with_them(db, client_with_csrf):
    answer = client_with_csrf.post("/accounts/login/", {"login": "x"})
    assert answer.status_code == 403
    check(answer)


@pytest.mark.parametrize(
    ("what", "path", "sent"),
    [
        ("password", "/accounts/login/", {"login": "x@example.org", "password": "x"}),
        ("password_reset", "/accounts/password/reset/", {"email": "x@example.org"}),
        ("api_signed_out", "/api/v1/groups/", {}),
    ],
)
def test_too_much_is_refused_with_them_and_kept_by_no_cache(db, client, settings, what, path, sent):
    settings.LIMITS = settings.LIMITS | {what: (0, 60)}
    answer = client.post(path, sent)
    assert answer.status_code == 429
    check(answer)
    assert "no-store" in answer["Cache-Control"]


def test_no_page_of_the_door_runs_a_line_of_its_own(db, client):
    """Without inline script or style the policy above costs nothing."""
    page = client.get("/accounts/login/").content.decode()
    assert re.findall(r"<script(?![^>]*\b(?:src|nonce)=)[^>]*>", page) == []
    assert re.findall(r"\son\w+=|style=", page) == []


def test_behind_https_browsers_stay_there(db, client, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31536000, True
    answer = client.get("/accounts/login/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.fixture
def client_with_csrf(client):
    client.handler.enforce_csrf_checks = True
    return client
