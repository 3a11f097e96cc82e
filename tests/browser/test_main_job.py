"""The main job in a real browser, on the demo as `make run` builds it: log tonight's group, then see who stays."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from reports.demo.people import PASSWORD
from tests.browser.demo_house import demo_house

GROUP = "Steady at Elm Street"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address():
    with demo_house() as address:
        yield address


@pytest.fixture
def page(chromium):
    window = chromium.new_context(viewport={"width": 390, "height": 844})
    page = window.new_page()
    page.set_default_timeout(60_000)
    yield page
    window.close()


def sign_in(page: Page, address: str, role: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.get_by_label("Work e-mail").fill(f"{role}@demo.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_counselor_logs_the_group_and_the_director_sees_who_stays(address, page):
    sign_in(page, address, "counselor")
    tonight = page.locator("section", has=page.get_by_role("heading", name=re.compile(GROUP)))
    tonight.locator(".btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(GROUP)
    men = page.get_by_role("radiogroup").count()
    assert men >= 5
    first = page.get_by_role("radiogroup").first
    first.get_by_role("radio", name="Missed", exact=True).click()
    page.get_by_role("button", name="Mark the rest present").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Everybody is marked")).to_be_visible()

    page.goto(address)
    expect(page.locator(".btn-primary")).not_to_have_attribute("href", re.compile("/register/"))
    page.get_by_role("button", name=re.compile("^Lock")).click()

    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page, address, "director")
    page.get_by_role("link", name="Reports").first.click()
    page.get_by_role("link", name=re.compile("Who stays|stays", re.IGNORECASE)).first.click()
    chart = page.locator(".al-chart__wide svg")
    expect(chart).to_be_visible()
    for door in ("He came by himself", "A court"):
        expect(page.get_by_text(door).first).to_be_attached()
    expect(page.get_by_text(re.compile("Kaplan|share", re.IGNORECASE)).first).to_be_attached()
    page.get_by_text("The table behind the chart").click()
    assert page.locator("details table tbody tr").count() == 5
    page.get_by_role("link", name="See the men who left").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_walls_stand_between_the_two_services(address, page):
    sign_in(page, address, "director")
    page.goto(f"{address}/groups/")
    expect(page.get_by_text("Steady at Elm Street").first).to_be_visible()
    assert page.get_by_text("Quay Street evenings").count() == 0


def test_everything_runs_and_nothing_stands_still(address, page):
    """Web, worker, beat and dispatcher: each loop went round, and the broker answers."""
    for _attempt in range(60):
        answer = page.request.get(f"{address}/readyz")
        loops = [alert for alert in answer.json()["alerts"] if alert["code"] in ("loop_late", "no_broker")]
        if not loops:
            return
        page.wait_for_timeout(1000)
    assert loops == []
