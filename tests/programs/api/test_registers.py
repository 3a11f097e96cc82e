"""The register through the API: the whole group in one request, all of it or nothing."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from programs.models import Attendance, Enrollment, GroupNote
from tests import factories


@pytest.fixture
def tonight(cast):
    """A session that began an hour ago, with Dan and Luis on its roster."""
    starts_at = timezone.now() - timedelta(hours=1)
    session = factories.make_session(group=cast.group, starts_at=starts_at)
    cast.places = [factories.make_enrollment(client=man, group=cast.group) for man in (cast.dan, cast.luis)]
    return session


@pytest.fixture
def tom(cast, api):
    return api(cast.tom)


def entry(place: Enrollment, outcome: str | None = "present", **more) -> dict:
    return {"enrollment": str(place.pk), "outcome": outcome} | more


def test_it_is_read_with_names_and_versions(cast, tom, tonight):
    answer = tom.get("sessions", tonight.pk, "register")
    assert (answer.status_code, answer["ETag"]) == (200, '"1"')
    shown = answer.json()
    assert shown["entries"][0] == {
        "enrollment": str(cast.places[0].pk),
        "name": "Dan O.",
        "outcome": None,
        "minutes_late": None,
        "minutes_attended": None,
        "reason": "",
        "version": 0,
    }
    assert (len(shown["entries"]), shown["unmarked"], shown["group_note"]) == (2, 2, None)


def test_the_whole_group_is_saved_and_read_back(cast, tom, tonight):
    dan, luis = cast.places
    body = {
        "entries": [entry(dan, "late", minutes_late=10), entry(luis, "excused", reason="Night shift")],
        "group_note": {"themes": "Anger and what lies under it."},
    }
    answer = tom.put("sessions", tonight.pk, "register", body=body, seen=1)
    assert (answer.status_code, answer["ETag"]) == (200, '"2"')
    shown = answer.json()
    assert [(e["outcome"], e["minutes_late"], e["reason"], e["version"]) for e in shown["entries"]] == [
        ("late", 10, "", 1),
        ("excused", None, "Night shift", 1),
    ]
    assert (shown["unmarked"], shown["group_note"]["themes"]) == (0, "Anger and what lies under it.")
    assert tom.get("sessions", tonight.pk, "register").json() == shown
    dan.refresh_from_db()
    assert dan.status == "attending"


def test_men_left_out_stay_as_they_are(cast, tom, tonight):
    dan, luis = cast.places
    tom.put("sessions", tonight.pk, "register", body={"entries": [entry(dan), entry(luis)]}, seen=1)
    tom.put("sessions", tonight.pk, "register", body={"entries": [entry(dan, "sent_home")]}, seen=2)
    assert list(Attendance.objects.order_by("outcome").values_list("outcome", flat=True)) == [
        "present",
        "sent_home",
    ]


def test_what_was_read_may_be_sent_back(cast, tom, tonight):
    read = tom.get("sessions", tonight.pk, "register")
    body = read.json()
    body["entries"][0]["outcome"] = "remote"
    answer = tom.put("sessions", tonight.pk, "register", body=body, seen=read["ETag"])
    assert (answer.status_code, answer.json()["unmarked"]) == (200, 1)


def test_a_mark_can_be_taken_back(cast, tom, tonight):
    dan = cast.places[0]
    tom.put("sessions", tonight.pk, "register", body={"entries": [entry(dan)]}, seen=1)
    answer = tom.put("sessions", tonight.pk, "register", body={"entries": [entry(dan, None)]}, seen=2)
    assert (answer.json()["entries"][0]["outcome"], answer.json()["unmarked"]) == (None, 2)


def test_the_version_is_asked_for(cast, tom, tonight):
    body = {"entries": [entry(cast.places[0])]}
    assert tom.put("sessions", tonight.pk, "register", body=body, seen=None).status_code == 428
    assert tom.put("sessions", tonight.pk, "register", body=body, seen="*").status_code == 428
    assert tom.put("sessions", tonight.pk, "register", body=body, seen="first").status_code == 400
    assert not Attendance.objects.exists()


def test_a_register_somebody_saved_meanwhile_is_stale(cast, tom, tonight):
    dan, luis = cast.places
    tom.put("sessions", tonight.pk, "register", body={"entries": [entry(dan)]}, seen=1)
    answer = tom.put("sessions", tonight.pk, "register", body={"entries": [entry(luis)]}, seen=1)
    assert (answer.status_code, answer.json()["type"]) == (412, "stale")
    assert [e["outcome"] for e in answer.json()["current"]["entries"]] == ["present", None]
    assert Attendance.objects.filter(outcome="present").count() == 1


def test_with_a_star_one_stale_entry_saves_nothing(cast, tom, tonight):
    dan, luis = cast.places
    first = {"entries": [entry(dan, "present", version=0)]}
    assert tom.put("sessions", tonight.pk, "register", body=first, seen="*").status_code == 200
    late = {"entries": [entry(dan, "unexcused", version=0), entry(luis, "present", version=0)]}
    answer = tom.put("sessions", tonight.pk, "register", body=late, seen="*")
    assert answer.status_code == 412
    assert answer.json()["fields"] == {"entries": [str(dan.pk)]}
    assert [(e["outcome"], e["version"]) for e in answer.json()["current"]["entries"]] == [
        ("present", 1),
        (None, 0),
    ]
    assert Attendance.objects.get().outcome == "present"


def test_another_reason_under_the_same_mark_is_stale(cast, tom, api, tonight):
    dan, _luis = cast.places
    first = {"entries": [entry(dan, "excused", reason="On shift", version=0)]}
    assert tom.put("sessions", tonight.pk, "register", body=first, seen="*").status_code == 200
    second = {"entries": [entry(dan, "excused", reason="Ill", version=0)]}
    answer = api(cast.priya).put("sessions", tonight.pk, "register", body=second, seen="*")
    assert (answer.status_code, answer.json()["type"]) == (412, "stale")
    assert Attendance.objects.get().reason == "On shift"
    same = api(cast.priya).put("sessions", tonight.pk, "register", body=first, seen="*")
    assert same.status_code == 200
    assert Attendance.objects.get().version == 1


def test_the_key_is_looked_at_before_the_version(cast, tom, tonight):
    body = {"entries": [entry(cast.places[0])]}
    first = tom.put("sessions", tonight.pk, "register", body=body, seen=1, key="k1")
    again = tom.put("sessions", tonight.pk, "register", body=body, seen=1, key="k1")
    assert (again.status_code, again.content, again["ETag"]) == (200, first.content, '"2"')
    assert tom.put("sessions", tonight.pk, "register", body=body, seen=1, key="k2").status_code == 412
    assert Attendance.objects.get().version == 1


def test_a_man_who_is_not_on_the_roster_is_refused(cast, tom, tonight):
    other = factories.make_group(program=cast.program, name="Other group", facilitators=[cast.tom])
    stranger = factories.make_enrollment(client=factories.make_client(service=cast.service), group=other)
    for unknown in (str(stranger.pk), str(uuid4())):
        body = {"entries": [entry(cast.places[0]), {"enrollment": unknown, "outcome": "present"}]}
        answer = tom.put("sessions", tonight.pk, "register", body=body, seen=1)
        assert (answer.status_code, answer.json()["type"]) == (422, "not_on_roster")
        assert answer.json()["fields"] == {"entries": [unknown]}
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outcome": "came"}, "entries.1.outcome"),
        ({"minutes_late": -3}, "entries.1.minutes_late"),
        ({"minutes_late": "ten"}, "entries.1.minutes_late"),
        ({"version": "x"}, "entries.1.version"),
        ({"enrollment": "17"}, "entries.1.enrollment"),
        ({"outcom": "present"}, "entries.1.outcom"),
    ],
)
def test_a_wrong_entry_is_named_and_nothing_is_saved(cast, tom, tonight, wrong, field):
    dan, luis = cast.places
    answer = tom.put(
        "sessions", tonight.pk, "register", body={"entries": [entry(dan), entry(luis) | wrong]}, seen=1
    )
    assert answer.status_code == 422
    assert field in answer.json()["fields"]
    assert not Attendance.objects.exists()


def test_minutes_late_of_a_man_who_was_on_time_are_refused(cast, tom, tonight):
    body = {"entries": [entry(cast.places[0], "present", minutes_late=5)]}
    assert tom.put("sessions", tonight.pk, "register", body=body, seen=1).status_code == 422


def test_nobody_is_marked_twice(cast, tom, tonight):
    dan = cast.places[0]
    body = {"entries": [entry(dan), entry(dan, "late")]}
    assert tom.put("sessions", tonight.pk, "register", body=body, seen=1).status_code == 422


def test_a_session_still_to_come_has_no_register_yet(cast, tom, tonight):
    coming = factories.make_session(group=cast.group, starts_at=timezone.now() + timedelta(days=1))
    answer = tom.put("sessions", coming.pk, "register", body={"entries": [entry(cast.places[0])]}, seen=1)
    assert (answer.status_code, answer.json()["type"]) == (409, "session_not_yet")
    assert not Attendance.objects.exists()


def test_a_cancelled_session_has_nothing_to_mark(cast, tom, tonight):
    tonight.cancelled_at = timezone.now()
    tonight.save()
    answer = tom.put("sessions", tonight.pk, "register", body={"entries": [entry(cast.places[0])]}, seen=1)
    assert (answer.status_code, answer.json()["type"]) == (409, "session_cancelled")


def test_a_group_note_somebody_else_wrote_is_not_written_over(cast, tom, tonight):
    body = {"entries": [], "group_note": {"themes": "Ours", "version": 0}}
    assert tom.put("sessions", tonight.pk, "register", body=body, seen=1).status_code == 200
    body = {"entries": [], "group_note": {"themes": "Theirs", "version": 0}}
    assert tom.put("sessions", tonight.pk, "register", body=body, seen="*").status_code == 412
    assert GroupNote.objects.get().themes == "Ours"


def test_intake_reads_it_and_may_not_mark(cast, api, tonight):
    ines = api(cast.ines)
    assert ines.get("sessions", tonight.pk, "register").status_code == 200
    body = {"entries": [entry(cast.places[0])]}
    assert ines.put("sessions", tonight.pk, "register", body=body, seen=1).status_code == 404


def test_a_peer_marks_his_own_group_and_sees_first_names(cast, api, tonight):
    pete = api(cast.pete)
    assert pete.get("sessions", tonight.pk, "register").status_code == 404
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=cast.pete, since=cast.group.started_on
    )
    assert [e["name"] for e in pete.get("sessions", tonight.pk, "register").json()["entries"]] == [
        "Dan",
        "Luis",
    ]
    body = {"entries": [entry(cast.places[0])]}
    assert pete.put("sessions", tonight.pk, "register", body=body, seen=1).status_code == 200


def test_nobody_else_finds_it(cast, api, wes_api, tonight):
    body = {"entries": [entry(cast.places[0])]}
    for caller in (wes_api, api(cast.ada)):
        assert caller.get("sessions", tonight.pk, "register").status_code == 404
        assert caller.put("sessions", tonight.pk, "register", body=body, seen=1).status_code == 404
    assert wes_api.get("sessions", uuid4(), "register").status_code == 404


@pytest.mark.parametrize("men", [2, 5])
def test_saving_costs_the_same_however_many_men(cast, tom, tonight, django_assert_num_queries, men):
    places = cast.places + [
        factories.make_enrollment(client=factories.make_client(service=cast.service), group=cast.group)
        for _number in range(men - 2)
    ]
    body = {"entries": [entry(place) for place in places]}
    with django_assert_num_queries(24):
        assert tom.put("sessions", tonight.pk, "register", body=body, seen=1).status_code == 200
    with django_assert_num_queries(14):
        assert len(tom.get("sessions", tonight.pk, "register").json()["entries"]) == men


def test_a_group_note_that_names_no_version_writes_over_nobodys(cast, tom, tonight):
    tom.put(
        "sessions", tonight.pk, "register", body={"entries": [], "group_note": {"themes": "Ours"}}, seen=1
    )
    blind = {"entries": [], "group_note": {"themes": "Theirs"}}
    assert tom.put("sessions", tonight.pk, "register", body=blind, seen="*").status_code == 428
    assert GroupNote.objects.get().themes == "Ours"


def test_words_of_the_group_note_that_are_left_out_stay(cast, tom, tonight):
    first = {"themes": "Anger", "challenge": "Luis asked for more"}
    tom.put("sessions", tonight.pk, "register", body={"entries": [], "group_note": first}, seen=1)
    more = {"themes": "Anger and shame", "version": 1}
    answer = tom.put("sessions", tonight.pk, "register", body={"entries": [], "group_note": more}, seen="*")
    assert answer.status_code == 200
    note = GroupNote.objects.get()
    assert (note.themes, note.challenge, note.version) == ("Anger and shame", "Luis asked for more", 2)
