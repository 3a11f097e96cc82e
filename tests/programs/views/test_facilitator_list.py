from __future__ import annotations

import pytest

from programs.models import Facilitator
from tests.asking import MOST, asked
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def url(cast, evening) -> str:
    return f"{cast.group.get_absolute_url()}facilitators/"


def test_somebody_is_added_from_a_day(cast, url, sign_in):
    browser = sign_in(cast.priya)
    assert b"Tom Beck" in browser.get(url).content
    answer = browser.post(url, {"staff": str(cast.pete.pk), "since": "2026-03-19"})
    assert answer.url == url
    assert Facilitator.objects.get(staff=cast.pete).since.isoformat() == "2026-03-19"
    assert b"Pete Long" in browser.get(url).content


def test_who_runs_it_already_is_not_added_again(cast, url, sign_in):
    answer = sign_in(cast.priya).post(url, {"staff": str(cast.tom.pk), "since": "2026-03-19"})
    assert answer.status_code == 422
    assert b"Tom Beck already runs this group then." in answer.content
    assert Facilitator.objects.count() == 1


@pytest.mark.parametrize("who", ["wes", "ada", "ines"])
def test_somebody_who_runs_no_groups_cannot_be_named(cast, url, sign_in, who):
    answer = sign_in(cast.priya).post(url, {"staff": str(getattr(cast, who).pk), "since": "2026-03-19"})
    assert answer.status_code == 422
    assert Facilitator.objects.count() == 1


@pytest.mark.parametrize("who", ["tom", "ines", "pete", "ada", "wes"])
def test_it_is_not_there_for_others(cast, url, sign_in, who):
    assert sign_in(getattr(cast, who)).get(url).status_code == 404


def test_it_sends_a_stranger_to_the_door(url, client):
    assert client.get(url).url.startswith("/accounts/login/")


@pytest.mark.parametrize("people", [2, 5])
def test_it_asks_the_same_whatever_the_number(cast, url, sign_in, people):
    for day in range(1, people):
        Facilitator.objects.create(
            service=cast.service, group=cast.group, staff=cast.pete, since=f"2026-01-0{day}", until=TODAY
        )
    assert asked(sign_in(cast.priya), url) == 7 <= MOST
