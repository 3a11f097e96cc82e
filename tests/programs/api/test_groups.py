from __future__ import annotations

import pytest

from programs.models import Group, GroupSession
from services.access import seat
from tests import factories


@pytest.fixture
def priya(cast, api):
    return api(cast.priya)


def new(cast, **more) -> dict:
    recurrence = {"first_on": "2026-03-19", "begins": "18:30", "minutes": 120, "count": 12}
    return {
        "program": str(cast.program.pk),
        "name": "Monday group",
        "site": str(cast.north.pk),
        "facilitators": [str(cast.tom.pk)],
        "recurrence": recurrence,
    } | more


def test_a_group_with_a_recurrence_has_its_sessions(cast, priya):
    answer = priya.post("groups", body=new(cast))
    assert (answer.status_code, answer["ETag"]) == (201, '"1"')
    shown = answer.json()
    assert shown["started_on"] == "2026-03-19"
    assert [row["staff"] for row in shown["facilitators"]] == [str(cast.tom.pk)]
    rows = priya.get("sessions", group=shown["id"]).json()["results"]
    assert (len(rows), rows[0]["starts_at"], rows[0]["ends_at"]) == (
        12,
        "2026-03-19T18:30:00Z",
        "2026-03-19T20:30:00Z",
    )
    assert [row["number"] for row in rows] == list(range(1, 13))
    assert rows[0]["session_on"] == "2026-03-19"


def test_sessions_keep_their_hour_when_the_clocks_change(cast, priya):
    cast.north.zone = "America/Toronto"
    cast.north.save()
    recurrence = {"first_on": "2026-03-02", "begins": "18:30", "minutes": 120, "count": 2}
    group = priya.post("groups", body=new(cast, recurrence=recurrence)).json()["id"]
    starts = GroupSession.objects.filter(group=group).values_list("starts_at", flat=True)
    assert [start.hour for start in starts] == [23, 22]


@pytest.mark.parametrize(
    ("recurrence", "n"),
    [({"until": "2026-04-02"}, 3), ({"until": "2026-04-02", "every_days": 14}, 2), ({"count": 4}, 4)],
)
def test_a_series_is_so_many_or_up_to_a_day(cast, priya, recurrence, n):
    when = {"first_on": "2026-03-19", "begins": "18:30", "minutes": 120}
    group = priya.post("groups", body=new(cast, recurrence=when | recurrence)).json()["id"]
    assert GroupSession.objects.filter(group=group).count() == n


@pytest.mark.parametrize("recurrence", [{}, {"count": 3, "until": "2026-04-02"}, {"until": "2026-03-18"}])
def test_a_series_without_an_end_makes_no_group(cast, priya, recurrence):
    when = {"first_on": "2026-03-19", "begins": "18:30", "minutes": 120}
    answer = priya.post("groups", body=new(cast, recurrence=when | recurrence))
    assert (answer.status_code, "until" in answer.json()["fields"]) == (422, True)
    assert not Group.objects.filter(name="Monday group").exists()


def test_more_sessions_are_planned_later(cast, priya):
    when = {"first_on": "2026-03-19", "begins": "18:30", "minutes": 120, "count": 2}
    assert priya.post("groups", cast.group.pk, "schedule", body=when, key=None).status_code == 200
    again = priya.post("groups", cast.group.pk, "schedule", body=when, key=None)
    assert (again.status_code, list(again.json()["fields"])) == (422, ["first_on"])
    assert GroupSession.objects.count() == 2


def test_somebody_runs_it_from_a_day_until_another(cast, priya):
    body = {"staff": str(cast.pete.pk), "since": "2026-03-01"}
    answer = priya.post("groups", cast.group.pk, "add-facilitator", body=body)
    assert answer.status_code == 200
    assert {row["staff"]: row["since"] for row in answer.json()["facilitators"]}[str(cast.pete.pk)] == (
        "2026-03-01"
    )
    again = priya.post("groups", cast.group.pk, "add-facilitator", body=body)
    assert (again.status_code, again.json()["type"]) == (409, "already_runs_it")
    ended = priya.post(
        "groups",
        cast.group.pk,
        "end-facilitator",
        body={"staff": str(cast.pete.pk), "until": "2026-03-31"},
    )
    assert {row["staff"]: row["until"] for row in ended.json()["facilitators"]}[str(cast.pete.pk)] == (
        "2026-03-31"
    )
    assert (
        priya.post("groups", cast.group.pk, "end-facilitator", body={"staff": str(cast.pete.pk)}).status_code
        == 404
    )


def test_a_director_of_one_site_changes_no_group_of_another_that_he_runs(cast, api):
    east = factories.make_site(service=cast.service, name="East")
    nora = factories.make_staff(name="Nora Site", service=cast.service, role="director", site=east)
    factories.Membership.objects.create(service=cast.service, staff=nora, role="counselor")
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=nora, since=cast.group.started_on
    )
    seated = seat(nora, cast.service, on=factories.TODAY)
    assert api(seated, "counselor").get("groups", cast.group.pk).status_code == 200
    for role in ("counselor", "director"):
        changed = api(seated, role).patch("groups", cast.group.pk, body={"room": "Hall 9"}, seen=1)
        assert changed.status_code == 404


