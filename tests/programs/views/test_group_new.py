from __future__ import annotations

from datetime import date

import pytest

from programs.models import Facilitator, Group, GroupSession
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/groups/new/"


@pytest.fixture
def sent(cast, evening) -> dict[str, str | list[str]]:
    """The form as a director fills it in."""
    return {
        "name": "Monday group",
        "program": str(cast.program.pk),
        "site": str(cast.north.pk),
        "room": "Hall 2",
        "capacity": "10",
        "entry": "closed",
        "started_on": "2026-03-16",
        "ended_on": "",
        "facilitators": [str(cast.tom.pk), str(cast.pete.pk)],
        "weekdays": ["0"],
        "every_weeks": "1",
        "begins": "18:30",
        "ends": "20:30",
        "count": "12",
        "until": "",
    }


def test_a_group_is_made_with_who_runs_it_and_when_it_meets(cast, sent, sign_in):
    answer = sign_in(cast.priya).post(URL, sent)
    group = Group.objects.get(name="Monday group")
    assert answer.url == group.get_absolute_url()
    assert (group.program, group.site, group.room, group.capacity, group.entry) == (
        cast.program,
        cast.north,
        "Hall 2",
        10,
        "closed",
    )
    assert set(Facilitator.objects.filter(group=group).values_list("staff__name", flat=True)) == {
        "Tom Beck",
        "Pete Long",
    }
    sessions = list(GroupSession.objects.filter(group=group))
    assert (len(sessions), sessions[0].session_on) == (12, date(2026, 3, 16))
    assert (sessions[0].starts_at.hour, sessions[0].ends_at.hour) == (18, 20)


@pytest.mark.parametrize(
    ("change", "days"),
    [
        ({"weekdays": ["2"], "count": "2"}, [date(2026, 3, 18), date(2026, 3, 25)]),
        ({"every_weeks": "2", "count": "2"}, [date(2026, 3, 16), date(2026, 3, 30)]),
        ({"count": "", "until": "2026-03-23"}, [date(2026, 3, 16), date(2026, 3, 23)]),
    ],
)
def test_the_weekday_says_when_it_begins(cast, sent, sign_in, change, days):
    sign_in(cast.priya).post(URL, sent | change)
    assert list(
        GroupSession.objects.filter(group__name="Monday group").values_list("session_on", flat=True)
    ) == (days)


def test_when_it_meets_may_be_said_later(cast, sent, sign_in):
    empty = dict.fromkeys(("begins", "ends", "count", "until"), "") | {"weekdays": []}
    sign_in(cast.priya).post(URL, sent | empty)
    group = Group.objects.get(name="Monday group")
    assert not GroupSession.objects.filter(group=group).exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "Thursday group"}, "There is already a group of this name."),
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"ended_on": "2026-01-01"}, "A group cannot end before it starts."),
        ({"started_on": "0026-03-16"}, "This day is too far away to be right."),
        ({"weekdays": []}, "Choose the days, or leave all of this empty."),
        ({"begins": ""}, "Say at what hour."),
        ({"ends": "18:00"}, "between a quarter of an hour and ten hours"),
        ({"count": ""}, "Say how many, or until when: one of the two."),
        ({"until": "2026-06-01"}, "Say how many, or until when: one of the two."),
        ({"count": "", "until": "2026-03-01"}, "The last day is before the first session."),
        ({"count": "", "until": "2199-03-01"}, "That is more than 200 sessions."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost_or_half_made(cast, sent, sign_in, change, words):
    answer = sign_in(cast.priya).post(URL, sent | change)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="Hall 2"' in answer.content.decode()
    assert Group.objects.count() == 1
    assert GroupSession.objects.filter(number=1).count() == 0


def test_without_a_program_it_leads_to_one(cast, sign_in):
    page = sign_in(cast.wes).get(URL)
    assert b"First a program" in page.content
    assert b"/programs/new/" in page.content
    assert b'<form method="post" novalidate class' not in page.content


def test_the_program_one_came_from_is_chosen(cast, sign_in):
    other = factories.make_program(service=cast.service, name="Fathers")
    page = sign_in(cast.priya).get(f"{URL}?program={other.pk}").content.decode()
    assert f'<option value="{other.pk}" selected>' in page


def test_only_colleagues_who_run_groups_are_offered(cast, sign_in):
    page = sign_in(cast.priya).get(URL).content.decode()
    assert "Tom Beck" in page
    assert "Ada Quist" not in page
    assert "Wes Adler" not in page


def test_a_director_of_one_site_is_offered_that_site(cast, sent, sign_in):
    east = factories.make_site(service=cast.service, name="East")
    nora = factories.make_staff(name="Nora Site", service=cast.service, role="director", site=cast.north)
    browser = sign_in(nora)
    page = browser.get(URL).content.decode()
    assert str(cast.north.pk) in page
    assert str(east.pk) not in page
    assert browser.post(URL, sent | {"site": str(east.pk)}).status_code == 422
    assert browser.post(URL, sent).status_code == 302


@pytest.mark.parametrize("who", ["tom", "ines", "pete", "ada"])
def test_it_is_not_there_for_others(cast, sent, sign_in, who):
    browser = sign_in(getattr(cast, who))
    assert browser.get(URL).status_code == 404
    assert browser.post(URL, sent).status_code == 404


def test_it_sends_a_stranger_to_the_door(client, db):
    assert client.get(URL).url.startswith("/accounts/login/")


def test_another_services_site_program_and_people_cannot_be_named(cast, sent, sign_in):
    answer = sign_in(cast.priya).post(URL, sent | {"site": str(cast.south.pk)})
    assert answer.status_code == 422
    answer = sign_in(cast.priya).post(URL, sent | {"facilitators": [str(cast.wes.pk)]})
    assert answer.status_code == 422
    assert Group.objects.count() == 1
