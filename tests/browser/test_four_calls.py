"""The four calls, from the first ring: three men get a place, and of the fourth caller nothing is told outside the wing."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from partners.models import Enquiry
from programs.models import Enrollment
from referrals.models import Mandate, Referral
from services.models import Client
from services.wall import acting_as
from tests import factories

pytestmark = pytest.mark.browser

HER_WORDS = {
    "Number or address": "613 555 0177",
    "Caller’s name": "Wilma Quist",
    "What does the caller say?": "He has not slept for weeks.",
    "His name": "Quill Vexberg",
}


@pytest.fixture
def desk(scene):
    """Ines at the phone, a partner worker in the house, and a group with places."""
    cast = scene.cast
    with transaction.atomic(), acting_as(service=cast.service.pk, roles=["director"]):
        factories.make_staff(name="Mara Quill", service=cast.service, role="partner_worker")
        factories.make_group(program=cast.program, name="Monday group", site=cast.north, capacity=20)
    return scene.open("/calls/new/", staff=cast.ines, width=1280, height=900)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def place(page: Page) -> None:
    """From his page to a place: a talk, both plans, yes, a group."""
    page.get_by_role("link", name="Begin the triage").click()
    page.locator("[name=urgency][value=this_week] + label").click()
    page.get_by_label("What happens now").fill("He stays at his brother's.")
    page.get_by_label("What happens next").fill("The group on Monday.")
    page.get_by_role("button", name="Save the triage").click()
    page.get_by_role("button", name="Accept him").first.click()
    page.get_by_role("link", name="Place him in a group").first.click()
    page.locator("label", has_text="Monday group").click()
    page.get_by_role("button", name="Give him the place").click()
    expect(page.get_by_text("Placed in a group").first).to_be_visible()


def test_four_calls_from_the_first_ring_to_a_place(scene, desk):
    page, service, ines = desk, scene.cast.service, scene.cast.ines

    # He himself: a number, a name, what happened.
    page.keyboard.press("1")
    page.get_by_label("His phone number").fill("416 555 0142")
    page.get_by_label("We may call or text this number").check()
    page.get_by_label("First name").fill("Sefa")
    page.get_by_label("Last name").fill("Tui")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sefa T.")
    place(page)

    # A lawyer, and then a court: whose, which order, who must hear.
    for key, office, man in (("3", "Marsh and Low", "Omar"), ("4", "Family registry", "Petr")):
        page.goto(f"{scene.address}/calls/new/")
        page.keyboard.press(key)
        page.get_by_label("Office", exact=True).fill(office)
        page.get_by_label("Number to call the office back").fill("416 555 0199")
        page.get_by_label("First name").fill(man)
        page.get_by_label("Order number").fill("F-12")
        page.get_by_label("Sessions ordered").fill("20")
        save(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text(man)
        place(page)

    # A partner: one page, and nothing of it is seen again here.
    page.goto(f"{scene.address}/calls/new/")
    page.keyboard.press("2")
    for label, words in HER_WORDS.items():
        page.get_by_label(label, exact=True).fill(words)
    save(page)
    expect(page.get_by_text("Thank you. It is kept.")).to_be_visible()
    assert not re.search("Wilma|Quill|not slept", page.content())

    with acting_as(service=service.pk, person=ines.pk, roles=["intake"]):
        told = Referral.objects.order_by("received_at").values_list("source", "status", "client__first_name")
        assert list(told) == [
            ("self", "placed", "Sefa"),
            ("legal_counsel", "placed", "Omar"),
            ("court", "placed", "Petr"),
        ]
        assert Enrollment.objects.filter(group__name="Monday group").count() == 3
        assert Mandate.objects.count() == 2
        assert not Client.objects.filter(last_name="Vexberg").exists()
        assert not Enquiry.objects.exists()
    with acting_as(service=service.pk, roles=["partner_worker"]):
        assert Enquiry.objects.get().her_name == "Wilma Quist"
    assert [said for said in page.wrong if "htmx" not in said] == []
