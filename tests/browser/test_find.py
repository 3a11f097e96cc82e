"""Finding a man while typing: with the keyboard alone, under the strict policy, and without scripts at all."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from services.wall import acting_as
from tests import factories

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def town(scene):
    """Three Garcías beside Dan, one of them by his second surname."""
    with acting_as(service=scene.cast.service.pk, roles=["director"]):
        for first, last in (("Ana", "García"), ("Beto", "García Ruiz"), ("Cruz", "Pardo García")):
            factories.make_client(service=scene.cast.service, first_name=first, last_name=last)
    return scene


def options(page) -> list[str]:
    page.locator(".al-finder__found [role=option]").first.wait_for()
    return page.locator("[role=option] b").all_inner_texts()


@pytest.mark.parametrize("path", ["/", "/clients/", "/referrals/", "/clients/search/"])
def test_the_keyboard_finds_a_man_and_opens_him(town, path):
    page = town.open(path, staff=town.cast.ines, **DESK)
    box = page.locator("#find-a-man")
    box.press_sequentially("garc")
    assert options(page) == ["Ana García", "Beto García Ruiz", "Cruz Pardo García"]
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator(f"#{box.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.locator("b").inner_text() == "Beto García Ruiz"
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert page.evaluate("document.activeElement.id") == "find-a-man"
    box.press("ArrowUp")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowUp")
    box.press("Enter")
    page.wait_for_url("**/clients/*-*/")
    assert "Cruz" in page.locator("h1").inner_text()
    assert page.wrong == []


def test_escape_closes_and_enter_alone_sends_the_form(town):
    page = town.open("/clients/", staff=town.cast.ines, **DESK)
    page.get_by_label("Find", exact=True).press_sequentially("garc")
    assert len(options(page)) == 3
    box = page.locator("#find")
    box.press("Escape")
    assert box.input_value() == "garc"
    assert box.get_attribute("aria-expanded") == "false"
    assert page.locator("#find ~ .al-finder__found").is_hidden()
    box.press("ArrowDown")
    assert page.locator("[role=option]").first.is_visible()
    box.press("Escape")
    box.press("Enter")
    page.wait_for_url("**/clients/search/")
    assert page.locator("tbody tr").count() == 3


def test_going_elsewhere_closes_it_and_a_click_opens_a_man(town):
    page = town.open("/", staff=town.cast.ines, **DESK)
    box = page.locator("#find-a-man")
    box.press_sequentially("garc")
    options(page)
    box.press("Tab")
    assert page.locator(".al-find .al-finder__found").is_hidden()
    box.focus()
    page.get_by_role("option", name="Ana García").click()
    page.wait_for_url("**/clients/*-*/")
    assert "garc" not in page.url


def test_it_says_how_many_and_that_there_is_nobody(town):
    page = town.open("/", staff=town.cast.ines, **DESK)
    box, says = page.locator("#find-a-man"), page.locator(".al-find [role=status]")
    box.press_sequentially("garc")
    options(page)
    assert says.inner_text() == "3 men fit."
    box.press_sequentially("zz")
    page.get_by_text("Nobody of that name or number").wait_for()
    assert box.get_attribute("aria-expanded") == "false"
    box.fill("")
    page.get_by_text("Nobody of that name or number").wait_for(state="detached")


def test_who_was_signed_out_in_between_is_led_to_the_door(town):
    page = town.open("/", staff=town.cast.ines, **DESK)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("#find-a-man").press_sequentially("garc")
    page.wait_for_url("**/accounts/login/**")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_everybody_can_use_the_open_list(town, width, scheme):
    page = town.open("/clients/search/", staff=town.cast.ines, width=width, color_scheme=scheme)
    page.locator("#find").press_sequentially("garc")
    options(page)
    page.locator("#find").press("ArrowDown")
    found = [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page).response["violations"]]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_scripts_it_is_a_form(town):
    page = town.open("/clients/", staff=town.cast.ines, java_script_enabled=False, **DESK)
    page.locator("#find-a-man").fill("pardo")
    page.locator("#find-a-man").press("Enter")
    page.wait_for_url("**/clients/search/")
    assert "Cruz Pardo García" in page.locator("tbody").inner_text()


def test_an_answer_that_comes_late_does_not_open_what_was_closed(town):
    page = town.open("/clients/", staff=town.cast.ines, **DESK)
    box = page.locator("#find")
    box.press_sequentially("gar")
    options(page)
    page.route("**/clients/search/", lambda route: (box.press("Escape"), route.continue_()))
    with page.expect_response("**/clients/search/"):
        box.press("c")
    page.locator("#find ~ [role=status]").get_by_text("3 men fit.").wait_for(state="attached")
    assert page.locator("#find ~ .al-finder__found").is_hidden()
    page.unroute_all(behavior="wait")
    box.press("Backspace")
    page.locator("#find ~ .al-finder__found").wait_for(state="visible")
