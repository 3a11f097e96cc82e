from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import GroupSession
from tests import factories


@pytest.fixture
def tom(cast, api):
    return api(cast.tom)


@pytest.fixture
def coming(cast):
    return factories.make_session(group=cast.group, starts_at=timezone.now() + timedelta(days=3))


def test_its_status_is_what_the_clock_says(cast, tom, coming):
    now = timezone.now()
    held = factories.make_session(group=cast.group, starts_at=now - timedelta(hours=5))
    off = factories.make_session(group=cast.group, starts_at=now - timedelta(days=7), cancelled_at=now)
    running = factories.make_session(group=cast.group, starts_at=now - timedelta(minutes=20))
    shown = {row["id"]: row["status"] for row in tom.get("sessions").json()["results"]}
    assert shown == {
        str(held.pk): "held",
        str(off.pk): "cancelled",
        str(running.pk): "planned",
        str(coming.pk): "planned",
    }
    for status in ("held", "cancelled", "planned"):
        rows = tom.get("sessions", status=status).json()["results"]
        assert {row["id"] for row in rows} == {pk for pk, said in shown.items() if said == status}


def test_sessions_of_some_days(cast, tom, coming):
    day = coming.session_on.isoformat()
    assert len(tom.get("sessions", session_on_after=day, session_on_before=day).json()["results"]) == 1
    assert tom.get("sessions", session_on_before="2020-01-01").json()["results"] == []
    assert tom.get("sessions", session_on_after="someday").status_code == 422


def test_one_more_session_is_added_once(cast, tom):
    body = {
        "group": str(cast.group.pk),
        "starts_at": "2026-04-02T18:30:00-04:00",
        "ends_at": "2026-04-02T20:30:00-04:00",
    }
    answer = tom.post("sessions", body=body | {"topic": "Repair"})
    assert (answer.status_code, answer.json()["session_on"], answer.json()["topic"]) == (
        201,
        "2026-04-02",
        "Repair",
    )
    again = tom.post("sessions", body=body)
    assert again.status_code == 409
    assert again.json()["detail"] == "This group already meets at that time."
    assert GroupSession.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"ends_at": "2026-04-02T18:30:00Z"},
        {"starts_at": "tomorrow"},
        {"starts_at": "0001-01-01T00:00:00+14:00"},
        {"number": -1},
        {"group": None},
    ],
)
def test_what_cannot_be_a_session_is_refused(cast, tom, change):
    body = {
        "group": str(cast.group.pk),
        "starts_at": "2026-04-02T18:30:00Z",
        "ends_at": "2026-04-02T20:30:00Z",
    }
    assert tom.post("sessions", body=body | change).status_code == 422
    assert not GroupSession.objects.exists()


def test_a_session_is_moved_and_named(tom, coming):
    body = {"starts_at": "2027-01-07T18:00:00Z", "ends_at": "2027-01-07T20:00:00Z", "topic": "Repair"}
    answer = tom.patch("sessions", coming.pk, body=body, seen=1)
    assert (answer.status_code, answer.json()["session_on"], answer["ETag"]) == (200, "2027-01-07", '"2"')
    assert tom.patch("sessions", coming.pk, body={"topic": "Rest"}, seen=1).status_code == 412
    assert tom.patch("sessions", coming.pk, body={"topic": "Rest"}, seen=None).status_code == 428


def test_a_session_that_began_cannot_be_moved(cast, tom):
    session = factories.make_session(group=cast.group, starts_at=timezone.now() - timedelta(hours=1))
    answer = tom.patch("sessions", session.pk, body={"ends_at": "2027-01-07T20:00:00Z"}, seen=1)
    assert answer.status_code == 409


def test_a_session_is_cancelled_with_a_reason(tom, coming):
    assert tom.patch("sessions", coming.pk, body={"status": "cancelled"}, seen=1).status_code == 422
    answer = tom.patch("sessions", coming.pk, body={"status": "cancelled", "cancel_reason": "Snow"}, seen=1)
    assert (answer.status_code, answer.json()["status"], answer.json()["cancel_reason"]) == (
        200,
        "cancelled",
        "Snow",
    )
    seen = answer.json()["version"]
    again = tom.patch("sessions", coming.pk, body={"status": "cancelled", "cancel_reason": "Ice"}, seen=seen)
    assert again.status_code == 409
    assert tom.patch("sessions", coming.pk, body={"status": "held"}, seen=seen).status_code == 422


def test_a_cancellation_is_taken_back(tom, coming):
    off = tom.patch("sessions", coming.pk, body={"status": "cancelled", "cancel_reason": "Snow"}, seen=1)
    seen = off.json()["version"]
    answer = tom.patch("sessions", coming.pk, body={"status": "planned"}, seen=seen)
    assert (answer.status_code, answer.json()["status"], answer.json()["cancel_reason"]) == (
        200,
        "planned",
        "",
    )
    again = tom.patch("sessions", coming.pk, body={"status": "planned"}, seen=answer.json()["version"])
    assert again.status_code == 409


def test_intake_reads_and_does_not_write(cast, api, coming):
    ines = api(cast.ines)
    assert len(ines.get("sessions").json()["results"]) == 1
    assert ines.patch("sessions", coming.pk, body={"topic": "Rest"}, seen=1).status_code == 404


def test_a_group_he_does_not_run_gets_no_session_of_his(cast, tom):
    other = factories.make_group(program=cast.program, name="Other group")
    body = {"group": str(other.pk), "starts_at": "2026-04-02T18:30:00Z", "ends_at": "2026-04-02T20:30:00Z"}
    assert tom.post("sessions", body=body).status_code == 422


def test_another_service_finds_no_session(wes_api, coming):
    assert wes_api.get("sessions").json()["results"] == []
    assert wes_api.get("sessions", coming.pk).status_code == 404
    assert wes_api.patch("sessions", coming.pk, body={"topic": "Rest"}, seen=1).status_code == 404


@pytest.mark.parametrize("sessions", [2, 5])
def test_a_page_costs_the_same_however_long(cast, tom, django_assert_num_queries, sessions):
    for number in range(sessions):
        factories.make_session(group=cast.group, starts_at=factories.NOW + timedelta(days=number))
    with django_assert_num_queries(11):
        assert len(tom.get("sessions").json()["results"]) == sessions
