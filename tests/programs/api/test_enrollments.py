from __future__ import annotations

import pytest
from django.utils import timezone

from tests import factories


@pytest.fixture
def tom(cast, api):
    return api(cast.tom)


@pytest.fixture
def place(cast):
    return factories.make_enrollment(client=cast.dan, group=cast.group)


# He stays in his counselor's sight for a month after this day.
LAST_DAY = timezone.now().date().isoformat()
EXIT = {"reason": "withdrew", "ended_by": "man", "on": LAST_DAY, "note": "New job, evenings."}


def test_a_place_ends_with_a_reason_and_comes_back_with_one(cast, tom, place):
    answer = tom.post("enrollments", place.pk, "exit", body=EXIT, key=None)
    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["status"], shown["ended_on"], shown["exit_reason"], shown["ended_by"]) == (
        "exited",
        LAST_DAY,
        "withdrew",
        "man",
    )
    assert answer["ETag"] == '"2"'
    again = tom.post("enrollments", place.pk, "exit", body=EXIT, key=None)
    assert (again.status_code, again.json()["type"]) == (409, "already_ended")
    assert tom.post("enrollments", place.pk, "reinstate", body={"reason": ""}).status_code == 422
    back = tom.post("enrollments", place.pk, "reinstate", body={"reason": "The job ended."})
    assert (back.status_code, back.json()["status"], back.json()["ended_on"]) == (200, "placed", None)
    assert tom.post("enrollments", place.pk, "reinstate", body={"reason": "Twice."}).status_code == 409


def test_an_exit_sent_again_with_its_key_gets_the_first_answer(tom, place):
    first = tom.post("enrollments", place.pk, "exit", body=EXIT, key="k1")
    again = tom.post("enrollments", place.pk, "exit", body=EXIT, key="k1")
    assert (again.status_code, again.content) == (200, first.content)


def test_completing_is_an_exit_too(tom, place):
    body = {"reason": "completed", "ended_by": "program"}
    shown = tom.post("enrollments", place.pk, "exit", body=body).json()
    assert (shown["status"], shown["ended_on"]) == ("completed", timezone.localdate().isoformat())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": "bored"}, "reason"),
        ({"ended_by": "wife"}, "ended_by"),
        ({"on": "2199-01-01"}, "on"),
        ({"on": "2020-01-01"}, "on"),
        ({"on": "10.3.2026"}, "on"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_what_cannot_be_taken_is_named_and_he_stays(tom, place, change, field):
    answer = tom.post("enrollments", place.pk, "exit", body=EXIT | change)
    assert answer.status_code == 422
    assert field in answer.json()["fields"]
    place.refresh_from_db()
    assert place.is_open


def test_the_list_is_narrowed_by_its_filters(cast, tom, place):
    factories.make_enrollment(client=cast.luis, group=cast.group, status="attending")
    assert len(tom.get("enrollments", group=cast.group.pk).json()["results"]) == 2
    rows = tom.get("enrollments", client=cast.dan.pk, status="placed").json()["results"]
    assert [row["id"] for row in rows] == [str(place.pk)]
    assert tom.get("enrollments", status="gone").status_code == 422
    assert tom.get("enrollments", group="17").status_code == 422


def test_places_of_groups_he_does_not_run_are_not_there(cast, tom):
    other = factories.make_group(program=cast.program, name="Other group")
    place = factories.make_enrollment(client=cast.luis, group=other)
    assert tom.get("enrollments", place.pk).status_code == 404
    assert tom.post("enrollments", place.pk, "exit", body=EXIT).status_code == 404


def test_intake_reads_places_and_ends_none(cast, api, place):
    ines = api(cast.ines)
    assert ines.get("enrollments", place.pk).status_code == 200
    assert ines.post("enrollments", place.pk, "exit", body=EXIT).status_code == 404
    assert api(cast.pete).get("enrollments").status_code == 404


def test_another_service_finds_no_place(wes_api, place):
    assert wes_api.get("enrollments").json()["results"] == []
    assert wes_api.get("enrollments", place.pk).status_code == 404
    assert wes_api.post("enrollments", place.pk, "exit", body=EXIT).status_code == 404


@pytest.mark.parametrize("men", [2, 5])
def test_a_page_costs_the_same_however_long(cast, tom, django_assert_num_queries, men):
    for _number in range(men):
        factories.make_enrollment(client=factories.make_client(service=cast.service), group=cast.group)
    with django_assert_num_queries(11):
        assert len(tom.get("enrollments").json()["results"]) == men
