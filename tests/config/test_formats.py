"""Days and hours as French writes them, whatever format a page asks for."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.formats import date_format, reset_format_cache, time_format

from config.formats.fr_CA import formats
from tests.house import source

ASKED = re.compile(r"""date:"([^"]+)"|date_format\([^\n]*?, ["']([^"']+)["']""")
SHORTENED = re.compile(r"[DM]")


@pytest.fixture(autouse=True)
def _formats_are_read_anew():
    reset_format_cache()
    yield
    reset_format_cache()


def asked() -> set[str]:
    """Every format that a page or a line of code names."""
    texts = [text for _path, text in source.python()]
    texts += [Path(path).read_text(encoding="utf-8") for path in (source.HOUSE / "templates").rglob("*.html")]
    return {one or other for text in texts for one, other in ASKED.findall(text)} - {
        "DATE_FORMAT",
        "TIME_FORMAT",
    }


def unsaid(wanted: set[str]) -> set[str]:
    """Formats with a shortened day or month that French has not written in its own way."""
    return {each for each in wanted if SHORTENED.search(each) and not hasattr(formats, each)}


def test_every_shortened_day_and_month_has_its_french():
    assert len(asked()) > 5
    assert unsaid(asked()) == set()
    assert unsaid({"j M y", "j F", "D j M"}) == {"j M y"}


@pytest.mark.parametrize(
    ("wanted", "french", "english"),
    [
        ("D j M", "mar. 7 juill.", "Tue 7 Jul"),
        ("j M Y", "7 juill. 2026", "7 Jul 2026"),
        ("l j F", "mardi 7 juillet", "Tuesday 7 July"),
        ("j F Y", "7 juillet 2026", "7 July 2026"),
    ],
)
def test_a_day(wanted, french, english):
    day = date(2026, 7, 7)
    with translation.override("fr-ca"):
        assert date_format(day, wanted) == french
    with translation.override("en-ca"):
        assert date_format(day, wanted) == english


def test_an_hour():
    with translation.override("fr-ca"):
        assert time_format(time(18, 30)) == "18\u00a0h\u00a030"
    with translation.override("en"):
        assert time_format(time(18, 30)) == "6:30 p.m."


def test_without_our_own_the_hour_would_stand_there_twice(settings):
    """The twin: when Django has mended it, the first lines of our formats can go."""
    settings.FORMAT_MODULE_PATH = None
    reset_format_cache()
    with translation.override("fr-ca"):
        assert time_format(time(18, 30)) == "18\u00a006\u00a030"
