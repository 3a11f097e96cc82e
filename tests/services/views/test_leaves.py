from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from services.models import Leave
from tests.conftest import NOW

URL = "/team/leave/"
SENT = {"since": "2026-03-16", "until": "2026-03-20"}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def toms(cast) -> Leave:
    return Leave.objects.create(service=cast.service, staff=cast.tom, since="2026-03-10", until="2026-03-14")


def test_one_s_own_days_are_written_down_and_taken_back(cast, sign_in):
    browser = sign_in(cast.tom)
    assert "staff" not in browser.get(URL).context["form"].fields
    page = browser.post(URL, SENT | {"staff": str(cast.pete.pk)}, follow=True)
    leave = Leave.objects.get()
    assert (leave.staff, leave.since, leave.until) == (cast.tom, date(2026, 3, 16), date(2026, 3, 20))
    assert b"Tom Beck" in page.content
    assert b"Not away after all." in browser.post(f"{URL}{leave.pk}/remove/", follow=True).content
    assert not Leave.objects.exists()


@pytest.mark.parametrize("who", ["priya", "ada"])
def test_who_leads_writes_down_those_of_everybody(cast, sign_in, who):
    browser = sign_in(getattr(cast, who))
    browser.post(URL, SENT | {"staff": str(cast.tom.pk)})
    leave = Leave.objects.get()
    assert leave.staff == cast.tom
    browser.post(f"{URL}{leave.pk}/remove/")
    assert not Leave.objects.exists()


@pytest.mark.parametrize("who", ["ines", "pete"])
def test_everybody_sees_who_is_away_and_only_one_s_own_goes(cast, toms, sign_in, who):
    browser = sign_in(getattr(cast, who))
    page = browser.get(URL)
    assert b"Tom Beck" in page.content
    assert b"Away now" in page.content
    assert f"{toms.pk}/remove/" not in page.content.decode()
    assert browser.post(f"{URL}{toms.pk}/remove/").status_code == 404
    assert Leave.objects.exists()


def test_another_service_sees_none_of_it(cast, toms, sign_in):
    browser = sign_in(cast.wes)
    assert b"Tom Beck" not in browser.get(URL).content
    assert browser.post(f"{URL}{toms.pk}/remove/").status_code == 404
    assert browser.post(URL, SENT | {"staff": str(cast.tom.pk)}).status_code == 422


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"until": "2026-03-15"}, "The last day is before the first."),
        ({"until": "2029-03-15"}, "more than two years"),
        ({"since": "2026-03-14"}, "Some of these days are written down already."),
        ({"since": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(cast, toms, sign_in, change, words):
    answer = sign_in(cast.tom).post(URL, SENT | change)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert Leave.objects.count() == 1


def test_it_asks_as_much_for_one_as_for_four(cast, toms, sign_in, django_assert_num_queries):
    browser = sign_in(cast.priya)
    browser.get(URL)
    with django_assert_num_queries(10):
        browser.get(URL)
    for staff in (cast.pete, cast.ines, cast.priya):
        Leave.objects.create(service=cast.service, staff=staff, since="2026-03-10", until="2026-03-14")
    with django_assert_num_queries(10):
        browser.get(URL)


def test_it_sends_a_stranger_to_the_door(client, toms):
    assert client.get(URL).url.startswith("/accounts/login/")
    assert client.post(f"{URL}{toms.pk}/remove/").url.startswith("/accounts/login/")
