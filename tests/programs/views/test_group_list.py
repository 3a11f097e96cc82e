from __future__ import annotations

from datetime import timedelta

import pytest

from programs.models import Facilitator
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
URL = "/groups/"


def test_tom_sees_his_group_and_its_next_meeting(cast, evening, sign_in):
    factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7))
    page = sign_in(cast.tom).get(URL)
    assert b"Thursday group" in page.content
    assert b"2 of 12 places taken" in page.content
    assert b"Tom Beck" in page.content


def test_a_register_with_gaps_says_so_and_leads_there(cast, evening, sign_in):
    page = sign_in(cast.tom).get(URL)
    assert b"1 register has gaps" in page.content
    assert evening.url.encode() in page.content


def test_intake_is_told_and_not_asked_to_fill_it(cast, evening, sign_in):
    page = sign_in(cast.ines).get(URL)
    assert evening.url.encode() not in page.content


def test_another_service_sees_none_of_it(cast, evening, sign_in):
    page = sign_in(cast.wes).get(URL)
    assert page.status_code == 200
    assert b"Thursday group" not in page.content
    assert b"No group runs yet" in page.content


def test_a_counselor_sees_only_the_groups_he_runs(cast, sign_in):
    factories.make_group(program=cast.program, name="Monday group", site=cast.north)
    assert b"Monday group" not in sign_in(cast.tom).get(URL).content
    assert b"Monday group" in sign_in(cast.priya).get(URL).content


def test_it_sends_a_stranger_to_the_door(client, db):
    assert client.get(URL).url.startswith("/accounts/login/")


def test_an_administrator_has_no_page_of_men(cast, sign_in):
    assert sign_in(cast.ada).get(URL).status_code == 404


def test_filters_stand_in_the_address(cast, sign_in):
    other = factories.make_program(service=cast.service, name="Fathers")
    factories.make_group(program=other, name="New fathers", site=cast.north)
    ended = factories.make_group(program=other, name="Old fathers", ended_on=TODAY - timedelta(days=1))
    browser = sign_in(cast.priya)

    def shown(query: str) -> list[str]:
        return [group.name for group in browser.get(URL + query).context["groups"]]

    assert shown("") == ["New fathers", "Thursday group"]
    assert shown(f"?program={other.pk}") == ["New fathers"]
    assert shown("?text=THURS") == ["Thursday group"]
    assert shown("?when=ended") == [ended.name]
    assert shown("?program=nonsense&text=") == ["New fathers", "Thursday group"]
    assert b"No group like that" in browser.get(URL + "?text=zzz").content


@pytest.mark.parametrize("groups", [2, 5])
def test_it_asks_the_same_whatever_the_number_of_groups(cast, sign_in, groups):
    for number in range(groups - 1):
        group = factories.make_group(program=cast.program, name=f"Group {number}", facilitators=[cast.tom])
        factories.make_session(group=group)
    browser = sign_in(cast.tom)
    assert len(browser.get(URL).context["groups"]) == groups
    assert asked(browser, URL) == 8 <= MOST


def test_of_a_group_that_begins_later_it_says_who_will_run_it(cast, sign_in):
    group = factories.make_group(program=cast.program, name="Autumn", started_on=TODAY + timedelta(weeks=3))
    Facilitator.objects.create(service=cast.service, group=group, staff=cast.tom, since=group.started_on)
    page = sign_in(cast.priya).get(group.get_absolute_url()).content.decode()
    assert "Tom Beck" in page
    assert "Say who runs it" not in page