@pytest.mark.parametrize("step", ["schedule", "add-facilitator", "end-facilitator"])
def test_a_counselor_changes_none_of_this(cast, api, wes_api, step):
    for caller in (api(cast.tom), wes_api):
        assert caller.post("groups", cast.group.pk, step, body={}).status_code == 404


def test_a_repeat_makes_no_second_group(cast, priya):
    first = priya.post("groups", body=new(cast), key="k1").json()
    assert priya.post("groups", body=new(cast), key="k1").json() == first
    assert GroupSession.objects.count() == 12


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"program": "17"}, "program"),
        ({"facilitators": ["17"]}, "facilitators"),
        ({"entry": "open"}, "entry"),
        ({"capacity": 0}, "capacity"),
        ({"recurrence": {"first_on": "2026-03-19"}}, "recurrence.begins"),
        (
            {"recurrence": {"first_on": "9999-12-31", "begins": "18:30", "minutes": 60, "count": 2}},
            "recurrence.first_on",
        ),
        ({"recurrence": "weekly"}, "recurrence"),
    ],
)
def test_what_cannot_be_taken_is_named(cast, priya, change, field):
    answer = priya.post("groups", body=new(cast, **change))
    assert answer.status_code == 422
    assert any(name.startswith(field) for name in answer.json()["fields"]), answer.json()
    assert Group.objects.count() == 1


def test_two_groups_do_not_share_a_name(cast, priya):
    answer = priya.post("groups", body=new(cast, name=cast.group.name))
    assert (answer.status_code, answer.json()["detail"]) == (409, "There is already a group of this name.")


def test_a_group_is_changed_with_its_version(cast, priya):
    answer = priya.patch("groups", cast.group.pk, body={"room": "Hall 2", "ended_on": "2026-06-30"}, seen=1)
    assert (answer.status_code, answer.json()["room"], answer["ETag"]) == (200, "Hall 2", '"2"')
    stale = priya.patch("groups", cast.group.pk, body={"room": "Hall 3"}, seen=1)
    assert (stale.status_code, stale.json()["current"]["room"]) == (412, "Hall 2")
    assert priya.patch("groups", cast.group.pk, body={"room": "Hall 3"}, seen=None).status_code == 428
    assert priya.patch("groups", cast.group.pk, body={"ended_on": "2020-01-01"}, seen=2).status_code == 422


def test_groups_are_narrowed_to_those_that_run(cast, priya):
    factories.make_group(program=cast.program, name="Old group", ended_on="2020-01-01")
    assert [row["name"] for row in priya.get("groups", running="true").json()["results"]] == [
        "Thursday group"
    ]
    assert [row["name"] for row in priya.get("groups", running="false").json()["results"]] == ["Old group"]


def test_a_counselor_sees_his_own_and_makes_none(cast, api):
    factories.make_group(program=cast.program, name="Other group")
    tom = api(cast.tom)
    assert [row["name"] for row in tom.get("groups").json()["results"]] == ["Thursday group"]
    assert tom.post("groups", body=new(cast)).status_code == 404
    assert tom.patch("groups", cast.group.pk, body={"room": "Hall 2"}, seen=1).status_code == 404


def test_another_service_finds_no_group(cast, wes_api):
    assert wes_api.get("groups").json()["results"] == []
    assert wes_api.get("groups", cast.group.pk).status_code == 404
    assert wes_api.post("groups", body=new(cast)).status_code == 422
    assert Group.objects.count() == 1


def test_programs_are_made_and_changed_by_directors(cast, api, priya):
    answer = priya.post("programs", body={"name": "Fathers first", "kind": "fathers"})
    assert (answer.status_code, answer.json()["sessions_planned"]) == (201, 12)
    made = answer.json()["id"]
    assert priya.patch("programs", made, body={"is_active": False}, seen=1).json()["is_active"] is False
    assert priya.patch("programs", made, body={"is_active": True}, seen=1).status_code == 412
    assert priya.patch("programs", made, body={"kind": "other"}, seen=2).status_code == 422
    assert priya.post("programs", body={"name": "Fathers first"}).status_code == 409
    assert api(cast.tom).post("programs", body={"name": "Mine"}).status_code == 404
    assert len(api(cast.tom).get("programs").json()["results"]) == 2


def test_programs_of_another_service_are_not_there(cast, wes_api):
    assert wes_api.get("programs").json()["results"] == []
    assert wes_api.get("programs", cast.program.pk).status_code == 404


@pytest.mark.parametrize("groups", [2, 5])
def test_a_page_costs_the_same_however_long(cast, priya, django_assert_num_queries, groups):
    for number in range(groups):
        factories.make_group(program=cast.program, name=f"Group {number}", facilitators=[cast.tom])
    with django_assert_num_queries(12):
        assert len(priya.get("groups").json()["results"]) == 1 + groups
