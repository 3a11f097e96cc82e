"""Referrals through the API: written down, found again, moved on by steps."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import Enrollment
from referrals.models import Referral
from services.models import Client, ContactRule
from tests import factories

NEW = {
    "client_ref": "P-17",
    "first_name": "Élodin",
    "last_name": "Marsh",
    "date_of_birth": "1988-05-02",
    "phone": "416 555 0142",
    "email": "marsh@example.test",
    "received_on": "2026-03-10",
    "source": "legal_counsel",
    "pressure": "advised",
    "crisis": "charge",
    "crisis_on": "2026-03-01",
    "required_sessions": 12,
    "order_number": "A-9",
    "reports_to": "Probation, Mr. Hall",
}


@pytest.fixture
def ines(cast, api):
    return api(cast.ines)


def test_a_referral_is_written_down_in_the_columns_of_a_list(cast, ines):
    answer = ines.post("referrals", body=NEW)
    assert answer.status_code == 201
    shown = answer.json()
    assert {name: shown[name] for name in NEW if name != "phone"} == {
        k: v for k, v in NEW.items() if k != "phone"
    }
    assert shown["phone"] == "+14165550142"
    assert shown["status"] == "received"
    assert answer["ETag"] == '"1"'
    assert Client.objects.get(reference="P-17").full_name == "Élodin Marsh"
    assert not ContactRule.objects.filter(may_contact=True).exists()


def test_a_known_reference_is_the_same_man_and_a_new_episode(cast, ines):
    first = ines.post("referrals", body=NEW).json()
    again = ines.post("referrals", body={"client_ref": "P-17", "source": "self"}).json()
    assert again["client"] == first["client"]
    assert again["episode"] == 2


def test_a_known_reference_with_another_name_is_refused(cast, ines):
    ines.post("referrals", body=NEW)
    answer = ines.post("referrals", body=NEW | {"last_name": "Smith"})
    assert answer.status_code == 422
    assert "client_ref" in answer.json()["fields"]
    assert Referral.objects.count() == 1


def test_a_man_already_here_is_named_by_his_id(cast, ines):
    answer = ines.post(
        "referrals", body={"client": str(cast.dan.pk), "source": "court", "pressure": "ordered"}
    )
    assert answer.status_code == 201
    assert answer.json()["client_ref"] == cast.dan.reference


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"source": "friend"}, "source"),
        ({"source": None}, "source"),
        ({"pressure": "lots"}, "pressure"),
        ({"crisis": "yes"}, "crisis"),
        ({"received_on": "10/03/2026"}, "received_on"),
        ({"received_on": "2199-01-01"}, "received_on"),
        ({"date_of_birth": "2199-01-01"}, "date_of_birth"),
        ({"required_sessions": -1}, "required_sessions"),
        ({"phone": "twelve"}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"client": str(uuid4())}, "client"),
        ({"surname": "Marsh"}, "surname"),
        ({"first_name": "a\x00b"}, "first_name"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_kept(cast, ines, change, field):
    before = Client.objects.count()
    answer = ines.post("referrals", body=NEW | change)
    assert answer.status_code == 422
    assert field in answer.json()["fields"]
    assert (Client.objects.count(), Referral.objects.count()) == (before, 0)


def test_a_man_without_any_name_is_refused(cast, ines):
    answer = ines.post("referrals", body={"source": "self"})
    assert answer.status_code == 422
    assert answer.json()["detail"] == "Give at least one name."


def test_the_list_is_narrowed_by_its_filters(cast, ines):
    now = timezone.now()
    old = factories.make_referral(client=cast.dan, source="court", received_at=now - timedelta(days=20))
    factories.make_referral(client=cast.luis, source="self", received_at=now - timedelta(days=2))
    factories.make_referral(
        client=cast.luis, received_at=now - timedelta(days=90), status="closed", episode=2
    )

    def ids(**query):
        return [row["id"] for row in ines.get("referrals", **query).json()["results"]]

    assert len(ids()) == 3
    assert ids(source="court") == [str(old.pk)]
    assert ids(waiting_over=14) == [str(old.pk)]
    assert ids(status="received", waiting_over=14, pressure="own_choice") == [str(old.pk)]
    assert ids(waiting_over=50) == []
    assert ines.get("referrals", status="lost").status_code == 422
    assert ines.get("referrals", waiting_over="long").status_code == 422


def test_a_correction_says_which_version_it_saw(cast, ines):
    referral = factories.make_referral(client=cast.dan)
    shown = ines.get("referrals", referral.pk)
    assert shown["ETag"] == '"1"'
    answer = ines.patch("referrals", referral.pk, body={"pressure": "ultimatum"}, seen=1)
    assert (answer.status_code, answer.json()["pressure"], answer["ETag"]) == (200, "ultimatum", '"2"')

    stale = ines.patch("referrals", referral.pk, body={"pressure": "advised"}, seen=1)
    assert stale.status_code == 412
    assert stale.json()["current"]["pressure"] == "ultimatum"
    assert ines.patch("referrals", referral.pk, body={"pressure": "advised"}, seen=None).status_code == 428
    assert ines.patch("referrals", referral.pk, body={"pressure": "advised"}, seen="*").status_code == 428
    assert ines.patch("referrals", referral.pk, body={"pressure": "advised"}, seen="two").status_code == 400
    referral.refresh_from_db()
    assert referral.pressure == "ultimatum"


def test_its_status_moves_by_steps_alone(cast, ines):
    referral = factories.make_referral(client=cast.dan)
    assert ines.patch("referrals", referral.pk, body={"status": "accepted"}, seen=1).status_code == 422


def test_the_whole_way_into_a_group(cast, ines):
    referral = factories.make_referral(client=cast.dan)

    def step(name, **body):
        answer = ines.post("referrals", referral.pk, name, body=body)
        assert answer.status_code in (200, 201), answer.json()
        return answer.json()

    attempt = step("contacts", channel="call", reached=True, words="He would like to start.")
    assert attempt["reached"] is True
    plans = {"immediate_plan": "He stays with his brother.", "next_step_plan": "Talk on Thursday."}
    triaged = step(
        "triage", safety_prompts=["weapons"], consulted=str(cast.priya.pk), urgency="today", **plans
    )
    assert (triaged["status"], triaged["triage"]["urgency"]) == ("triaged", "today")
    blind = ines.post("referrals", referral.pk, "triage", body=plans | {"safety_prompts": []})
    assert (blind.status_code, list(blind.json()["fields"])) == (409, ["version"])
    seen = {"version": triaged["triage"]["version"], "mood": "Tired."}
    righted = step("triage", safety_prompts=["weapons"], consulted=str(cast.priya.pk), **plans, **seen)
    assert (righted["triage"]["mood"], righted["triage"]["version"]) == ("Tired.", 2)
    assert step("accept")["status"] == "accepted"
    place = step("place", group=str(cast.group.pk), start_on="2026-03-12")
    assert (place["client"], place["group"]) == (str(cast.dan.pk), str(cast.group.pk))

    detail = ines.get("referrals", referral.pk).json()
    assert detail["status"] == "placed"
    assert [row["to_status"] for row in detail["steps"]] == ["contacting", "triaged", "accepted", "placed"]
    assert Enrollment.objects.filter(client=cast.dan).count() == 1


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        ("triaged", "waitlist", "waitlisted"),
        ("triaged", "decline", "declined"),
        ("triaged", "redirect", "redirected"),
        ("accepted", "withdraw", "withdrawn"),
        ("placed", "close", "closed"),
    ],
)
def test_each_step_moves_it_on_once(cast, ines, before, step, after):
    referral = factories.make_referral(client=cast.dan, status=before)
    body = {"reason": "He told us so."} | ({"to_whom": "Legal aid"} if step == "redirect" else {})
    answer = ines.post("referrals", referral.pk, step, body=body)
    assert (answer.status_code, answer.json()["status"]) == (200, after)
    again = ines.post("referrals", referral.pk, step, body=body)
    assert (again.status_code, again.json()["type"]) == (409, "step_not_possible")


@pytest.mark.parametrize("step", ["decline", "redirect", "no-contact", "withdraw"])
def test_some_steps_owe_a_reason(cast, ines, step):
    referral = factories.make_referral(client=cast.dan, status="triaged")
    for body in ({}, {"reason": " "}):
        answer = ines.post("referrals", referral.pk, step, body=body)
        assert answer.status_code == 422
        assert "reason" in answer.json()["fields"]
    referral.refresh_from_db()
    assert referral.status == "triaged"


def test_a_full_group_places_nobody(cast, ines):
    cast.group.capacity = 0
    cast.group.save()
    referral = factories.make_referral(client=cast.dan, status="accepted")
    answer = ines.post(
        "referrals", referral.pk, "place", body={"group": str(cast.group.pk), "start_on": "2026-03-12"}
    )
    assert (answer.status_code, answer.json()["type"]) == (409, "group_full")
    referral.refresh_from_db()
    assert referral.status == "accepted"


def test_another_service_finds_nothing(cast, ines, wes_api):
    referral = factories.make_referral(client=cast.dan, status="accepted")
    assert wes_api.get("referrals").json()["results"] == []
    assert wes_api.get("referrals", referral.pk).status_code == 404
    assert wes_api.patch("referrals", referral.pk, body={"source": "self"}, seen=1).status_code == 404
    assert wes_api.post("referrals", referral.pk, "withdraw", body={"reason": "None."}).status_code == 404
    assert wes_api.post("referrals", body={"client": str(cast.dan.pk), "source": "self"}).status_code == 422


def test_a_counselor_reads_his_own_and_not_who_sent_him(cast, api):
    tom = api(cast.tom)
    factories.make_referral(client=cast.luis, source="court")
    his = factories.make_referral(client=cast.dan, source="court", owner=cast.tom, reports_to="The registry")
    rows = tom.get("referrals").json()["results"]
    door = ("id", "source", "pressure", "reports_to")
    assert [[row[name] for name in door] for row in rows] == [[str(his.pk), None, None, None]]
    assert api(cast.ines).get("referrals", his.pk).json()["reports_to"] == "The registry"
    assert tom.get("referrals", source="court").json()["results"] == []
    assert tom.post("referrals", body=NEW).status_code == 404
    assert tom.patch("referrals", his.pk, body={"source": "self"}, seen=1).status_code == 404


@pytest.mark.parametrize("who", ["pete", "ada"])
def test_others_have_no_referrals_at_all(cast, api, who):
    caller = api(getattr(cast, who))
    assert caller.get("referrals").status_code == 404
    assert caller.post("referrals", body=NEW).status_code == 404


@pytest.mark.parametrize("men", [2, 5])
def test_a_page_costs_the_same_however_long(cast, ines, django_assert_num_queries, men):
    for number in range(men):
        man = factories.make_client(service=cast.service, first_name=f"Man {number}")
        factories.make_referral(client=man)
    with django_assert_num_queries(12):
        assert len(ines.get("referrals").json()["results"]) == men
