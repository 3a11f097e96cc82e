"""From nothing to a group of sixteen weeks over Christmas: a program, planned, covered, moved, and a man who is too early."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from programs.models import Facilitator, Group, GroupSession
from services.wall import acting_as
from tests import factories

pytestmark = pytest.mark.browser
# A Thursday; Christmas Day and New Year's Day are Fridays, and days off in Ontario.
NOW = datetime(2026, 11, 12, 15, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_november(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def house(scene):
    """Dan is accepted and waits for a place."""
    with acting_as(service=scene.cast.service.pk, roles=["director", "intake"]):
        scene.referral = factories.make_referral(client=scene.cast.dan, status="accepted", received_at=NOW)
    return scene


def days(house) -> list[str]:
    with acting_as(service=house.cast.service.pk, roles=["director"]):
        sessions = GroupSession.objects.filter(group__name="Fridays").order_by("number")
        return [f"{each.session_on:%d %b}" for each in sessions]


def group_of(house) -> Group:
    with acting_as(service=house.cast.service.pk, roles=["director"]):
        return Group.objects.get(name="Fridays")


def who_covers(house) -> list[str]:
    with acting_as(service=house.cast.service.pk, roles=["director"]):
        rows = Facilitator.objects.exclude(covers=None).select_related("staff")
        return [each.staff.name for each in rows]


def test_a_group_over_christmas_from_its_plan_to_a_man_s_first_day(house):
    # A program that begins with oneself and goes on with others.
    page = house.open("/programs/new/", staff=house.cast.priya, width=1280, height=900)
    page.get_by_label("Name", exact=True).fill("Self, then others")
    for line, (part, stage) in enumerate((("Breathing", "me"), ("Repair", "we"))):
        page.locator(f"[name=parts-{line}-name]").fill(part)
        page.locator(f"[name=parts-{line}-stage]").select_option(stage)
    page.get_by_role("button", name="Make the program").click()
    page.get_by_role("link", name="Make a group").click()
    page.get_by_label("Name", exact=True).fill("Fridays")
    expect(page.get_by_label("Program", exact=True).locator("option:checked")).to_have_text(
        "Self, then others"
    )
    page.get_by_label("Site").select_option(label="North")
    page.get_by_label("First day").fill("2026-11-13")
    page.locator("summary", has_text="How many run each session").click()
    page.get_by_label("How many run each session").fill("2")
    page.get_by_text("Tom Beck", exact=True).click()
    page.get_by_text("Pete Long", exact=True).click()
    page.get_by_text("Fri", exact=True).click()
    page.get_by_label("Begins").fill("18:30")
    page.get_by_label("Ends").fill("20:30")
    page.get_by_label("How many", exact=True).fill("16")
    page.get_by_role("button", name="Make the group").click()
    expect(page.get_by_role("heading", name="Fridays")).to_be_visible()
    assert (len(days(house)), days(house)[0], days(house)[5:8], days(house)[-1]) == (
        16,
        "13 Nov",
        ["18 Dec", "08 Jan", "15 Jan"],
        "12 Mar",
    )

    # Both who run it are away on the second Friday: somebody covers for one of them.
    for who in ("Tom Beck", "Pete Long"):
        page.goto(f"{house.address}/team/leave/")
        page.get_by_label("Who").select_option(label=who)
        page.get_by_label("First day away").fill("2026-11-18")
        page.get_by_label("Last day away").fill("2026-11-21")
        page.get_by_role("button", name="Write down").click()
        expect(page.get_by_text("Written down.", exact=False)).to_be_visible()
    page.goto(f"{house.address}/")
    page.get_by_role("link", name="Fri 20 Nov, Fridays").click()
    expect(page.get_by_text("2 more must run it.")).to_be_visible()
    page.get_by_label("Who covers").select_option(label="Priya Nair")
    page.get_by_role("button", name="Name").click()
    expect(page.get_by_text("Priya Nair covers.")).to_be_visible()
    assert who_covers(house) == ["Priya Nair"]

    # The third makes room for a storm, and those after it with it; one button takes it back.
    group = group_of(house)
    page.goto(f"{house.address}{group.get_absolute_url()}sessions/")
    page.get_by_role("link", name="Change Session 3").click()
    page.get_by_role("link", name="Move it").click()
    page.get_by_label("New day").fill("2026-12-04")
    page.get_by_text("This one; those after it make room").click()
    page.get_by_role("button", name="See what moves").click()
    expect(page.get_by_role("heading", name="14 sessions would move")).to_be_visible()
    page.get_by_role("button", name="Move all 14").click()
    expect(page.get_by_text("14 sessions are moved.")).to_be_visible()
    assert (days(house)[2], days(house)[4:6], days(house)[-1]) == ("04 Dec", ["18 Dec", "08 Jan"], "19 Mar")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("14 sessions are back.")).to_be_visible()
    assert (days(house)[2], days(house)[-1]) == ("27 Nov", "12 Mar")

    # Dan would begin with the others, before he has worked on himself.
    page.goto(f"{house.address}/referrals/{house.referral.pk}/place/")
    page.locator("label", has_text="Fridays").click()
    page.get_by_label("First day").fill("2026-11-20")
    page.get_by_role("button", name="Give him the place").click()
    expect(page.get_by_text("Placed in Fridays.")).to_be_visible()
    expect(page.get_by_text("before he has done the part on himself", exact=False)).to_be_visible()

    # The page of the group says so too, until somebody decides with a reason.
    page.goto(f"{house.address}{group.get_absolute_url()}")
    expect(page.locator("#gate")).to_contain_text("Dan")
    page.locator("#gate").get_by_role("link", name="He need not wait").click()
    page.get_by_label("Why he need not wait").fill("He did both parts with us last spring.")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_text("He did both parts with us last spring.")).to_be_visible()
    expect(page.locator("#gate")).to_have_count(0)
    assert page.wrong == []
