from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming(cast, evening):
    return factories.make_session(
        group=cast.group, starts_at=(NOW + timedelta(days=7)).replace(hour=18, minute=30), number=8
    )


def url(session, what: str = "edit") -> str:
    return f"/sessions/{session.pk}/{what}/"


def sent(page, **change: str) -> dict[str, str]:
    form = page.context["form"]
    said = {name: form[name].value() for name in form.fields} | {"version": page.context["version"]}
    return {name: "" if value is None else str(value) for name, value in said.items()} | change


def test_it_says_what_it_is_about_and_where_it_is(cast, coming, sign_in):
    browser = sign_in(cast.tom)
    page = browser.get(url(coming))
    assert url(coming, "move").encode() in page.content
    answer = browser.post(url(coming), sent(page, topic="Repair", room="Hall 9") | {"day": "2026-03-20"})
    assert answer.url == f"{cast.group.get_absolute_url()}sessions/"
    coming.refresh_from_db()
    assert (coming.session_on.isoformat(), coming.topic, coming.room) == ("2026-03-19", "Repair", "Hall 9")
    assert b"In Hall 9" in browser.get(answer.url).content


def test_a_room_that_is_taken_is_told_and_taken_all_the_same_by_who_saw_it(cast, coming, sign_in):
    other = factories.make_group(program=cast.program, site=cast.north, name="Other group", room="Hall 9")
    factories.make_session(group=other, starts_at=coming.starts_at)
    browser = sign_in(cast.priya)
    said = sent(browser.get(url(coming)), room="hall 9")
    answer = browser.post(url(coming), said)
    assert (answer.status_code, b"Other group is in the room" in answer.content) == (409, True)
    coming.refresh_from_db()
    assert coming.room == ""
    assert browser.post(url(coming), said | {"despite": "seen another"}).status_code == 409
    browser.post(url(coming), said | {"despite": answer.context["clash"].key})
    coming.refresh_from_db()
    assert coming.room == "hall 9"


def test_one_that_began_keeps_its_hour_and_gets_a_topic(cast, evening, sign_in):
    browser = sign_in(cast.tom)
    page = browser.get(url(evening.session))
    assert "day" not in page.context["form"].fields
    browser.post(url(evening.session), sent(page, topic="Repair") | {"day": "2026-04-01"})
    before = evening.session.starts_at
    evening.session.refresh_from_db()
    assert (evening.session.topic, evening.session.starts_at) == ("Repair", before)


def test_two_people_both_see_both(cast, coming, sign_in):
    toms, priyas = sign_in(cast.tom), sign_in(cast.priya)
    old = toms.get(url(coming))
    priyas.post(url(coming), sent(priyas.get(url(coming)), topic="Hers"))
    answer = toms.post(url(coming), sent(old, topic="His"))
    assert answer.status_code == 412
    assert b"Somebody else changed this session" in answer.content
    assert b'value="His"' in answer.content
    coming.refresh_from_db()
    assert coming.topic == "Hers"


def test_it_is_cancelled_with_a_reason_and_taken_back(cast, coming, sign_in):
    browser = sign_in(cast.tom)
    assert browser.post(url(coming, "cancel"), {"reason": "  "}).status_code == 422
    answer = browser.post(url(coming, "cancel"), {"reason": "Public holiday"})
    assert answer.url == f"{cast.group.get_absolute_url()}sessions/"
    coming.refresh_from_db()
    assert coming.cancel_reason == "Public holiday"
    page = browser.get(url(coming))
    assert b"Public holiday" in page.content
    assert url(coming, "restore").encode() in page.content
    assert browser.get(url(coming, "cancel")).url == url(coming)
    answer = browser.post(url(coming, "restore"), follow=True)
    assert b"It takes place after all." in answer.content
    coming.refresh_from_db()
    assert coming.cancelled_at is None
    again = browser.post(url(coming, "restore"), follow=True)
    assert b"This session is not cancelled." in again.content


def test_cancelling_says_how_many_are_marked(cast, evening, sign_in):
    factories.make_attendance(session=evening.session, enrollment=evening.dan, outcome="present")
    browser = sign_in(cast.tom)
    assert b"1 man is marked already." in browser.get(url(evening.session, "cancel")).content
    browser.post(url(evening.session, "cancel"), {"reason": "Wrong evening"})
    register = browser.get(evening.session.get_absolute_url())
    assert b"This session was cancelled: Wrong evening" in register.content


def test_it_is_taken_back_by_a_button_alone(cast, coming, sign_in):
    assert sign_in(cast.tom).get(url(coming, "restore")).status_code == 405


@pytest.mark.parametrize("who", ["ines", "pete", "ada", "wes"])
@pytest.mark.parametrize("what", ["edit", "cancel", "restore"])
def test_it_is_not_there_for_others(cast, coming, sign_in, who, what):
    assert sign_in(getattr(cast, who)).post(url(coming, what), {"reason": "X"}).status_code == 404
    coming.refresh_from_db()
    assert coming.version == 1


@pytest.mark.parametrize("what", ["edit", "cancel"])
def test_it_sends_a_stranger_to_the_door(coming, client, what):
    assert client.get(url(coming, what)).url.startswith("/accounts/login/")
