from __future__ import annotations

import pytest

from tests import factories


def test_a_token_knows_its_one_service(cast, api):
    tom = api(cast.tom)
    rows = tom.get("services").json()["results"]
    assert [row["slug"] for row in rows] == ["north"]
    assert tom.get("services", cast.service.pk).json()["name"] == "Northside"
    assert tom.get("services", cast.other_service.pk).status_code == 404


def test_sites_are_those_of_the_service(cast, api, wes_api):
    assert [row["name"] for row in api(cast.tom).get("sites").json()["results"]] == ["North"]
    assert [row["name"] for row in wes_api.get("sites").json()["results"]] == ["South"]
    assert wes_api.get("sites", cast.north.pk).status_code == 404


def test_colleagues_are_named_without_address_or_number(cast, api):
    factories.make_staff(name="Token Row", service=cast.service, role="intake", can_log_in=False)
    answer = api(cast.tom).get("staff")
    rows = {row["name"]: row for row in answer.json()["results"]}
    assert set(rows) == {"Ada Quist", "Ines Roth", "Pete Long", "Priya Nair", "Tom Beck"}
    assert rows["Tom Beck"]["roles"] == [{"role": "counselor", "site": None}]
    assert b"@" not in answer.content


def test_colleagues_of_another_service_are_not_there(cast, wes_api):
    assert [row["name"] for row in wes_api.get("staff").json()["results"]] == ["Wes Adler"]
    assert wes_api.get("staff", cast.tom.pk).status_code == 404


@pytest.mark.parametrize("people", [2, 5])
def test_a_page_of_colleagues_costs_the_same_however_long(cast, api, django_assert_num_queries, people):
    caller = api(cast.tom)
    for number in range(people):
        factories.make_staff(name=f"Helper {number}", service=cast.service, role="counselor")
    with django_assert_num_queries(12):
        assert len(caller.get("staff").json()["results"]) == 5 + people


def test_nothing_is_written_here(cast, api):
    assert api(cast.priya).post("sites", body={"name": "East"}).status_code == 405
