"""An error tells where it happened, never about whom."""

from __future__ import annotations

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.utils import timezone

from programs.actions import calendar_feeds
from services.actions import team
from tests.security.pages import CANARY

pytestmark = pytest.mark.urls("tests.security.pages")


@pytest.fixture
def written():
    """What the console of the settings prints."""
    handler = logging.StreamHandler(io.StringIO())
    # A copy: the configurator takes out of it what it has read, and the next test would write in Python's own way.
    plain = dict(settings.LOGGING["formatters"]["plain"])
    configured = logging.config.DictConfigurator(settings.LOGGING).configure_formatter(plain)
    handler.setFormatter(configured)
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


@pytest.mark.parametrize("path", ["/test/write/raise/", "/test/twice/"])
def test_an_error_about_a_man_is_logged_without_him(cast, sign_in, written, path):
    browser = sign_in(cast.tom)
    browser.raise_request_exception = False
    assert browser.get(path).status_code == 500
    said = written.stream.getvalue()
    assert "pages.py" in said
    assert "Error" in said
    assert CANARY not in said
    assert CANARY.split()[0] not in said


def test_the_usual_format_would_have_named_him(cast, sign_in, written):
    """The twin: with Python's own formatter the sentence of the exception is printed."""
    written.setFormatter(logging.Formatter())
    browser = sign_in(cast.tom)
    browser.raise_request_exception = False
    browser.get("/test/write/raise/")
    assert CANARY in written.stream.getvalue()


def test_what_somebody_searched_for_is_not_logged(cast, sign_in, written):
    sign_in(cast.tom).get("/nowhere/", {"q": CANARY})
    assert CANARY.split()[0] not in written.stream.getvalue()


@pytest.mark.urls("config.urls")
def test_the_key_of_an_invitation_is_not_logged(cast, client, written):
    """A password that is too short is a 422, and Django writes down the address of it: that is the key itself."""
    at = timezone.now()
    _invitation, key = team.invite(email="new@example.org", role="peer", by=cast.ada, at=at)
    assert client.post(f"/join/{key}/", {"name": "New", "password": "short"}).status_code == 422
    said = written.stream.getvalue()
    assert "/join/" in said
    assert key not in said


@pytest.mark.urls("config.urls")
def test_the_key_of_a_new_password_is_not_logged(db, written):
    """A form sent from elsewhere is a 403."""
    browser = Browser(enforce_csrf_checks=True)
    assert browser.post("/accounts/password/reset/key/1-abc123-secret/", {}).status_code == 403
    said = written.stream.getvalue()
    assert "/password/reset/key/" in said
    assert "secret" not in said


@pytest.mark.urls("config.urls")
def test_the_link_of_a_receipt_is_not_logged(db, client, written):
    assert client.get("/refer/receipt/guessed-by-somebody/").status_code == 404
    assert "/refer/receipt/…" in written.stream.getvalue()


@pytest.mark.urls("config.urls")
def test_the_secret_of_a_calendar_is_not_logged(cast, client, written):
    """Sent to with another method, or read after it was closed, an address is written down: who reads it there has it."""
    _feed, secret = calendar_feeds.make(by=cast.tom, at=timezone.now())
    assert client.post(f"/calendar/{secret}.ics").status_code == 405
    assert client.get("/calendar/guess.ics").status_code == 404
    said = written.stream.getvalue()
    assert said.count("/calendar/…") == 2
    assert secret not in said
