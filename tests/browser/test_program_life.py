"""A program comes to life in a real browser: sixteen weeks over Christmas, two who run it, one away, a session moved
with those after it, and a man whose first session with others would come before the part on himself."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from programs.models import Facilitator, Group, GroupSession, Program
from services.wall import acting_as
from tests import factories

pytestmark = pytest.mark.browser
# A machine that runs every other test beside this one takes its time.
expect.set_options(timeout=30_000)
PARTS = [("Steady", "Me"), ("What I feel", "Me"), ("Listening", "We"), ("Making up", "We")]


def next_christmas(today: date) -> date:
    """The first before which a group can still begin."""
    this_year = date(today.year, 12, 25)
    return this_year if this_year - timedelta(weeks=2) > today else date(today.year + 1, 12, 25)


def first_evening(christmas: date, today: date) -> date:
    """On its weekday, six weeks before it or as soon as there is one."""
    first_on = christmas - timedelta(weeks=6)
    while first_on <= today:
        first_on += timedelta(weeks=1)
    return first_on


@pytest.fixture
def house(scene):
    """Lena runs groups beside Tom; Dan's referral is accepted and waits for a place."""
    with transaction.atomic(), acting_as(service=scene.cast.service.pk, roles=["director", "intake"]):
        scene.lena = factories.make_staff(name="Lena Moss", service=scene.cast.service)
        scene.referral = factories.make_referral(client=scene.cast.dan, status="accepted")
    return scene


@pytest.fixture
def rows(house):
    """`rows(lambda: ...)` asks the database as the house of the scene."""

    def ask(question):
        with acting_as(service=house.cast.service.pk, roles=["director"]):
            return question()

    return ask


def fill_program(page) -> None:
    page.get_by_label("Name", exact=True).fill("Self, then others")
    for line, (name, stage) in enumerate(PARTS):
        page.locator(f"[name=parts-{line}-position]").fill(str(line + 1))
        page.locator(f"[name=parts-{line}-name]").fill(name)
        page.locator(f"[name=parts-{line}-stage]").select_option(stage)
    page.get_by_role("button", name="Make the program").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Self, then others")


def fill_group(page, *, first_on: date) -> None:
    page.get_by_label("Name", exact=True).fill("Winter group")
    page.get_by_label("Program", exact=True).select_option("Self, then others")
    page.get_by_label("First day").fill(first_on.isoformat())
    page.locator("[name=facilitators_needed]").fill("2")
    for name in ("Tom Beck", "Lena Moss"):
        page.locator("label", has_text=name).click()
    page.locator(f"label[for=id_weekdays_{first_on.weekday()}]").click()
    page.get_by_label("Begins").fill("18:30")
    page.get_by_label("Ends").fill("20:30")
    page.get_by_label("How many", exact=True).fill("16")
    page.get_by_role("button", name="Make the group").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Winter group")


def test_a_program_from_the_first_word_to_the_man_who_comes_too_early(house, rows):
    christmas = next_christmas(timezone.localdate())
    first_on = first_evening(christmas, timezone.localdate())
    page = house.open("/programs/new/", staff=house.cast.priya, width=1280, height=900)

    fill_program(page)
    page.goto(
        house.address
        + f"/groups/new/?program={rows(lambda: Program.objects.get(name='Self, then others').pk)}"
    )
    fill_group(page, first_on=first_on)
    group = rows(lambda: Group.objects.get(name="Winter group"))
    sessions = rows(lambda: list(GroupSession.objects.filter(group=group).select_related("module")))
    assert len(sessions) == 16
    assert not {christmas, christmas + timedelta(weeks=1)} & {session.session_on for session in sessions}
    assert [session.module.name for session in sessions[:5]] == [name for name, _stage in PARTS] + ["Steady"]

    # Tom is away on the evening of the second session; somebody covers, and the group needs nobody any more.
    away = sessions[1].session_on
    page.goto(house.address + "/team/leave/")
    page.get_by_label("Who", exact=True).select_option("Tom Beck")
    page.get_by_label("First day away").fill((away - timedelta(days=1)).isoformat())
    page.get_by_label("Last day away").fill((away + timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Write down").click()
    expect(page.get_by_text("Written down.")).to_be_visible()
    page.goto(house.address + f"/groups/{group.pk}/facilitators/")
    page.get_by_role("link", name="Somebody covers for a while").click()
    page.get_by_label("Who is away").select_option("Tom Beck")
    page.get_by_label("Who covers").select_option("Pete Long")
    page.get_by_label("First day").fill(away.isoformat())
    page.get_by_label("Last day").fill(away.isoformat())
    page.get_by_role("button", name="Name", exact=True).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Somebody covers")
    cover = rows(lambda: Facilitator.objects.get(group=group, covers=house.cast.tom))
    assert (cover.staff_id, cover.since, cover.until) == (house.cast.pete.pk, away, away)

    # The fourth session gives way by a week: those after it make room, and none lands on a holiday.
    fourth, was = sessions[3], [session.session_on for session in sessions]
    page.goto(house.address + f"/sessions/{fourth.pk}/move/")
    page.get_by_label("New day").fill(sessions[4].session_on.isoformat())
    page.locator("label", has_text="those after it make room").click()
    page.get_by_role("button", name="See what moves").click()
    page.get_by_role("button", name=re.compile("^Move all 13")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sessions")
    now = rows(lambda: list(GroupSession.objects.filter(group=group).order_by("number")))
    assert [session.session_on for session in now[:3]] == was[:3]
    assert [session.session_on for session in now[3:15]] == was[4:]
    assert now[15].session_on > was[15]
    assert [session.number for session in now] == list(range(1, 17))

    # Dan begins on the evening of the third session, which is with others: the group's page says so.
    page.goto(house.address + f"/referrals/{house.referral.pk}/place/")
    page.locator("label", has_text="Winter group").click()
    page.get_by_label("His first day").fill(now[2].session_on.isoformat())
    page.get_by_role("button", name="Give him the place").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("A place for")
    page.goto(house.address + f"/groups/{group.pk}/")
    too_early = page.locator("#gate")
    expect(too_early).to_contain_text("Dan")
    too_early.get_by_role("link", name=re.compile("He need not wait")).click()
    page.get_by_role("textbox").last.fill("He did both parts with us last spring.")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Winter group")
    page.goto(house.address + f"/groups/{group.pk}/")
    expect(page.locator("#gate")).to_have_count(0)
    expect(page.get_by_text("He did both parts with us last spring.")).to_be_visible()
    assert page.wrong == []
