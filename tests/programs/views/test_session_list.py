from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast, evening) -> str:
    return f"{cast.group.get_absolute_url()}sessions/"


def ahead(cast, weeks: int, **fields):
    return factories.make_session(group=cast.group, starts_at=NOW + timedelta(weeks=weeks), **fields)


def test_what_is_to_come_stands_apart_from_what_was(cast, url, evening, sign_in):
    coming = ahead(cast, 1, number=8)
    off = ahead(cast, 2, number=9, cancelled_at=NOW, cancel_reason="Public holiday")
    browser = sign_in(cast.tom)
    page = browser.get(url).content.decode()
    assert f"/sessions/{coming.pk}/edit/" in page
    assert f"/sessions/{off.pk}/edit/" in page
    assert "Cancelled: Public holiday" in page
    assert "Session 7" not in page
    held = browser.get(f"{url}?when=held").content.decode()
    assert evening.session.get_absolute_url() in held
    assert "Session 8" not in held


def test_with_nothing_planned_it_leads_there(cast, url, sign_in):
    page = sign_in(cast.tom).get(url)
    assert b"Nothing is planned" in page.content
    assert f"{url}plan/".encode() in page.content


@pytest.mark.parametrize("who", ["ines", "pete"])
def test_who_keeps_no_register_or_plans_nothing_reads_alone(cast, url, sign_in, who):
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=cast.pete, since=cast.group.started_on
    )
    ahead(cast, 1)
    page = sign_in(getattr(cast, who)).get(url)
    assert page.status_code == 200
    assert b"/plan/" not in page.content
    assert b"/edit/" not in page.content


def test_as_a_file_it_holds_what_is_shown(cast, url, sign_in):
    ahead(cast, 1, number=8, topic="Repair")
    told = sign_in(cast.tom).get(f"{url}?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(told) == 2
    assert told[1].startswith("8,")
    assert "Repair" in told[1]


@pytest.mark.parametrize("who", ["ada", "wes"])
def test_it_is_not_there_for_others(cast, url, sign_in, who):
    assert sign_in(getattr(cast, who)).get(url).status_code == 404


def test_it_sends_a_stranger_to_the_door(url, client):
    assert client.get(url).url.startswith("/accounts/login/")


@pytest.mark.parametrize("sessions", [2, 5])
def test_it_asks_the_same_whatever_is_planned(cast, url, sign_in, sessions):
    for week in range(1, sessions + 1):
        ahead(cast, week)
    browser = sign_in(cast.tom)
    assert asked(browser, url) == 7 <= MOST
    assert asked(browser, f"{url}?when=held") == 7 <= MOST


def test_many_stand_on_several_pages(cast, url, sign_in):
    for week in range(1, 24):
        ahead(cast, week, number=week)
    browser = sign_in(cast.tom)
    first = browser.get(url).context["page"]
    assert len(first.rows) == 20
    second = browser.get(url + first.next_url).context["page"]
    assert [session.number for session in second.rows] == [21, 22, 23]
