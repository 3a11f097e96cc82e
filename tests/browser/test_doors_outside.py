"""The doors by keyboard alone, on a small phone: nothing that axe finds wrong, and away at once with Esc twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from referrals import door_forms
from referrals.models import Arrival, FrontDesk
from services.wall import acting_as
from tests import factories

pytestmark = pytest.mark.browser

AWAY = "https://www.wikipedia.org/"
OFFICE = {
    "#id_kind_0": " ",
    "#id_your_name": "Ada Lind",
    "#id_phone": "416 555 0100",
    "#id_first_name": "Sam",
}
WRITTEN = {"me": {"#id_reach": "416 555 0137", "#id_safe_0": " "}, "legal": OFFICE, "court": OFFICE}


@pytest.fixture
def outside(live_server, chromium, transactional_db, monkeypatch):
    """North's doors, and a page on a phone that nobody is signed in on. A quick typist is taken for a person."""
    monkeypatch.setattr(door_forms, "LEAST", timedelta(0))
    service = factories.make_service()
    with acting_as(service=service.pk):
        FrontDesk.objects.create(service=service, phone="416 555 0199", crisis_numbers="Line 416 555 0911")
    window = chromium.new_context(viewport={"width": 320, "height": 700}, color_scheme="dark")
    page = window.new_page()
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.route(f"{AWAY}**", lambda route: route.fulfill(body="<title>Away</title>", content_type="text/html"))
    page.service, page.at = service, live_server.url
    yield page
    window.close()


def tab_to(page, selector: str) -> None:
    for _stop in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached with Tab")


def fits_and_is_sound(page) -> None:
    found = [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page).response["violations"]]
    assert found == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    assert page.title() == "Contact"


def test_each_door_opens_and_is_left_by_keyboard_alone(outside):
    page = outside
    page.goto(f"{page.at}/refer/")
    fits_and_is_sound(page)
    for which, said in WRITTEN.items():
        page.goto(f"{page.at}/refer/")
        tab_to(page, f"main a[href='/refer/{which}/']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/refer/{which}/")
        fits_and_is_sound(page)
        tab_to(page, "main button")
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-focus-first]")
        fits_and_is_sound(page)
        for selector, text in said.items():
            tab_to(page, selector)
            page.keyboard.type(text)
        tab_to(page, "main button")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Thank you. We have your message.")
        fits_and_is_sound(page)
    with acting_as(service=page.service.pk, roles=["intake"]):
        assert set(Arrival.objects.values_list("door", flat=True)) == set(WRITTEN)
    pages = page.evaluate("history.length")
    page.keyboard.press("Escape")
    assert page.title() == "Contact"
    page.keyboard.press("Escape")
    page.wait_for_url(AWAY)
    # It took the place of the page that was left.
    assert page.evaluate("history.length") == pages
    page.go_back()
    assert "Thank you" not in page.content()
    assert page.wrong == []
