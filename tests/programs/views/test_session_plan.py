from __future__ import annotations

from datetime import date

import pytest

from programs.models import GroupSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast, evening) -> str:
    return f"{cast.group.get_absolute_url()}sessions/plan/"


SENT = {
    "first_on": "2026-03-13",
    "weekdays": ["3"],
    "every_weeks": "2",
    "begins": "18:30",
    "ends": "20:30",
    "count": "2",
    "until": "",
}


def test_it_offers_what_the_last_session_says(cast, url, evening, sign_in):
    form = sign_in(cast.tom).get(url).context["form"]
    assert (form["weekdays"].value(), form["first_on"].value()) == ([3], date(2026, 3, 13))
    assert form["first_number"].value() == 8
    assert form["begins"].value() == evening.session.starts_at.time()


def test_more_are_planned_and_numbered_on(cast, url, sign_in):
    answer = sign_in(cast.tom).post(url, SENT, follow=True)
    assert b"2 sessions are planned." in answer.content
    planned = GroupSession.objects.filter(session_on__gt="2026-03-12")
    assert list(planned.values_list("number", "session_on")) == [
        (8, date(2026, 3, 19)),
        (9, date(2026, 4, 2)),
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weekdays": []}, "Choose a day."),
        ({"count": ""}, "one of the two"),
        ({"count": "0"}, "greater than or equal to 1"),
        ({"weekdays": ["9"]}, "Select a valid choice"),
        ({"first_on": "9999-12-31"}, "This day is too far away to be right."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_planned(cast, url, sign_in, change, words):
    answer = sign_in(cast.tom).post(url, SENT | change)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert GroupSession.objects.count() == 1


def test_the_same_hour_twice_is_refused_with_the_day(cast, url, sign_in):
    browser = sign_in(cast.priya)
    browser.post(url, SENT)
    answer = browser.post(url, SENT)
    assert answer.status_code == 422
    assert b"already meets at that hour on 19 March 2026" in answer.content
    assert GroupSession.objects.count() == 3


@pytest.mark.parametrize("who", ["ines", "pete", "ada", "wes"])
def test_it_is_not_there_for_others(cast, url, sign_in, who):
    assert sign_in(getattr(cast, who)).post(url, SENT).status_code == 404
    assert GroupSession.objects.count() == 1


def test_it_sends_a_stranger_to_the_door(url, client):
    assert client.get(url).url.startswith("/accounts/login/")
