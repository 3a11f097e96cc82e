from __future__ import annotations

import pytest

from programs.models import ProgressNote
from services.models import AccessEvent
from tests import factories
from tests.api import ROOT, Api

WORDS = {"strengths": ["listened"], "owned": "That he shouted.", "next_step": "A walk before he answers."}


@pytest.fixture
def tom(cast, api):
    return api(cast.tom)


@pytest.fixture
def place(cast):
    return factories.make_enrollment(client=cast.dan, group=cast.group)


@pytest.fixture
def session(cast):
    return factories.make_session(group=cast.group)


def test_a_note_is_begun_changed_signed_and_added_to(tom, place, session):
    begun = tom.post("notes", body={"enrollment": str(place.pk), "session": str(session.pk), **WORDS})
    assert (begun.status_code, begun.json()["status"], begun.json()["owned"]) == (
        201,
        "draft",
        WORDS["owned"],
    )
    pk = begun.json()["id"]
    changed = tom.patch("notes", pk, body={"did": "Called his brother."}, seen=begun["ETag"])
    assert (changed.status_code, changed.json()["owned"]) == (200, WORDS["owned"])
    stale = tom.patch("notes", pk, body={"did": "Nothing."}, seen=begun["ETag"])
    assert (stale.status_code, stale.json()["current"]["did"]) == (412, "Called his brother.")
    assert tom.patch("notes", pk, body={"did": "Nothing."}, seen=None).status_code == 428

    signed = tom.post("notes", pk, "sign", key=None)
    assert (signed.status_code, signed.json()["status"]) == (200, "signed")
    assert tom.post("notes", pk, "sign", key=None).status_code == 409
    locked = tom.patch("notes", pk, body={"did": "Nothing."}, seen=signed["ETag"])
    assert (locked.status_code, locked.json()["type"]) == (409, "note_locked")

    assert tom.post("notes", pk, "amend", body={"words": "He came back to it."}, key=None).status_code == 400
    added = tom.post("notes", pk, "amend", body={"words": "He came back to it."})
    assert (added.status_code, added.json()["amends"], added.json()["status"]) == (201, pk, "signed")
    assert tom.get("notes", pk).json()["status"] == "amended"


def test_a_note_without_a_strength_is_not_signed(tom, place, session):
    pk = tom.post("notes", body={"enrollment": str(place.pk), "session": str(session.pk)}).json()["id"]
    answer = tom.post("notes", pk, "sign")
    assert (answer.status_code, answer.json()["type"]) == (422, "strengths_missing")
    assert ProgressNote.objects.get().status == "draft"


def test_a_danger_written_down_is_raised_at_once(tom, place):
    answer = tom.post("notes", body={"enrollment": str(place.pk), "safety": "He has his father's rifle."})
    assert answer.json()["risk_seen_at"] is not None


def test_a_second_note_on_the_same_evening_is_refused(tom, place, session):
    body = {"enrollment": str(place.pk), "session": str(session.pk), **WORDS}
    first = tom.post("notes", body=body).json()
    answer = tom.post("notes", body=body | {"owned": "Other words."})
    assert (answer.status_code, answer.json()["fields"]) == (409, {"id": [first["id"]]})
    assert ProgressNote.objects.get().owned == WORDS["owned"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"strengths": ["bravery"]}, "strengths"),
        ({"strengths": "listened"}, "strengths"),
        ({"next_step_on": "soon"}, "next_step_on"),
        ({"blame": "his"}, "blame"),
        ({"session": "17"}, "session"),
    ],
)
def test_what_cannot_be_taken_is_named(tom, place, change, field):
    answer = tom.post("notes", body={"enrollment": str(place.pk), **WORDS} | change)
    assert answer.status_code == 422
    assert any(name.startswith(field) for name in answer.json()["fields"])
    assert not ProgressNote.objects.exists()


def test_a_session_of_another_group_is_refused(cast, tom, place):
    other = factories.make_group(program=cast.program, name="Other group", facilitators=[cast.tom])
    session = factories.make_session(group=other)
    assert (
        tom.post("notes", body={"enrollment": str(place.pk), "session": str(session.pk)}).status_code == 422
    )


