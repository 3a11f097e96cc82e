"""A browser at the front desk is used by several people: it keeps nothing that one of them typed for the next."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from tests.conftest import NOW
from tests.security.doors_town import objects, people

TYPED = {"text", "search", "tel", "email", "number", "date", "time", "url", ""}
# A password and the address that goes with it are for the keeper of passwords.
FOR_THE_KEEPER = {"email", "username", "current-password", "new-password"}


class Fields(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "textarea" or (
            tag == "input" and given.get("type", "") in TYPED and "readonly" not in given
        ):
            self.found.append(given)


def kept(page: str) -> list[str]:
    """Fields of which the browser would keep what was typed."""
    return [field.get("name", "?") for field in Fields(page).found if field.get("autocomplete") != "off"]


@pytest.fixture
def pages(house, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    people(house)
    rows = objects(house)
    tom, priya = Browser(), Browser()
    tom.force_login(house.tom)
    priya.force_login(house.priya)

    def page(who: str, name: str) -> str:
        answer = {"tom": tom, "priya": priya}[who].get(reverse(name, kwargs=rows.get(name, {})))
        assert answer.status_code == 200, name
        return answer.content.decode()

    return page


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("priya", "referrals:call_himself"),
        ("priya", "followups:client_list"),
        ("priya", "services:team"),
        ("priya", "programs:progress_note_detail"),
        ("tom", "services:client_edit"),
        ("tom", "services:contact_rule_new"),
        ("tom", "referrals:referral_triage"),
        ("tom", "referrals:referral_detail"),
        ("tom", "programs:register"),
        ("tom", "programs:progress_note_edit"),
        ("tom", "programs:enrollment_exit"),
        ("tom", "followups:follow_up_detail"),
    ],
)
def test_no_field_of_a_page_is_kept(pages, who, name):
    page = pages(who, name)
    assert Fields(page).found
    assert kept(page) == []


def test_who_signs_in_is_offered_the_password(db, client):
    """The twin: these two fields say otherwise, and are seen."""
    page = client.get("/accounts/login/").content.decode()
    assert {field.get("autocomplete") for field in Fields(page).found} <= FOR_THE_KEEPER
    assert kept(page) == ["login"]
