"""Paused, moved, finished, counted: what another program may do with a place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import Completion, OrderedDose
from tests import factories


@pytest.fixture
def tom(cast, api):
    return api(cast.tom)


@pytest.fixture
def place(cast):
    return factories.make_enrollment(client=cast.dan, group=cast.group)


@pytest.fixture
def missed(cast, place):
    session = factories.make_session(group=cast.group)
    return factories.make_attendance(session=session, enrollment=place, outcome="excused", reason="Ill")


def day(n: int) -> str:
    return (timezone.localdate() + timedelta(days=n)).isoformat()


def test_he_is_away_later_than_said_and_back(tom, place):
    told = tom.post("enrollments", place.pk, "pause", body={"reason": "custody", "returns_on": day(9)})
    assert (told.status_code, told.json()["status"], told.json()["returns_on"]) == (200, "paused", day(9))
    again = tom.post("enrollments", place.pk, "pause", body={"reason": "custody", "returns_on": day(9)})
    assert (again.status_code, again.json()["type"]) == (409, "already_paused")
    later = tom.post("enrollments", place.pk, "change-return", body={"returns_on": day(20)})
    assert later.json()["returns_on"] == day(20)
    back = tom.post("enrollments", place.pk, "back", body={})
    assert (back.json()["status"], back.json()["returns_on"]) == ("placed", None)
    assert tom.post("enrollments", place.pk, "back", body={}).json()["type"] == "not_paused"


def test_he_moves_with_what_he_did(cast, tom, place, missed):
    other = factories.make_group(program=cast.program, name="Saturday", facilitators=[cast.tom])
    moved = tom.post("enrollments", place.pk, "transfer", body={"group": str(other.pk), "credit": True})
    assert moved.status_code == 200
    assert (moved.json()["follows"], moved.json()["group"]) == (str(place.pk), str(other.pk))
    assert tom.get("enrollments", place.pk).json()["exit_reason"] == "transferred"


def test_he_does_not_move_to_a_group_that_is_not_his_to_see(cast, tom, place):
    other = factories.make_group(program=cast.program, name="Saturday")
    answer = tom.post("enrollments", place.pk, "transfer", body={"group": str(other.pk), "credit": True})
    assert answer.status_code == 422
    place.refresh_from_db()
    assert place.is_open


def test_he_finishes_and_a_certificate_can_be_made(tom, place):
    assert tom.get("enrollments", place.pk, "certificate").status_code == 404
    body = {"of": "program", "took_part": True, "reviewed_on": day(-1), "review": "He listens."}
    assert tom.post("enrollments", place.pk, "complete", body=body).status_code == 422
    short = body | {"dose_reason": "He did the rest with us in spring."}
    signed = tom.post("enrollments", place.pk, "complete", body=short)
    assert (signed.status_code, signed.json()["dose_met"]) == (200, False)
    assert tom.get("enrollments", place.pk).json()["status"] == "completed"
    told = tom.get("enrollments", place.pk, "certificate").json()
    assert told["caution"] == "It says what he attended. Finishing is not proof of safety."
    assert (told["sessions"], told["hours"], told["signed_by"]) == (0, 0.0, "Tom Beck")
    assert "review" not in told
    tom.post("enrollments", place.pk, "reinstate", body={"reason": "Too soon"})
    assert tom.get("enrollments", place.pk, "certificate").status_code == 404
    assert Completion.objects.get().withdrawn_at


def test_his_reason_and_his_make_up_count_in_his_standing(tom, place, missed):
    said = {"session": str(missed.session_id)}
    assert tom.post("enrollments", place.pk, "accept-reason", body=said).status_code == 200
    told = tom.get("enrollments", place.pk, "standing").json()
    assert (told["sessions"][0]["reason"], told["sessions"][0]["reason_accepted"]) == ("Ill", True)
    tom.post("enrollments", place.pk, "accept-reason", body=said | {"accepted": False})
    on = missed.session.session_on.isoformat()
    tom.post("enrollments", place.pk, "make-up", body=said | {"on": on})
    told = tom.get("enrollments", place.pk, "standing").json()
    assert (told["sessions"][0]["made_up_on"], told["standing"]["credited"]) == (on, 1)
    tom.post("enrollments", place.pk, "make-up", body=said | {"on": None})
    assert tom.get("enrollments", place.pk, "standing").json()["standing"]["credited"] == 0


def test_orders_are_written_changed_and_counted_apart(cast, api, tom, place):
    ines = api(cast.ines)
    made = ines.post("orders", body={"enrollment": str(place.pk), "name": "Bail", "sessions_required": 4})
    assert made.status_code == 201
    (order,) = tom.get("enrollments", place.pk, "standing").json()["orders"]
    assert (order["name"], order["standing"]["sessions_left"]) == ("Bail", 4)
    assert "0 of 4 sessions are credited; 4 are left." in order["standing"]["sentences"]
    pk = made.json()["id"]
    changed = ines.patch("orders", pk, body={"lifted_on": day(0)}, seen=1)
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert ines.patch("orders", pk, body={"name": "X"}, seen=1).status_code == 412
    assert tom.get("enrollments", place.pk, "standing").json()["orders"] == []
    assert [row["id"] for row in tom.get("orders", enrollment=place.pk).json()["results"]] == [pk]


def test_others_find_nothing(cast, api, wes_api, place, missed):
    dose = OrderedDose.objects.create(service=cast.service, enrollment=place, name="Bail")
    pete, ines = api(cast.pete), api(cast.ines)
    body = {"reason": "custody", "returns_on": day(9)}
    for who in (pete, ines, wes_api):
        assert who.post("enrollments", place.pk, "pause", body=body).status_code == 404
        assert who.post("enrollments", place.pk, "complete", body={}).status_code == 404
    for who in (pete, wes_api):
        assert who.get("enrollments", place.pk, "standing").status_code == 404
        assert who.get("orders", dose.pk).status_code == 404
    place.refresh_from_db()
    assert place.version == 1


@pytest.mark.parametrize("men", [2, 5])
def test_a_page_of_orders_costs_the_same(cast, tom, place, django_assert_num_queries, men):
    for n in range(men):
        OrderedDose.objects.create(service=cast.service, enrollment=place, name=f"Order {n}")
    with django_assert_num_queries(11):
        assert len(tom.get("orders").json()["results"]) == men
