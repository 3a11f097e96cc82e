from __future__ import annotations

from datetime import date, timedelta

import pytest

from programs.actions import group_sessions
from programs.models import Closure, Facilitator
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
URL = "/calendar/"


def told(page) -> list[tuple[date, str]]:
    return [(day.on, entry.title) for day in page.context["days"] for entry in day.entries]


def test_a_month_stands_in_whole_weeks(cast, evening, sign_in):
    page = sign_in(cast.tom).get(URL)
    days = page.context["days"]
    assert (days[0].on, days[-1].on, len(days) % 7) == (date(2026, 3, 1), date(2026, 4, 4), 0)
    assert told(page) == [(date(2026, 3, 12), "Thursday group")]
    assert "March 2026" in page.content.decode()


def test_a_week_and_a_list(cast, evening, sign_in):
    browser = sign_in(cast.tom)
    factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=20))
    week = browser.get(URL, {"view": "week"})
    assert [day.on for day in week.context["days"]] == [
        date(2026, 3, 8) + timedelta(days=n) for n in range(7)
    ]
    assert len(told(browser.get(URL, {"view": "list"}))) == 2


def test_it_goes_on_and_back_by_month(cast, sign_in):
    span = sign_in(cast.tom).get(URL, {"on": "2026-01-31"}).context["span"]
    assert (span.before, span.after) == (date(2025, 12, 1), date(2026, 2, 1))


@pytest.mark.parametrize("on", ["", "2026-02-31", "yesterday", "0001-01-01", "9999-12-31", "\x00"])
def test_a_day_that_is_none_is_today(cast, sign_in, on):
    page = sign_in(cast.tom).get(URL, {"on": on})
    assert (page.status_code, page.context["on"]) == (200, date(2026, 3, 12))


def test_holidays_and_closures_have_their_names(cast, sign_in):
    Closure.objects.create(
        service=cast.service, name="Moving house", since=date(2026, 2, 25), until=date(2026, 3, 2)
    )
    Closure.objects.create(
        service=cast.service, name="Roof", site=cast.north, since=date(2026, 3, 5), until=date(2026, 3, 5)
    )
    page = sign_in(cast.tom).get(URL)
    named = {day.on: day.called for day in page.context["days"] if day.called}
    assert named == {
        date(2026, 3, 1): ("Moving house",),
        date(2026, 3, 2): ("Moving house",),
        date(2026, 3, 5): ("Roof",),
        date(2026, 4, 3): ("Good Friday",),
    }


def test_a_cancelled_session_stays_and_is_crossed_out(cast, sign_in):
    ahead = factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=1))
    group_sessions.cancel(session=ahead, reason="Hall closed", by=cast.tom, at=NOW)
    page = sign_in(cast.tom).get(URL).content.decode()
    assert "al-cal__entry--off" in page
    assert "Cancelled" in page


def test_one_who_runs_groups_sees_own_first_and_a_director_all(cast, evening, sign_in):
    other = factories.make_group(program=cast.program, name="Other", site=cast.north)
    factories.make_session(group=other, starts_at=NOW)
    assert [title for _day, title in told(sign_in(cast.tom).get(URL))] == ["Thursday group"]
    assert [title for _day, title in told(sign_in(cast.priya).get(URL))] == ["Thursday group", "Other"]
    assert told(sign_in(cast.priya).get(URL, {"whose": "mine"})) == []


def test_a_site_narrows_it(cast, evening, sign_in):
    east = factories.make_site(service=cast.service, name="East")
    browser = sign_in(cast.priya)
    cast.group.site = cast.north
    cast.group.save()
    assert told(browser.get(URL, {"site": str(east.pk)})) == []
    assert len(told(browser.get(URL, {"site": str(cast.north.pk)}))) == 1
    assert len(told(browser.get(URL, {"site": "nowhere"}))) == 1


def test_the_hour_is_that_of_the_place(cast, evening, sign_in):
    cast.north.zone = "Australia/Sydney"
    cast.north.save()
    cast.group.site = cast.north
    cast.group.save()
    entry = sign_in(cast.priya).get(URL).context["entries"][0]
    assert entry.starts.utcoffset() == timedelta(hours=11)


def test_another_service_sees_none_of_it(cast, evening, sign_in):
    page = sign_in(cast.wes).get(URL, {"on": "2026-03-12"})
    assert told(page) == []
    assert "Nothing takes place in these days." in page.content.decode()


def test_it_sends_a_stranger_to_the_door(cast, client):
    assert client.get(URL).url.startswith("/accounts/login/")


@pytest.mark.parametrize("groups", [2, 5])
def test_it_asks_the_same_whatever_it_shows(cast, sign_in, groups):
    for number in range(groups):
        group = factories.make_group(program=cast.program, name=f"Group {number}", site=cast.north)
        Facilitator.objects.create(service=cast.service, group=group, staff=cast.tom, since=group.started_on)
        for week in range(3):
            factories.make_session(group=group, starts_at=NOW + timedelta(days=week, hours=number))
    assert asked(sign_in(cast.tom), URL) == 8 <= MOST
