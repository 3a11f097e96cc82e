from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import appointments
from programs.models import Appointment
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
SENT = {
    "kind": "one_to_one", "day": "2026-03-13", "begins": "10:00", "ends": "10:45", "plan": "", "makes_up": "",
}  # fmt: skip


def new(evening) -> str:
    return f"/programs/enrollments/{evening.dan.pk}/appointments/new/"


def at(evening, hour, word: str) -> str:
    return f"/programs/enrollments/{evening.dan.pk}/appointments/{hour.pk}/{word}/"


@pytest.fixture
def hour(cast, evening) -> Appointment:
    start = NOW - timedelta(days=1)
    return appointments.make(
        enrollment=evening.dan,
        kind="one_to_one",
        staff=cast.tom,
        starts_at=start,
        ends_at=start + timedelta(minutes=45),
        by=cast.tom,
        at=NOW,
    )


def test_a_man_gets_an_hour(cast, evening, sign_in):
    browser = sign_in(cast.tom)
    assert f'value="{cast.tom.pk}" selected' in browser.get(new(evening)).content.decode()
    answer = browser.post(new(evening), SENT | {"staff": cast.tom.pk})
    assert answer.url == cast.dan.get_absolute_url()
    hour = Appointment.objects.get()
    assert (hour.starts_at.isoformat(), hour.staff) == ("2026-03-13T10:00:00+00:00", cast.tom)
    assert at(evening, hour, "edit").encode() in browser.get(answer.url).content


def test_a_clash_asks_and_can_be_kept(cast, evening, sign_in):
    factories.make_session(group=cast.group, starts_at=NOW.replace(day=13, hour=10))
    browser, sent = sign_in(cast.tom), SENT | {"staff": cast.tom.pk, "ends": "10:50"}
    answer = browser.post(new(evening), sent)
    assert answer.status_code == 409
    assert b"He has a group at that time." in answer.content
    assert b'name="anyway"' in answer.content
    assert b'name="anyway"' not in browser.get(new(evening)).content
    assert browser.post(new(evening), sent | {"anyway": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends": "09:00"}, "between five minutes and ten hours"),
        ({"kind": "make_up"}, "Say which missed session he makes up."),
        ({"kind": "lunch"}, "not one of the available choices"),
        ({"staff": "x"}, "is not a valid UUID"),
        ({"day": "1026-03-12"}, "too far away"),
    ],
)
def test_what_is_wrong_is_said_and_makes_nothing(cast, evening, sign_in, change, words):
    answer = sign_in(cast.tom).post(new(evening), SENT | {"staff": cast.tom.pk} | change)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Appointment.objects.exists()


def test_it_is_moved(cast, evening, hour, sign_in):
    browser = sign_in(cast.tom)
    page = browser.get(at(evening, hour, "edit"))
    assert b'value="2026-03-11"' in page.content
    sent = SENT | {"staff": cast.tom.pk, "version": "1"}
    assert browser.post(at(evening, hour, "edit"), sent).status_code == 302
    assert browser.post(at(evening, hour, "edit"), sent).status_code == 412
    hour.refresh_from_db()
    assert hour.meets_on.isoformat() == "2026-03-13"


def test_it_is_on_my_work_until_it_is_marked(cast, evening, hour, sign_in):
    browser = sign_in(cast.tom)
    assert at(evening, hour, "mark").encode() in browser.get("/").content
    assert at(evening, hour, "mark").encode() not in sign_in(cast.priya).get("/").content
    answer = browser.post(at(evening, hour, "mark"), {"outcome": "present", "version": "1"})
    assert answer.url == cast.dan.get_absolute_url()
    assert at(evening, hour, "mark").encode() not in browser.get("/").content
    time = browser.get(f"{answer.url}?show=appointments").content.decode()
    assert "One to one: Present" in time
    assert at(evening, hour, "edit") not in time


def test_two_who_mark_it_both_see_both(cast, evening, hour, sign_in):
    first, second = sign_in(cast.tom), sign_in(cast.priya)
    url = at(evening, hour, "mark")
    first.post(url, {"outcome": "present", "version": "1"})
    assert second.post(url, {"outcome": "unexcused", "version": "1"}).status_code == 412
    hour.refresh_from_db()
    assert hour.outcome == "present"
    assert first.get(at(evening, hour, "edit")).url == url


def test_it_is_cancelled_once(cast, evening, hour, sign_in):
    browser = sign_in(cast.tom)
    # Moved by somebody else since the page was opened: it stays.
    for sent in ({}, {"version": "0"}):
        page = browser.post(at(evening, hour, "cancel"), sent, follow=True)
        assert b"Somebody else changed this appointment" in page.content
    browser.post(at(evening, hour, "cancel"), {"version": "1"})
    hour.refresh_from_db()
    assert hour.outcome == "cancelled"
    page = browser.post(at(evening, hour, "cancel"), {"version": str(hour.version)}, follow=True)
    assert b"written down already" in page.content
    assert b'name="outcome"' not in browser.get(at(evening, hour, "mark")).content


def test_a_man_of_another_place_is_not_found_below_this_one(cast, evening, hour, sign_in):
    url = at(evening, hour, "mark").replace(str(evening.dan.pk), str(evening.luis.pk))
    assert sign_in(cast.tom).get(url).status_code == 404


@pytest.mark.parametrize("who", ["wes", "pete", "ada"])
def test_it_is_not_there_for_others(cast, evening, hour, sign_in, who):
    browser = sign_in(getattr(cast, who))
    answers = [
        browser.get(new(evening)),
        *(browser.get(at(evening, hour, word)) for word in ("edit", "mark")),
    ]
    answers.append(browser.post(at(evening, hour, "cancel")))
    assert [answer.status_code for answer in answers] == [404] * 4
    hour.refresh_from_db()
    assert hour.outcome is None


@pytest.mark.parametrize("who", ["ines", "priya"])
def test_those_who_know_him_may_read_and_mark(cast, evening, hour, sign_in, who):
    assert sign_in(getattr(cast, who)).get(at(evening, hour, "mark")).status_code == 200


def test_it_sends_a_stranger_to_the_door(evening, hour, client):
    assert client.get(new(evening)).url.startswith("/accounts/login/")
    assert client.post(at(evening, hour, "cancel")).url.startswith("/accounts/login/")


def test_it_asks_little(cast, evening, hour, sign_in):
    browser = sign_in(cast.tom)
    assert asked(browser, new(evening)) == 9 <= MOST
    assert asked(browser, at(evening, hour, "edit")) == 9 <= MOST
    assert asked(browser, at(evening, hour, "mark")) == 5 <= MOST
