from __future__ import annotations

import pytest

from programs.models import Facilitator

pytestmark = pytest.mark.django_db


@pytest.fixture
def tom_runs_it(cast, evening) -> Facilitator:
    return Facilitator.objects.get(staff=cast.tom)


def url(facilitator) -> str:
    return f"/groups/facilitators/{facilitator.pk}/end/"


def test_the_group_is_handed_on_from_a_day(cast, tom_runs_it, sign_in):
    browser = sign_in(cast.priya)
    assert b"Tom Beck hands the group on" in browser.get(url(tom_runs_it)).content
    answer = browser.post(url(tom_runs_it), {"until": "2026-03-31"})
    assert answer.url == f"{cast.group.get_absolute_url()}facilitators/"
    tom_runs_it.refresh_from_db()
    assert tom_runs_it.until.isoformat() == "2026-03-31"


@pytest.mark.parametrize("until", ["", "2020-01-01", "soon"])
def test_a_day_that_cannot_be_changes_nothing(cast, tom_runs_it, sign_in, until):
    assert sign_in(cast.priya).post(url(tom_runs_it), {"until": until}).status_code == 422
    tom_runs_it.refresh_from_db()
    assert tom_runs_it.until is None


@pytest.mark.parametrize("who", ["tom", "ines", "pete", "ada", "wes"])
def test_it_is_not_there_for_others(cast, tom_runs_it, sign_in, who):
    assert sign_in(getattr(cast, who)).post(url(tom_runs_it), {"until": "2026-03-31"}).status_code == 404
    tom_runs_it.refresh_from_db()
    assert tom_runs_it.until is None


def test_it_sends_a_stranger_to_the_door(tom_runs_it, client):
    assert client.get(url(tom_runs_it)).url.startswith("/accounts/login/")
