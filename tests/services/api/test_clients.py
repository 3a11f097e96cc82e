from __future__ import annotations

import pytest

from services.actions import clients
from services.models import Client, ContactRule
from tests import factories


@pytest.fixture
def ines(cast, api):
    return api(cast.ines)


def test_a_man_is_taken_in_with_his_number_and_no_leave_to_use_it(cast, ines):
    body = {"first_name": "Sam", "last_name": "Reyes", "phone": "416 555 0142", "needs_interpreter": True}
    answer = ines.post("clients", body=body)
    assert answer.status_code == 201
    shown = answer.json()
    assert shown["reference"].startswith("M-")
    assert shown["needs_interpreter"] is True
    assert [(c["kind"], c["value"], c["may_contact"]) for c in shown["contacts"]] == [
        ("phone", "+14165550142", False)
    ]
    assert ines.get("clients", shown["id"]).json() == shown


def test_the_list_is_by_name_and_goes_on_from_page_to_page(cast, ines):
    for number in range(7):
        factories.make_client(service=cast.service, first_name=f"Al{number}", last_name="Twin")
    names, address, pages = [], None, 0
    page = ines.get("clients", limit=4).json()
    assert page["previous"] is None
    while True:
        pages += 1
        names += [f"{row['first_name']} {row['last_name']}" for row in page["results"]]
        if not page["next"]:
            break
        address = page["next"]
        assert "Twin" not in address
        page = ines.browser.get(address, headers={"Authorization": f"Bearer {ines.token}"}).json()
    expected = ["Luis Ferreira", "Dan Okafor", *(f"Al{number} Twin" for number in range(7))]
    assert (names, pages) == (expected, 3)
    back = ines.browser.get(page["previous"], headers={"Authorization": f"Bearer {ines.token}"}).json()
    assert [row["first_name"] for row in back["results"]] == ["Al2", "Al3", "Al4", "Al5"]
    back = ines.browser.get(back["previous"], headers={"Authorization": f"Bearer {ines.token}"}).json()
    assert ([row["last_name"] for row in back["results"]][:2], back["previous"]) == (
        ["Ferreira", "Okafor"],
        None,
    )
    assert back["next"] is not None


@pytest.mark.parametrize("query", [{"cursor": "x"}, {"cursor": "AAAA"}, {"cursor": "é"}])
def test_a_cursor_that_is_not_ours_is_malformed(ines, query):
    assert ines.get("clients", **query).status_code == 400


@pytest.mark.parametrize("limit", ["0", "201", "ten", "-1", "9" * 400])
def test_a_limit_is_a_small_number(ines, limit):
    answer = ines.get("clients", limit=limit)
    assert answer.status_code == 422
    assert "limit" in answer.json()["fields"]


@pytest.mark.parametrize("text", ["okaf", "OKAFOR dan", "416-555-0142", "0142", "dan@example.test"])
def test_a_man_is_found_by_what_is_known_of_him(cast, ines, text):
    ines.post("clients", body={"first_name": "Other", "last_name": "Man"})
    clients.add_contact(client=cast.dan, kind="phone", value="4165550142", by=cast.ines, at=factories.NOW)
    clients.add_contact(
        client=cast.dan, kind="email", value="Dan@example.test", by=cast.ines, at=factories.NOW
    )
    found = ines.post("clients", "search", body={"text": text}, key=None)
    assert [row["id"] for row in found.json()["results"]] == [str(cast.dan.pk)]


def test_a_search_is_not_a_get_and_not_empty(ines):
    assert ines.get("clients", "search").status_code == 405
    assert ines.post("clients", "search", body={"text": " "}).status_code == 422
    assert ines.post("clients", "search", body={"text": "nobody"}).json()["results"] == []


def test_a_correction_that_comes_too_late_shows_both(cast, ines):
    assert ines.patch("clients", cast.dan.pk, body={"first_name": "Daniel"}, seen=1).json()["version"] == 2
    answer = ines.patch("clients", cast.dan.pk, body={"first_name": "Danny"}, seen=1)
    assert (answer.status_code, answer.json()["current"]["first_name"]) == (412, "Daniel")
    assert Client.objects.get(pk=cast.dan.pk).first_name == "Daniel"
    assert (
        ines.patch("clients", cast.dan.pk, body={"first_name": "", "last_name": ""}, seen=2).status_code
        == 422
    )


def test_a_counselor_has_the_men_of_his_groups(cast, api):
    tom = api(cast.tom)
    assert tom.get("clients", cast.dan.pk).status_code == 404
    assert tom.post("clients", "search", body={"text": "okafor"}).json()["results"] == []
    factories.make_enrollment(client=cast.dan, group=cast.group)
    assert tom.get("clients", cast.dan.pk).status_code == 200
    assert tom.patch("clients", cast.dan.pk, body={"language": "Igbo"}, seen=1).status_code == 200
    assert [row["id"] for row in tom.get("clients").json()["results"]] == [str(cast.dan.pk)]
    assert tom.post("clients", body={"first_name": "New"}).status_code == 404


@pytest.mark.parametrize("who", ["pete", "ada"])
def test_a_peer_and_an_administrator_have_no_men(cast, api, who):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    caller = api(getattr(cast, who))
    for answer in (
        caller.get("clients"),
        caller.get("clients", cast.dan.pk),
        caller.post("clients", "search", body={"text": "okafor"}),
        caller.patch("clients", cast.dan.pk, body={"language": "Igbo"}, seen=1),
    ):
        assert answer.status_code == 404


def test_another_service_finds_nobody(cast, wes_api):
    assert wes_api.get("clients").json()["results"] == []
    assert wes_api.get("clients", cast.dan.pk).status_code == 404
    assert wes_api.post("clients", "search", body={"text": "okafor"}).json()["results"] == []
    assert wes_api.patch("clients", cast.dan.pk, body={"language": "Igbo"}, seen=1).status_code == 404
    assert not ContactRule.objects.exists()


@pytest.mark.parametrize("men", [2, 5])
def test_a_page_costs_the_same_however_long(cast, ines, django_assert_num_queries, men):
    for number in range(men):
        factories.make_client(service=cast.service, first_name=f"Man {number}")
    with django_assert_num_queries(11):
        assert len(ines.get("clients").json()["results"]) == men + 2