def test_a_list_says_that_a_note_is_there_and_not_its_words(cast, tom, place):
    factories.make_note(enrollment=place, author=cast.tom, owned="That he shouted.")
    answer = tom.get("notes", enrollment=place.pk)
    assert len(answer.json()["results"]) == 1
    assert b"shouted" not in answer.content


def test_a_draft_is_its_author_s_alone(cast, api, tom, place):
    note = factories.make_note(enrollment=place, author=cast.tom)
    assert api(cast.priya).get("notes", note.pk).status_code == 404
    assert tom.get("notes", note.pk).status_code == 200


def test_a_director_says_why_and_it_stays_written(cast, api, place):
    note = factories.make_note(enrollment=place, author=cast.tom, status="signed", signed_at=factories.NOW)
    priya = api(cast.priya)
    assert (priya.get("notes", note.pk).status_code, priya.get("notes", note.pk).json()["type"]) == (
        403,
        "reason_needed",
    )
    short = priya.browser.get(f"{ROOT}notes/{note.pk}/", headers=why(priya, "Hm"))
    assert short.status_code == 422
    assert not AccessEvent.objects.exists()
    opened = priya.browser.get(f"{ROOT}notes/{note.pk}/", headers=why(priya, "His complaint of Monday"))
    assert opened.status_code == 200
    assert AccessEvent.objects.get(about_id=note.pk, by=cast.priya).reason == "His complaint of Monday"
    assert priya.get("notes", note.pk).status_code == 200
    assert AccessEvent.objects.count() == 1


def why(caller: Api, reason: str) -> dict:
    return {"Authorization": f"Bearer {caller.token}", "Access-Reason": reason}


@pytest.mark.parametrize("who", ["ines", "pete", "ada"])
def test_notes_are_nobody_else_s_business(cast, api, place, who):
    note = factories.make_note(enrollment=place, author=cast.tom, status="signed", signed_at=factories.NOW)
    caller = api(getattr(cast, who))
    assert caller.get("notes").status_code == 404
    assert caller.get("notes", note.pk).status_code == 404
    assert caller.post("notes", body={"enrollment": str(place.pk)}).status_code == 404


def test_a_signed_note_is_marked_in_error_once_with_a_reason(cast, tom, api, place):
    note = factories.make_note(
        enrollment=place, author=cast.tom, status="signed", signed_at=factories.NOW, owned="That he shouted."
    )
    assert tom.post("notes", note.pk, "mark-in-error", body={}).status_code == 422
    assert tom.post("notes", note.pk, "mark-in-error", body={"reason": "  "}).status_code == 422
    asked = api(cast.priya).post("notes", note.pk, "mark-in-error", body={"reason": "Another man."})
    assert (asked.status_code, asked.json()["type"]) == (403, "reason_needed")
    answer = tom.post("notes", note.pk, "mark-in-error", body={"reason": "It was another man."})
    assert (answer.status_code, answer.json()["status"], answer.json()["error_reason"]) == (
        200,
        "in_error",
        "It was another man.",
    )
    assert answer.json()["owned"] == "That he shouted."
    again = tom.post("notes", note.pk, "mark-in-error", body={"reason": "It was another man."})
    assert (again.status_code, again.json()["type"]) == (409, "note_locked")


def test_another_service_finds_no_note(cast, wes_api, place):
    note = factories.make_note(enrollment=place, author=cast.tom, status="signed", signed_at=factories.NOW)
    assert wes_api.get("notes").json()["results"] == []
    assert wes_api.get("notes", note.pk).status_code == 404
    assert wes_api.post("notes", note.pk, "amend", body={"words": "Mine."}).status_code == 404
    assert wes_api.post("notes", note.pk, "mark-in-error", body={"reason": "Mine."}).status_code == 404
    assert wes_api.post("notes", body={"enrollment": str(place.pk)}).status_code == 422


@pytest.mark.parametrize("notes", [2, 5])
def test_a_page_costs_the_same_however_long(cast, tom, place, django_assert_num_queries, notes):
    for _number in range(notes):
        factories.make_note(
            enrollment=place,
            author=cast.tom,
            session=factories.make_session(group=cast.group, starts_at=factories.NOW.replace(minute=_number)),
        )
    with django_assert_num_queries(11):
        assert len(tom.get("notes").json()["results"]) == notes
