"""The library of tools."""

from __future__ import annotations

import pytest

from programs.actions import curricula, written_curricula
from programs.curricula.examples import examples
from programs.models import Skill
from tests.asking import MOST, asked
from tests.conftest import NOW

URL = "/programs/skills/"


@pytest.fixture
def steady(cast):
    return written_curricula.bring_in(
        program=cast.program, written=examples()["steady-ground"], by=cast.priya, at=NOW
    )


def test_each_tool_says_how_it_goes_and_how_many_sessions_teach_it_now(cast, steady, sign_in):
    cast.group.curriculum = steady
    cast.group.save()
    Skill.objects.filter(name="Mending").update(is_active=False)
    # A second edition teaches the same; only the newest counts.
    curricula.open_to_change(cast.program)
    page = sign_in(cast.tom).get(URL)
    told = {skill.name: skill.taught for skill in page.context["skills"]}
    assert (told["Time-out plan"], told["Asking first"]) == (3, 1)
    assert [skill.name for skill in page.context["skills"]][-1] == "Mending"
    assert "No longer taught" in page.content.decode()
    assert "/edit/" not in page.content.decode()


@pytest.mark.parametrize("who", ["ines", "tom", "pete", "priya"])
def test_whoever_is_around_groups_reads_it(cast, steady, sign_in, who):
    assert sign_in(getattr(cast, who)).get(URL).status_code == 200


def test_another_service_has_a_library_of_its_own(cast, steady, sign_in):
    assert list(sign_in(cast.wes).get(URL).context["skills"]) == []


def test_it_sends_a_stranger_to_the_door(cast, client):
    assert client.get(URL).url.startswith("/accounts/login/")


def test_a_director_adds_a_tool_and_changes_it(cast, sign_in):
    browser = sign_in(cast.priya)
    assert browser.post(f"{URL}new/", {"name": "Slow breath", "says": "In, out."}).url == URL
    skill = Skill.objects.get()
    answer = browser.post(f"{URL}{skill.pk}/edit/", {"name": "Slow breathing", "says": "In, out."})
    assert answer.url == URL
    skill.refresh_from_db()
    assert (skill.name, skill.is_active) == ("Slow breathing", False)


def test_words_that_a_group_has_met_stay_and_a_new_tool_begins_with_them(cast, steady, sign_in):
    cast.group.curriculum = steady
    cast.group.save()
    browser, tool = sign_in(cast.priya), Skill.objects.get(name="Mending")
    page = browser.get(f"{URL}{tool.pk}/edit/")
    assert list(page.context["form"].fields) == ["is_active"]
    # A page that was open before the group began sends its words still.
    late = browser.post(f"{URL}{tool.pk}/edit/", {"name": "Mending", "says": "Else.", "is_active": "on"})
    assert late.status_code == 422
    assert "its words stay as they are" in late.content.decode()
    assert browser.post(f"{URL}{tool.pk}/edit/", {"csrfmiddlewaretoken": "-"}).url == URL
    told = (tool.says, False)
    tool.refresh_from_db()
    assert (tool.says, tool.is_active) == told
    begun = browser.get(f"{URL}new/?like={tool.pk}").context["form"]
    assert begun.initial["says"] == tool.says
    assert browser.get(f"{URL}new/?like=it").status_code == 200


def test_a_name_that_is_there_is_refused(cast, steady, sign_in):
    answer = sign_in(cast.priya).post(f"{URL}new/", {"name": "Mending", "says": "Otherwise."})
    assert answer.status_code == 422
    assert "There is already a skill of this name." in answer.content.decode()
    assert "Otherwise." in answer.content.decode()


@pytest.mark.parametrize("who", ["ines", "tom", "pete", "ada"])
def test_nobody_else_writes_in_it(cast, steady, sign_in, who):
    browser = sign_in(getattr(cast, who))
    assert browser.post(f"{URL}new/", {"name": "Mine"}).status_code == 404
    assert browser.post(f"{URL}{Skill.objects.first().pk}/edit/", {"name": "Mine"}).status_code == 404
    assert not Skill.objects.filter(name="Mine").exists()


def test_it_asks_little(cast, steady, sign_in):
    assert asked(sign_in(cast.tom), URL) <= MOST
