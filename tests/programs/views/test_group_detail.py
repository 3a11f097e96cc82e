from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def held(cast, evening, *, weeks_ago: int, dan: str | None, luis: str | None = "present"):
    session = factories.make_session(
        group=cast.group,
        starts_at=NOW - timedelta(weeks=weeks_ago),
        roster_frozen_at=NOW,
        number=10 - weeks_ago,
    )
    factories.make_attendance(session=session, enrollment=evening.dan, outcome=dan)
    factories.make_attendance(session=session, enrollment=evening.luis, outcome=luis)
    return session


def missing(page) -> list[tuple[str, int]]:
    return [(place.enrollment.client.first_name, place.missed_in_a_row) for place in page.context["missing"]]


def test_tom_sees_who_has_a_place_and_how_often_each_came(cast, evening, sign_in):
    held(cast, evening, weeks_ago=2, dan="present")
    held(cast, evening, weeks_ago=1, dan="unexcused")
    page = sign_in(cast.tom).get(cast.group.get_absolute_url())
    assert b"2 men have a place here" in page.content
    assert b"1 of 2" in page.content
    assert b"2 of 2" in page.content


def test_a_man_who_missed_the_last_two_is_not_seen_lately(cast, evening, sign_in):
    held(cast, evening, weeks_ago=3, dan="present")
    held(cast, evening, weeks_ago=2, dan="excused")
    held(cast, evening, weeks_ago=1, dan="unexcused")
    page = sign_in(cast.tom).get(cast.group.get_absolute_url())
    assert missing(page) == [("Dan", 2)]
    assert b"Not seen lately" in page.content


@pytest.mark.parametrize("since", ["on_leave", "cancelled", None])
def test_a_session_not_offered_or_not_marked_neither_counts_nor_ends_it(cast, evening, sign_in, since):
    held(cast, evening, weeks_ago=3, dan="unexcused")
    held(cast, evening, weeks_ago=2, dan=since)
    held(cast, evening, weeks_ago=1, dan="unexcused")
    assert missing(sign_in(cast.tom).get(cast.group.get_absolute_url())) == [("Dan", 2)]


def test_coming_once_ends_it(cast, evening, sign_in):
    for week, outcome in ((4, "unexcused"), (3, "unexcused"), (2, "late"), (1, "unexcused")):
        held(cast, evening, weeks_ago=week, dan=outcome)
    assert missing(sign_in(cast.tom).get(cast.group.get_absolute_url())) == []


def test_a_place_that_ended_stands_apart_and_can_be_taken_back(cast, evening, sign_in):
    evening.dan.status, evening.dan.ended_on = "exited", NOW.date()
    evening.dan.exit_reason, evening.dan.ended_by = "moved", "man"
    evening.dan.save()
    page = sign_in(cast.tom).get(cast.group.get_absolute_url())
    assert [place.name for place in page.context["places"]] == ["Luis F."]
    assert f"/programs/enrollments/{evening.dan.pk}/reinstate/".encode() in page.content


def test_nothing_tells_how_a_man_came_to_us(cast, evening, sign_in):
    factories.make_referral(client=cast.dan, source="court", pressure="ordered")
    page = sign_in(cast.tom).get(cast.group.get_absolute_url()).content.decode().lower()
    assert "court" not in page
    assert "order" not in page.replace("border", "")


def test_a_peer_reads_names_and_opens_no_file(cast, evening, sign_in):
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=cast.pete, since=cast.group.started_on
    )
    page = sign_in(cast.pete).get(cast.group.get_absolute_url())
    assert b"Dan" in page.content
    assert b"Dan O." not in page.content
    assert cast.dan.get_absolute_url().encode() not in page.content


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("custody", "He left"),
        ("new_violence", "He left"),
        ("order_ended", "He left"),
        ("mandate_completed", "Completed the program"),
        ("completed", "Completed the program"),
    ],
)
def test_a_peer_does_not_read_why_a_place_ended(cast, evening, sign_in, reason, says):
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=cast.pete, since=cast.group.started_on
    )
    evening.dan.status = "completed" if "completed" in reason else "exited"
    evening.dan.ended_on, evening.dan.exit_reason, evening.dan.ended_by = NOW.date(), reason, "us"
    evening.dan.save()
    page = sign_in(cast.pete).get(cast.group.get_absolute_url()).content.decode()
    ended = page[page.index("Finished or left") : page.index("Registers")]
    assert f"{says}, " in ended
    assert reason == "completed" or evening.dan.get_exit_reason_display() not in page
    assert evening.dan.get_exit_reason_display() in (
        sign_in(cast.tom).get(cast.group.get_absolute_url()).content.decode()
    )


def test_it_is_hidden_from_another_service(cast, evening, sign_in):
    assert sign_in(cast.wes).get(cast.group.get_absolute_url()).status_code == 404


def test_it_sends_a_stranger_to_the_door(cast, client):
    assert client.get(cast.group.get_absolute_url()).url.startswith("/accounts/login/")


def test_an_empty_group_teaches(cast, sign_in):
    page = sign_in(cast.tom).get(cast.group.get_absolute_url())
    assert b"Nobody has a place here yet" in page.content
    assert b"12 places are free" in page.content


@pytest.mark.parametrize("men", [2, 5])
def test_it_asks_the_same_whatever_the_number_of_men(cast, evening, sign_in, men):
    session = held(cast, evening, weeks_ago=1, dan="present")
    for number in range(men - 2):
        man = factories.make_client(service=cast.service, first_name=f"Man{number}", last_name="Example")
        place = factories.make_enrollment(client=man, group=cast.group)
        factories.make_attendance(session=session, enrollment=place, outcome="present")
    browser, url = sign_in(cast.tom), cast.group.get_absolute_url()
    assert len(browser.get(url).context["places"]) == men
    assert asked(browser, url) == 9 <= MOST
