"""An error tells where it happened, never about whom."""

from __future__ import annotations

import io
import logging
import logging.config

import pytest
from django.conf import settings

from tests.security.pages import CANARY

pytestmark = pytest.mark.urls("tests.security.pages")


@pytest.fixture
def written():
    """What the console of the settings prints."""
    handler = logging.StreamHandler(io.StringIO())
    configured = logging.config.DictConfigurator(settings.LOGGING).configure_formatter(
        settings.LOGGING["formatters"]["plain"]
    )
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
