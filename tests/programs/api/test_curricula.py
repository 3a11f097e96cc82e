from __future__ import annotations

import pytest

from programs.actions import written_curricula
from programs.curricula.examples import examples
from programs.models import Curriculum, SessionPlan, Skill
from tests.conftest import NOW

CALM = {
    "me_first": 1,
    "parts": [
        {
            "name": "Calm",
            "plans": [
                {
                    "name": "Breathing",
                    "minutes": 90,
                    "steps": ["Round."],
                    "handouts": [{"title": "At home", "words": "Ten times."}],
                    "skills": ["Slow breath"],
                    "for_everybody": True,
                }
            ],
        },
        {"name": "Children", "stage": "we"},
    ],
}


@pytest.fixture
def priya(cast, api):
    return api(cast.priya)


@pytest.fixture
def calm(cast, priya) -> dict:
    return priya.post("curricula", body=CALM | {"program": str(cast.program.pk)}).json()


def without_ids(parts: list[dict]) -> list[tuple[str, list[str]]]:
    return [(part["name"], [plan["name"] for plan in part["plans"]]) for part in parts]


def test_what_a_program_teaches_is_sent_whole_and_read_again(cast, priya, calm):
    shown = priya.get("curricula", calm["id"])
    plan = shown.json()["parts"][0]["plans"][0]
    assert (shown.json()["edition"], shown.json()["me_first"], shown["ETag"]) == (1, 1, '"1"')
    assert {name: plan[name] for name in CALM["parts"][0]["plans"][0]} == CALM["parts"][0]["plans"][0]
    assert without_ids(shown.json()["parts"]) == [("Calm", ["Breathing"]), ("Children", [])]


def test_a_file_saved_from_the_page_comes_in_as_it_is(cast, priya, calm, sign_in):
    edition = Curriculum.objects.get()
    file = sign_in(cast.priya).get(f"{edition.get_absolute_url()}?format=json").json()
    answer = priya.post("curricula", body=file | {"program": str(cast.program.pk)})
    assert (answer.status_code, without_ids(answer.json()["parts"])) == (201, without_ids(calm["parts"]))


def test_a_change_of_a_begun_edition_answers_the_next_one(cast, priya, calm):
    cast.group.curriculum = Curriculum.objects.get()
    cast.group.save()
    answer = priya.patch("curricula", calm["id"], body={"me_first": None}, seen=1)
    assert answer.status_code == 200
    assert (answer.json()["edition"], answer.json()["me_first"]) == (2, None)
    assert answer.json()["id"] != calm["id"]
    assert priya.patch("curricula", calm["id"], body={"me_first": 0}, seen=1).status_code == 412


def test_parts_come_all_or_none(cast, priya, calm):
    answer = priya.patch("curricula", calm["id"], body={"parts": [{"name": "New"}]}, seen=1)
    assert (without_ids(answer.json()["parts"]), answer.json()["me_first"]) == ([("New", [])], 1)
    stale = priya.patch("curricula", calm["id"], body={"parts": [{"name": "Old"}]}, seen=1)
    assert (stale.status_code, without_ids(stale.json()["current"]["parts"])) == (412, [("New", [])])


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"parts": []}, "parts"),
        ({"parts": [{"name": "A", "plans": [{"name": "B", "minutes": "long"}]}]}, "parts.0.plans.0.minutes"),
        ({"parts": "all"}, "parts"),
        ({"program": "17"}, "program"),
        ({"blame": 1}, "blame"),
        ({"me_first": -1}, "me_first"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place(cast, priya, change, place):
    answer = priya.post("curricula", body=CALM | {"program": str(cast.program.pk)} | change)
    assert (answer.status_code, list(answer.json()["fields"])) == (422, [place])
    assert not Curriculum.objects.exists()


def test_everybody_reads_and_directors_write(cast, api, calm):
    for who in (cast.ines, cast.tom, cast.pete):
        theirs = api(who)
        assert theirs.get("curricula", calm["id"]).status_code == 200
        assert theirs.post("curricula", body=CALM).status_code == 404
        assert theirs.patch("curricula", calm["id"], body={"me_first": 0}, seen=1).status_code == 404
    assert Curriculum.objects.get().me_first == 1


def test_another_service_sees_none_of_it(calm, wes_api):
    assert wes_api.get("curricula", calm["id"]).status_code == 404
    assert wes_api.get("curricula").json()["results"] == []


def test_the_list_can_be_asked_for_one_program(cast, priya, calm):
    assert [row["id"] for row in priya.get("curricula", program=cast.program.pk).json()["results"]] == [
        calm["id"]
    ]


def test_the_library_is_read_by_everybody_and_added_to_by_directors(cast, api, priya, calm):
    assert [row["name"] for row in api(cast.tom).get("skills").json()["results"]] == ["Slow breath"]
    assert priya.post("skills", body={"name": "Time-out", "says": "Step out."}).status_code == 201
    assert priya.post("skills", body={"name": "Time-out"}).status_code == 409
    assert api(cast.tom).post("skills", body={"name": "Mine"}).status_code == 404
    assert Skill.objects.count() == 2


def test_a_group_goes_on_with_the_newest(cast, api, priya):
    written_curricula.bring_in(
        program=cast.program, written=examples()["steady-ground"], by=cast.priya, at=NOW
    )
    assert api(cast.tom).post("groups", cast.group.pk, "take-over").status_code == 404
    answer = priya.post("groups", cast.group.pk, "take-over")
    assert (answer.status_code, answer.json()["curriculum"]) == (200, str(Curriculum.objects.get().pk))
    assert priya.post("groups", cast.group.pk, "take-over").status_code == 409
    assert SessionPlan.objects.count() == 16
