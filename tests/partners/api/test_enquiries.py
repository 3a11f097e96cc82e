from __future__ import annotations

import pytest

from partners.models import Enquiry
from services.models import IdempotencyKey
from tests.partners import wing

SAID = {
    "said": "He is low.",
    "contact": "613 555 0177",
    "his_date_of_birth": "1985-04-02",
    "asked_for": ["talk"],
}


@pytest.fixture
def worker(cast):
    return wing.make_worker(cast)


def kept(cast, worker) -> list[Enquiry]:
    with wing.at_her_desk(cast, worker):
        return list(Enquiry.objects.all())


def test_it_is_taken_and_nothing_is_answered(cast, worker, api):
    answer = api(cast.ines).post("enquiries", body=SAID)
    assert (answer.status_code, answer.content) == (201, b"")
    (enquiry,) = kept(cast, worker)
    assert (enquiry.door, enquiry.said, enquiry.his_birth) == ("api", "He is low.", "1985-04-02")


def test_a_repeat_makes_nothing_twice_and_the_kept_answer_is_empty(cast, worker, api):
    program = api(cast.ines)
    for replayed in (None, "true"):
        answer = program.post("enquiries", body=SAID, key="one")
        assert (answer.status_code, answer.content) == (201, b"")
        assert answer.headers.get("Idempotency-Replayed") == replayed
    assert len(kept(cast, worker)) == 1
    assert IdempotencyKey.objects.get().etag == ""
    assert program.post("enquiries", body=SAID | {"said": "Else."}, key="one").status_code == 422
    assert program.post("enquiries", body=SAID, key=None).status_code == 400


def test_nobody_reads_it_back(cast, worker, api):
    for program in (api(cast.ines), api(worker)):
        assert program.get("enquiries").status_code == 405
        assert program.get("enquiries", "00000000-0000-4000-8000-000000000000").status_code == 404


@pytest.mark.parametrize("who", ["tom", "pete", "ada"])
def test_for_other_roles_it_is_not_there(cast, worker, api, who):
    assert api(getattr(cast, who)).post("enquiries", body=SAID).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"said": "x", "client": "1"}, "client"),
        ({"said": "x", "asked_for": ["money"]}, "asked_for.0"),
        ({"said": "x", "relation": "wife"}, "relation"),
        ({"said": "x", "may_contact": True}, "contact"),
        ({"his_name": "Luc"}, "said"),
        ({"said": "x" * 20001}, "said"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(cast, worker, api, body, field):
    answer = api(cast.ines).post("enquiries", body=body)
    assert answer.status_code == 422
    assert field in answer.json()["fields"]
    assert kept(cast, worker) == []


def test_where_nobody_speaks_with_partners_it_keeps_nothing(cast, api):
    answer = api(cast.ines).post("enquiries", body=SAID)
    assert (answer.status_code, answer.json()["type"]) == (409, "nobody_here")
