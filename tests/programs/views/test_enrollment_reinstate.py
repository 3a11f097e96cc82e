from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import enrollments, group_sessions
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(evening):
    evening.dan.status, evening.dan.ended_on = "exited", evening.session.session_on
    evening.dan.exit_reason, evening.dan.ended_by = "lost_contact", "circumstance"
    evening.dan.save()
    return evening.dan


def url(place) -> str:
    return f"/programs/enrollments/{place.pk}/reinstate/"


def test_it_says_how_it_ended_and_takes_him_back(cast, ended, sign_in):
    browser = sign_in(cast.tom)
    assert b"We lost contact" in browser.get(url(ended)).content
    answer = browser.post(url(ended), {"reason": "He called us."})
    ended.refresh_from_db()
    assert answer.url == cast.group.get_absolute_url()
    assert ended.is_open


def test_it_says_how_many_evenings_ask_for_him_again(cast, evening, sign_in):
    group_sessions.freeze_rosters(service_id=cast.service.pk, at=NOW)
    day_before = evening.session.session_on - timedelta(days=1)
    ended = {"reason": "lost_contact", "ended_by": "circumstance", "on": day_before}
    enrollments.exit(enrollment=evening.dan, **ended, by=cast.tom, at=NOW)
    answer = sign_in(cast.tom).post(url(evening.dan), {"reason": "He called us."}, follow=True)
    assert b"He is on 1 register of an evening that is over." in answer.content


def test_without_a_reason_nothing_changes(cast, ended, sign_in):
    assert sign_in(cast.tom).post(url(ended), {"reason": " "}).status_code == 422
    ended.refresh_from_db()
    assert not ended.is_open


def test_a_full_group_says_so_and_keeps_the_words(cast, ended, sign_in):
    cast.group.capacity = 1
    cast.group.save()
    answer = sign_in(cast.tom).post(url(ended), {"reason": "He called us."})
    assert answer.status_code == 422
    assert b"Every place in this group is taken by now." in answer.content
    assert b"He called us." in answer.content
    ended.refresh_from_db()
    assert not ended.is_open


def test_an_open_place_has_nothing_to_take_back(cast, evening, sign_in):
    assert sign_in(cast.tom).get(url(evening.dan)).url == f"/programs/enrollments/{evening.dan.pk}/exit/"


@pytest.mark.parametrize("who", ["wes", "ines", "pete"])
def test_it_is_not_there_for_others(cast, ended, sign_in, who):
    assert sign_in(getattr(cast, who)).get(url(ended)).status_code == 404


def test_it_sends_a_stranger_to_the_door(ended, client):
    assert client.get(url(ended)).url.startswith("/accounts/login/")
