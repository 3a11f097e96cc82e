from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from followups.models import FollowUp
from tests import factories


@pytest.fixture
def tom(cast, api):
    return api(cast.tom)


def make(cast, owner, **fields) -> FollowUp:
    about = {"service": cast.service, "kind": "missed_session", "owner": owner, "client": cast.dan}
    return FollowUp.objects.create(**about | {"due_at": timezone.now(), "opened_at": factories.NOW} | fields)


def test_it_is_opened_done_and_done_once(cast, tom):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    body = {"kind": "missed_session", "due_at": "2026-03-14T09:00:00-04:00", "client": str(cast.dan.pk)}
    opened = tom.post("follow-ups", body=body)
    assert (opened.status_code, opened.json()["owner"], opened.json()["due_at"]) == (
        201,
        str(cast.tom.pk),
        "2026-03-14T13:00:00Z",
    )
    pk = opened.json()["id"]
    assert tom.post("follow-ups", pk, "complete", body={"outcome": " "}).status_code == 422
    done = tom.post(
        "follow-ups", pk, "complete", body={"outcome": "He is well and comes on Thursday."}, key=None
    )
    assert (done.status_code, done.json()["status"]) == (200, "done")
    again = tom.post("follow-ups", pk, "complete", body={"outcome": "Twice."}, key=None)
    assert (again.status_code, again.json()["type"]) == (409, "already_closed")


def test_it_is_handed_to_a_colleague_with_the_same_time(cast, tom, api):
    mine = make(cast, cast.tom)
    answer = tom.post("follow-ups", mine.pk, "hand-over", body={"to": str(cast.priya.pk)})
    assert (answer.status_code, answer.json()["owner"], answer.json()["handed_from"]) == (
        201,
        str(cast.priya.pk),
        str(mine.pk),
    )
    assert tom.get("follow-ups", mine.pk).json()["status"] == "handed_over"
    assert [row["id"] for row in api(cast.priya).get("follow-ups", status="open").json()["results"]] == [
        answer.json()["id"]
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "register_owed"}, "kind"),
        ({"due_at": "soon"}, "due_at"),
        ({"client": None}, "client"),
        ({"owner": "17"}, "owner"),
        ({"to": "me"}, "to"),
    ],
)
def test_what_cannot_be_taken_is_named(cast, tom, change, field):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    body = {"kind": "missed_session", "due_at": "2026-03-14T09:00:00Z", "client": str(cast.dan.pk)}
    answer = tom.post("follow-ups", body=body | change)
    assert answer.status_code == 422
    assert field in answer.json()["fields"]
    assert not FollowUp.objects.exists()


def test_nothing_is_handed_to_somebody_of_another_service(cast, tom):
    mine = make(cast, cast.tom)
    assert tom.post("follow-ups", mine.pk, "hand-over", body={"to": str(cast.wes.pk)}).status_code == 422
    mine.refresh_from_db()
    assert mine.status == "open"


def test_the_list_is_narrowed_by_its_filters(cast, tom):
    late = make(cast, cast.tom, due_at=timezone.now() - timedelta(hours=2))
    soon = make(cast, cast.tom, due_at=timezone.now() + timedelta(hours=2), client=cast.luis)
    assert [row["id"] for row in tom.get("follow-ups", late="true").json()["results"]] == [str(late.pk)]
    assert [row["id"] for row in tom.get("follow-ups", late="false").json()["results"]] == [str(soon.pk)]
    assert tom.get("follow-ups", kind="crisis").json()["results"] == []
    assert tom.get("follow-ups", kind="party").status_code == 422


def test_what_a_colleague_owes_is_not_there(cast, tom, api, wes_api):
    hers = make(cast, cast.ines)
    for caller in (tom, wes_api, api(cast.pete)):
        assert caller.get("follow-ups").json()["results"] == []
        assert caller.get("follow-ups", hers.pk).status_code == 404
        assert caller.post("follow-ups", hers.pk, "complete", body={"outcome": "Done."}).status_code == 404
    assert api(cast.priya).get("follow-ups", hers.pk).status_code == 200
    assert api(cast.ada).get("follow-ups").status_code == 404


@pytest.mark.parametrize("owed", [2, 5])
def test_a_page_costs_the_same_however_long(cast, tom, django_assert_num_queries, owed):
    for _number in range(owed):
        make(cast, cast.tom, client=factories.make_client(service=cast.service))
    with django_assert_num_queries(11):
        assert len(tom.get("follow-ups").json()["results"]) == owed
