"""Nothing typed is lost when the network drops, or when the sign-in ends while a page is open."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client as Browser
from playwright.sync_api import expect

from tests.browser.test_register import mark

pytestmark = pytest.mark.browser
BAR = "[data-held]"


def signed_in_anew(scene, page, staff) -> None:
    """As another tab of the same browser would: a new session, and a new token with it."""
    browser = Browser()
    browser.force_login(staff)
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": scene.address}])


def marked_dev_late(page) -> None:
    expect(page.get_by_role("radiogroup", name="Dev E.").get_by_role("radio", name="Late")).to_be_checked()


def test_save_without_a_network_leaves_the_page_and_says_so(scene):
    page = scene.open(scene.register)
    page.context.set_offline(True)
    mark(page, "Dev E.", "Late")
    page.get_by_role("button", name="Mark the rest present").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(BAR)).to_contain_text("still on this page")
    marked_dev_late(page)
    page.context.set_offline(False)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Everybody is marked")).to_be_visible()
    assert scene.outcomes()["Dev"] == "late"


def test_save_after_the_sign_in_ended_leaves_the_page_and_goes_on_when_signed_in_again(scene):
    page = scene.open(scene.register)
    page.context.clear_cookies()
    mark(page, "Dev E.", "Late")
    page.get_by_role("button", name="Mark the rest present").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(BAR).get_by_role("link", name="Sign in beside this page")).to_be_visible()
    marked_dev_late(page)
    signed_in_anew(scene, page, scene.cast.tom)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Everybody is marked")).to_be_visible()
    assert scene.outcomes()["Dev"] == "late"


def test_nothing_is_sent_under_the_name_of_who_signed_in_meanwhile(scene):
    page = scene.open(scene.register)
    signed_in_anew(scene, page, scene.cast.priya)
    mark(page, "Dev E.", "Late")
    page.get_by_role("button", name="Mark the rest present").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(BAR)).to_contain_text("Somebody else")
    marked_dev_late(page)


def test_a_page_that_keeps_itself_says_why_it_could_not(scene):
    page = scene.open(scene.register)
    page.context.clear_cookies()
    mark(page, "Dev E.", "Late")
    expect(page.locator(BAR)).to_contain_text("signed out", timeout=6000)


def test_signing_while_the_page_keeps_itself_meets_nobody_but_oneself(scene):
    page = scene.open(f"/sessions/{scene.session.pk}/notes/{scene.places[0].pk}/")
    waiting = []
    page.route("**/notes/**", lambda route: waiting.append(route) if is_kept(route) else route.continue_())
    page.get_by_text("Listened", exact=True).click()
    page.get_by_label("He owned").fill("I was loud.")
    with page.expect_request(lambda request: "json" in request.headers.get("accept", "")):
        pass  # the page begins to keep itself, and the network is slow
    with page.expect_response("**/here/"):
        page.get_by_role("button", name="Sign").click()
    waiting.pop().continue_()
    expect(page.get_by_text("Signed.")).to_be_visible()
    assert page.wrong == []


def is_kept(route) -> bool:
    return route.request.method == "POST" and "json" in route.request.headers.get("accept", "")


def test_a_slip_of_the_thumb_is_asked_about_before_words_are_lost(scene):
    page = scene.open("/programs/new/", staff=scene.cast.priya)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    name = page.locator("main input[type=text]").first
    name.focus()
    page.keyboard.type("Evenings")
    page.get_by_role("link", name="My work").last.click()
    expect(name).to_have_value("Evenings")
    assert asked == ["beforeunload"]


def test_control_and_enter_keep_a_form_from_any_field(scene):
    page = scene.open("/calls/himself/", staff=scene.cast.priya)
    expect(page.get_by_label("His phone number")).to_be_focused()
    page.keyboard.type("416 555 0142")
    page.get_by_label("First name").fill("Eddie")
    page.get_by_label("Last name").focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Eddie")).to_be_visible()
    assert page.wrong == []
