from __future__ import annotations

from datetime import UTC, timedelta
from urllib.parse import urlsplit

import pytest
import vobject

from programs.actions import calendar_feeds, group_sessions
from programs.models import Appointment, CalendarFeed, Facilitator
from services.models import AuditEntry, Membership, Staff
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
PAGE = "/calendar/phone/"


@pytest.fixture
def address(cast, evening) -> str:
    _feed, secret = calendar_feeds.make(by=cast.tom, at=NOW)
    return f"/calendar/{secret}.ics"


def events(answer) -> list:
    return vobject.readOne(answer.content.decode()).contents.get("vevent", [])


def test_it_tells_when_own_groups_meet_and_nothing_else(cast, evening, address, client):
    Appointment.objects.create(
        service=cast.service,
        enrollment=evening.dan,
        staff=cast.tom,
        meets_on=NOW.date(),
        starts_at=NOW + timedelta(hours=14),
        ends_at=NOW + timedelta(hours=15),
    )
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert [(event.summary.value, event.dtstart.value.astimezone(UTC)) for event in events(answer)] == [
        ("TG", evening.session.starts_at),
        ("OTO", NOW + timedelta(hours=14)),
    ]
    said = answer.content.decode()
    for name in ("Dan", "Okafor", "Luis", "Thursday", "Foundations", "Northside", "North"):
        assert name not in said


def test_with_the_name_it_says_the_name_and_still_no_man(cast, evening, client):
    _feed, secret = calendar_feeds.make(shows="name", by=cast.tom, at=NOW)
    said = client.get(f"/calendar/{secret}.ics").content.decode()
    assert "SUMMARY:Thursday group" in said
    assert "Dan" not in said


def test_a_moved_session_keeps_its_name_and_counts_its_change(cast, evening, address, client):
    ahead = factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7))
    uid, sequence = f"{ahead.pk}@alongside", ahead.version
    group_sessions.edit(
        session=ahead,
        starts_at=ahead.starts_at + timedelta(days=1),
        ends_at=ahead.ends_at + timedelta(days=1),
        by=cast.tom,
        at=NOW,
    )
    moved = next(event for event in events(client.get(address)) if event.uid.value == uid)
    assert moved.dtstart.value.astimezone(UTC) == ahead.starts_at + timedelta(days=1)
    assert int(moved.sequence.value) > sequence


def test_a_cancelled_session_says_so(cast, evening, address, client):
    ahead = factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7))
    group_sessions.cancel(session=ahead, reason="Hall closed", by=cast.tom, at=NOW)
    told = {event.uid.value: event.status.value for event in events(client.get(address))}
    assert told[f"{ahead.pk}@alongside"] == "CANCELLED"


def test_a_closed_address_is_not_there_at_once(cast, address, client, sign_in):
    feed = CalendarFeed.objects.get()
    assert client.get(address).status_code == 200
    assert sign_in(cast.tom).post(f"{PAGE}{feed.pk}/close/").status_code == 302
    assert client.get(address).status_code == 404
    assert AuditEntry.objects.filter(what="calendar_feed.revoked", about_id=feed.pk).count() == 1


@pytest.mark.parametrize("who", ["ines", "pete", "priya", "wes"])
def test_nobody_closes_the_address_of_another(cast, address, client, sign_in, who):
    feed = CalendarFeed.objects.get()
    assert sign_in(getattr(cast, who)).post(f"{PAGE}{feed.pk}/close/").status_code == 404
    assert client.get(address).status_code == 200


def test_somebody_who_left_has_no_calendar(cast, address, client):
    Membership.objects.filter(staff=cast.tom).update(ended_at=NOW)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("field", ["can_log_in", "is_active"])
def test_somebody_who_may_not_sign_in_has_no_calendar(cast, address, client, field):
    assert client.get(address).status_code == 200
    Staff.objects.filter(pk=cast.tom.pk).update(**{field: False})
    assert client.get(address).status_code == 404


def test_a_group_that_was_handed_on_leaves_it(cast, evening, address, client):
    Facilitator.objects.filter(staff=cast.tom).update(until=NOW.date() - timedelta(days=40))
    assert events(client.get(address)) == []


@pytest.mark.parametrize("guess", ["x", "a" * 43, "..", "%00"])
def test_a_guess_finds_nothing(cast, address, client, guess):
    assert client.get(f"/calendar/{guess}.ics").status_code == 404


def test_what_lies_in_the_database_opens_nothing(cast, address, client):
    assert client.get(f"/calendar/{CalendarFeed.objects.get().secret_hash}.ics").status_code == 404


def test_it_takes_no_post(address, client):
    assert client.post(address).status_code == 405


def test_the_wall_shows_a_feed_to_its_secret_alone(cast, address):
    feed = CalendarFeed.objects.get()
    secret = urlsplit(address).path.removeprefix("/calendar/").removesuffix(".ics")
    with acting_as():
        assert not CalendarFeed.objects.exists()
    with acting_as(token=calendar_feeds.hash_of(secret)):
        assert CalendarFeed.objects.get().pk == feed.pk
    with acting_as(token=calendar_feeds.hash_of("guess")):
        assert not CalendarFeed.objects.exists()


def test_when_it_was_read_is_told_to_the_hour(cast, address, client, monkeypatch):
    client.get(address)
    assert CalendarFeed.objects.get().read_at == NOW
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=30))
    client.get(address)
    assert CalendarFeed.objects.get().read_at == NOW


def test_an_address_is_made_on_the_page_and_shown_once(cast, evening, sign_in, client):
    browser = sign_in(cast.tom)
    page = browser.post(PAGE, {"shows": "name"})
    made = page.context["made"]
    assert made in page.content.decode()
    assert client.get(urlsplit(made).path).status_code == 200
    assert urlsplit(made).path not in browser.get(PAGE).content.decode()
    assert CalendarFeed.objects.get().shows == "name"


@pytest.mark.parametrize("sessions", [2, 12])
def test_it_asks_the_same_however_many(
    cast, evening, address, client, sessions, django_assert_max_num_queries
):
    for week in range(sessions):
        factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7 * week + 1))
    with django_assert_max_num_queries(16) as asked:
        assert len(events(client.get(address))) == sessions + 1
    reads = [query for query in asked.captured_queries if query["sql"].lower().startswith("select ")]
    assert len(reads) <= 10
