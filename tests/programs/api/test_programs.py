from __future__ import annotations

import pytest

from programs.models import Module, Program
from tests import factories


@pytest.fixture
def priya(cast, api):
    return api(cast.priya)


def names(shown: dict) -> list[tuple[str, str]]:
    return [(part["name"], part["stage"]) for part in shown["modules"]]


def test_a_program_is_made_with_its_parts_in_order(priya):
    parts = [{"name": "Breathing", "skills": "Time-out"}, {"name": "Children", "stage": "we"}]
    answer = priya.post("programs", body={"name": "Fathers", "kind": "fathers", "modules": parts})
    assert (answer.status_code, names(answer.json())) == (201, [("Breathing", "me"), ("Children", "we")])
    assert answer.json()["modules"][0]["skills"] == "Time-out"


def test_its_parts_are_put_in_another_order_and_the_rest_goes(cast, priya):
    made = priya.post(
        "programs", body={"name": "Fathers", "modules": [{"name": "One"}, {"name": "Two"}, {"name": "Three"}]}
    ).json()
    one, _two, three = made["modules"]
    body = {"modules": [three, {"name": "New"}, one | {"name": "First"}]}
    answer = priya.patch("programs", made["id"], body=body, seen=made["version"])
    assert answer.status_code == 200
    assert [name for name, _stage in names(answer.json())] == ["Three", "New", "First"]
    assert answer.json()["modules"][0]["id"] == three["id"]
    assert Module.objects.count() == 3


def test_parts_stay_when_nothing_is_said_of_them(priya):
    made = priya.post("programs", body={"name": "Fathers", "modules": [{"name": "One"}]}).json()
    answer = priya.patch("programs", made["id"], body={"name": "New fathers"}, seen=made["version"])
    assert names(answer.json()) == [("One", "me")]


@pytest.mark.parametrize(
    "part",
    [{"name": ""}, {"stage": "me"}, {"name": "One", "stage": "they"}, {"name": "One", "id": "17"}, "One"],
)
def test_a_part_that_cannot_be_is_refused_and_no_program_made(priya, part):
    assert priya.post("programs", body={"name": "Fathers", "modules": [part]}).status_code == 422
    assert not Program.objects.filter(name="Fathers").exists()


def test_a_part_of_another_program_is_refused(cast, priya):
    other = factories.make_program(service=cast.service, name="Other")
    (part,) = factories.make_modules("Theirs", program=other)
    body = {"modules": [{"id": str(part.pk), "name": "Ours"}]}
    assert priya.patch("programs", cast.program.pk, body=body, seen=1).status_code == 422
    part.refresh_from_db()
    assert (part.curriculum.program, part.name) == (other, "Theirs")


@pytest.mark.parametrize("who", ["tom", "ines", "pete", "ada"])
def test_others_read_and_do_not_write(cast, api, who):
    caller = api(getattr(cast, who))
    assert caller.get("programs", cast.program.pk).status_code == 200
    assert caller.patch("programs", cast.program.pk, body={"name": "X"}, seen=1).status_code == 404


@pytest.mark.parametrize("programs", [2, 5])
def test_a_page_costs_the_same_however_long(cast, priya, django_assert_num_queries, programs):
    for number in range(programs - 1):
        program = factories.make_program(service=cast.service, name=f"Program {number}")
        factories.make_modules("One", program=program)
    with django_assert_num_queries(13):
        assert len(priya.get("programs").json()["results"]) == programs
