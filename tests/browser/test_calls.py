"""A call by keyboard alone: who is speaking, a man who was here before, danger kept alone, and a line that drops."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from followups.models import FollowUp
from referrals.models import Referral, SafetyLine
from services.wall import acting_as
from tests import factories

pytestmark = pytest.mark.browser


def test_a_call_from_the_first_ring_to_the_queue_without_a_mouse(scene):
    ines, north = scene.cast.ines, scene.cast.service
    with acting_as(service=north.pk, roles=["director"]):
        factories.make_client(service=north, first_name="Sefa", last_name="Tui", reference="M-SEFA")
    page = scene.open("/calls/new/", staff=ines, width=1280, height=900)
    press, kind = page.keyboard.press, page.keyboard.type

    page.keyboard.press("1")
    expect(page.get_by_role("heading", level=1)).to_have_text("He himself is calling")
    expect(page.get_by_label("His phone number")).to_be_focused()
    with page.expect_response(lambda answer: "json" in answer.headers.get("content-type", "")):
        kind("416 555 0142")
        press("Tab")
    expect(page.locator("#saved")).to_contain_text("kept")

    # He spells his name, and turns out to have been here.
    page.get_by_label("First name").focus()
    kind("tui")
    press("Tab")
    kind("sefa")
    expect(page.get_by_text("M-SEFA")).to_be_visible()
    page.get_by_label("The same man: Sefa Tui").focus()
    press("Space")

    # Danger is kept at once; the page goes on with what was typed.
    page.get_by_label("What was said about danger").focus()
    kind("He has a rope.")
    page.get_by_role("button", name="Keep the safety line now").focus()
    press("Enter")
    expect(page.get_by_text("The safety line is kept")).to_be_visible()
    expect(page.get_by_label("His phone number")).to_have_value("416 555 0142")
    with acting_as(service=north.pk, person=ines.pk, roles=["intake"]):
        assert FollowUp.objects.get().owner == ines
        assert SafetyLine.objects.get().words == "He has a rope."

    # The line drops: half of it stands in the queue, with when to try next.
    page.get_by_role("button", name="The line dropped").focus()
    press("Enter")
    expect(page.get_by_role("heading", name="The call ended early")).to_be_visible()
    page.get_by_role("button", name="Tomorrow at 9").focus()
    press("Enter")
    expect(page.get_by_text("The next try is noted.")).to_be_visible()
    with acting_as(service=north.pk, person=ines.pk, roles=["intake"]):
        referral = Referral.objects.get()
    assert (referral.ended_early, referral.next_try_at.hour) == (True, 9)
    # The look for men like him is cut off by whatever is pressed next; htmx says so.
    assert [said for said in page.wrong if "htmx" not in said] == []
