from __future__ import annotations

import pytest

from programs.models import Appointment
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def dan(cast):
    return factories.make_enrollment(client=cast.dan, group=cast.group, status="attending")


def said(cast, dan, **more) -> dict:
    return {
        "enrollment": str(dan.pk),
        "kind": "one_to_one",
        "staff": str(cast.tom.pk),
        "starts_at": "2026-03-11T10:00:00Z",
        "ends_at": "2026-03-11T10:45:00Z",
    } | more


def test_it_is_made_moved_and_marked(cast, dan, api):
    tom = api(cast.tom)
    made = tom.post("appointments", body=said(cast, dan))
    assert (made.status_code, made.json()["meets_on"], made["ETag"]) == (201, "2026-03-11", '"1"')
    pk = made.json()["id"]
    moved = tom.patch("appointments", pk, body={"kind": "review"}, seen=1)
    assert (moved.status_code, moved.json()["kind"]) == (200, "review")
    assert tom.patch("appointments", pk, body={"kind": "review"}, seen=1).status_code == 412
    marked = tom.post("appointments", pk, "mark", body={"outcome": "late"})
    assert (marked.status_code, marked.json()["outcome"]) == (200, "late")
    closed = tom.post("appointments", pk, "cancel", body={})
    assert (closed.status_code, closed.json()["type"]) == (409, "appointment_closed")
    assert [row["id"] for row in tom.get("appointments", enrollment=str(dan.pk)).json()["results"]] == [pk]


def test_a_make_up_fills_the_register(cast, dan, api):
    session = factories.make_session(group=cast.group, starts_at=NOW.replace(day=5))
    missed = factories.make_attendance(session=session, enrollment=dan, outcome="excused")
    tom = api(cast.tom)
    made = tom.post("appointments", body=said(cast, dan, kind="make_up", makes_up=str(session.pk))).json()
    assert made["makes_up"] == str(session.pk)
    tom.post("appointments", made["id"], "mark", body={"outcome": "present"})
    assert tom.get("appointments", made["id"]).json()["makes_up"] == str(session.pk)
    missed.refresh_from_db()
    assert missed.outcome == "make_up"


def test_a_clash_is_refused_unless_it_is_meant(cast, dan, api):
    factories.make_session(group=cast.group, starts_at=NOW.replace(day=11, hour=10))
    tom, body = api(cast.tom), said(cast, dan, ends_at="2026-03-11T10:50:00Z")
    refused = tom.post("appointments", body=body)
    assert (refused.status_code, refused.json()["type"]) == (409, "appointment_clash")
    assert tom.post("appointments", body=body | {"anyway": True}).status_code == 201


@pytest.mark.parametrize("who", ["pete", "ada"])
def test_others_find_no_appointments(cast, dan, api, who):
    other = api(getattr(cast, who))
    assert other.get("appointments").status_code == 404
    assert other.post("appointments", body=said(cast, dan)).status_code == 404
    assert not Appointment.objects.exists()


def test_another_service_finds_none(cast, dan, api, wes_api):
    pk = api(cast.tom).post("appointments", body=said(cast, dan)).json()["id"]
    assert wes_api.get("appointments").json()["results"] == []
    assert wes_api.get("appointments", pk).status_code == 404
    assert wes_api.post("appointments", pk, "cancel", body={}).status_code == 404
    assert wes_api.post("appointments", body=said(cast, dan)).status_code == 422
