from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(cast, evening) -> str:
    return f"{cast.group.get_absolute_url()}edit/"


def sent(page, **change: str) -> dict[str, str]:
    form = page.context["form"]
    said = {name: form[name].value() for name in form.fields}
    said["version"] = page.context["version"]
    return {name: "" if value is None else str(value) for name, value in said.items()} | change


def test_a_group_gets_another_room_and_more_places(cast, url, sign_in):
    browser = sign_in(cast.priya)
    answer = browser.post(url, sent(browser.get(url), room="Hall 3", capacity="14"))
    assert answer.url == cast.group.get_absolute_url()
    cast.group.refresh_from_db()
    assert (cast.group.room, cast.group.capacity, cast.group.version) == ("Hall 3", 14, 2)


def test_two_directors_both_see_both(cast, url, sign_in):
    first, second = sign_in(cast.priya), sign_in(cast.priya)
    old = second.get(url)
    first.post(url, sent(first.get(url), room="Hall 3"))
    answer = second.post(url, sent(old, room="Hall 4"))
    assert answer.status_code == 412
    assert b"Somebody else changed this group" in answer.content
    assert b'value="Hall 4"' in answer.content
    cast.group.refresh_from_db()
    assert cast.group.room == "Hall 3"
    assert second.post(url, sent(answer, room="Hall 4")).status_code == 302
    cast.group.refresh_from_db()
    assert cast.group.room == "Hall 4"


def test_a_last_day_says_what_is_still_planned_after_it(cast, url, sign_in):
    for week in (1, 2):
        factories.make_session(group=cast.group, starts_at=NOW + timedelta(weeks=week))
    browser = sign_in(cast.priya)
    last = (NOW + timedelta(days=8)).date().isoformat()
    answer = browser.post(url, sent(browser.get(url), ended_on=last), follow=True)
    assert b"1 session is still planned after its last day." in answer.content


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"ended_on": "2020-01-01"}, "A group cannot end before it starts."),
        ({"name": "Other group"}, "There is already a group of this name."),
    ],
)
def test_what_is_wrong_is_said(cast, url, sign_in, change, words):
    factories.make_group(program=cast.program, name="Other group")
    browser = sign_in(cast.priya)
    answer = browser.post(url, sent(browser.get(url), **change))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("who", ["tom", "ines", "pete", "ada", "wes"])
def test_it_is_not_there_for_others(cast, url, sign_in, who):
    assert sign_in(getattr(cast, who)).get(url).status_code == 404


def test_a_director_of_another_site_who_runs_it_does_not_change_it(cast, url, sign_in):
    east = factories.make_site(service=cast.service, name="East")
    nora = factories.make_staff(name="Nora Site", service=cast.service, role="director", site=east)
    factories.Membership.objects.create(service=cast.service, staff=nora, role="counselor")
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=nora, since=cast.group.started_on
    )
    browser = sign_in(nora)
    assert browser.get(cast.group.get_absolute_url()).status_code == 200
    assert browser.get(url).status_code == 404
    assert b"/edit/" not in browser.get(cast.group.get_absolute_url()).content.split(b"Registers")[1]


def test_it_sends_a_stranger_to_the_door(url, client):
    assert client.get(url).url.startswith("/accounts/login/")
