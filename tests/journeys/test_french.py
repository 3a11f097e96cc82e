"""The whole building in French: no page keeps an English sentence, and files for machines stay as they are."""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from config import catalogues
from services.models import Service
from tests.conftest import NOW
from tests.house import doors
from tests.security.doors_town import objects, people
from tests.security.full_house import FullHouse

READ_ALOUD = ("alt", "aria-label", "placeholder", "title", "label")
PAGES = [name for name in doors.addresses() if not name.startswith(("api_", "^", "schema", "docs"))]
FILES = [
    "/clients/?format=csv", "/referrals/?status=placed&format=csv", "/follow-ups/?who=all&format=csv", "/groups/?format=csv",
    "/reports/retention/?format=csv", "/reports/attendance/?format=csv",
]  # fmt: skip
FIGURE = re.compile(r"[\d.,:+TZ -]*\d[\d.,:+TZ -]*")
FIGURES = re.compile(r'(?<=[:\[,])"?[\d.,:+TZ-]*\d[\d.,:+TZ-]*"?(?=[,}\]])')
PLACE = re.compile(r"%\\\(\w+\\\)[a-z]|\\\{\w+\\\}")


class Words(HTMLParser):
    """What a page says: its text, what is read aloud, and the words it hands to its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs) -> None:
        self.silent = tag if tag in ("script", "style") else ""
        heard = [value for name, value in attrs if value and (name in READ_ALOUD or name.startswith("data-"))]
        self.said += [" ".join(value.split()) for value in heard]

    def handle_endtag(self, tag) -> None:
        self.silent = ""

    def handle_data(self, data) -> None:
        if not self.silent and data.strip():
            self.said.append(" ".join(data.split()))


def english() -> re.Pattern:
    """Everything the house says in English in two words or more, where French says it otherwise."""
    sentences = set()
    for message in catalogues.read("fr_CA"):
        for text in message.id if isinstance(message.id, tuple) else (message.id,):
            if (
                text
                and len(re.findall(r"[a-z]{2,}", re.sub(r"%\(\w+\)[a-z]", "", text))) > 1
                and text not in (message.string or "")
            ):
                sentences.add(PLACE.sub(".+?", re.escape(text).replace("%%", "%")))
    return re.compile("|".join(sorted(sentences, key=len, reverse=True)))


def in_english(page: str, pattern: re.Pattern) -> list[str]:
    return [text for text in Words(page).said if pattern.fullmatch(text)]


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def town(db):
    return FullHouse()


def speak(house: FullHouse, language: str) -> None:
    Service.objects.filter(pk=house.service.pk).update(locale=language)


def test_no_page_keeps_an_english_sentence(town):
    speak(town, "fr-ca")
    staff = people(town)
    rows, pattern, leaks, seen = objects(town), english(), {}, set()
    for role in ("director", "counselor", "intake", "peer", "administrator", "stranger"):
        browser = Browser(headers={"Accept-Language": "fr-CA"})
        if staff[role]:
            browser.force_login(staff[role])
        for name in PAGES:
            page = _open(browser, reverse(name, kwargs=rows.get(name, {})))
            if page:
                seen.add(name)
                assert "<html" not in page or '<html lang="fr-ca"' in page, name
                leaks[role, name] = in_english(page, pattern)
    assert {where: said for where, said in leaks.items() if said} == {}
    assert len(seen) > 30


def _open(browser: Browser, url: str) -> str:
    """The page that stands there, if it is one; what opening it did is undone."""
    with transaction.atomic():
        answer = browser.get(url)
        transaction.set_rollback(True)
    return answer.content.decode() if answer.get("Content-Type", "").startswith("text/html") else ""


def test_an_english_sentence_is_heard():
    """The twin of the test above."""
    page = '<p>Mes tâches</p><input placeholder="Find a man"><b>3 men wait in all</b><script>"Back to my work"</script>'
    assert in_english(page, english()) == ["Find a man", "3 men wait in all"]


@pytest.mark.parametrize("address", FILES)
def test_a_file_says_days_and_figures_as_in_english(town, sign_in, address):
    browser, told = sign_in(town.priya), {}
    for language in ("en", "fr-ca"):
        speak(town, language)
        rows = csv.reader(StringIO(browser.get(address).content.decode("utf-8-sig")))
        told[language] = [[cell for cell in row if FIGURE.fullmatch(cell)] for row in rows]
    assert told["fr-ca"] == told["en"]
    assert any(told["en"])


def test_the_api_says_days_and_figures_as_in_english(town, api):
    caller, told = api(town.priya), {}
    for language in ("en", "fr-ca"):
        speak(town, language)
        answers = [
            caller.get("clients", town.dan.pk), caller.get("sessions", town.session.pk),
            caller.get("reports", "retention"), caller.get("reports", "attendance"),
        ]  # fmt: skip
        told[language] = [FIGURES.findall(answer.content.decode()) for answer in answers]
        assert {answer["Content-Language"] for answer in answers} == {language}
    assert told["fr-ca"] == told["en"]
    assert all(told["en"])


def test_a_page_says_figures_and_hours_as_french_does(town, sign_in):
    speak(town, "fr-ca")
    page = sign_in(town.priya).get("/reports/attendance/").content.decode()
    assert "100\u00a0%" in page
    assert "100%" not in page
