from __future__ import annotations

from datetime import timedelta

import pytest

from programs.models import GroupSession
from tests import factories
from tests.conftest import NOW

FIRST = NOW.replace(hour=18, minute=30, second=0) + timedelta(days=700)


@pytest.fixture
def row(cast) -> list[GroupSession]:
    """Three weeks far ahead of whatever day this is run on."""
    return [
        factories.make_session(group=cast.group, starts_at=FIRST + timedelta(weeks=n), number=n + 1)
        for n in range(3)
    ]


def said(weeks: int = 1, **more) -> dict:
    starts = FIRST + timedelta(weeks=weeks)
    return {"starts_at": starts.isoformat(), "ends_at": (starts + timedelta(hours=2)).isoformat()} | more


def starts() -> list:
    return list(GroupSession.objects.order_by("number").values_list("starts_at", flat=True))


def weeks(*ahead: int) -> list:
    return [FIRST + timedelta(weeks=n) for n in ahead]


def test_those_after_it_make_room_and_it_is_taken_back(cast, api, row):
    tom = api(cast.tom)
    seen = {"If_Match": '"1"'}
    look = tom.post("sessions", row[0].pk, "move", body=said(how="cascade", preview=True), **seen)
    assert (look.status_code, look.json()["move"], len(look.json()["sessions"])) == (200, None, 3)
    assert starts() == weeks(0, 1, 2)
    done = tom.post("sessions", row[0].pk, "move", body=said(how="cascade"), **seen).json()
    assert [line["number"] for line in done["sessions"]] == [1, 2, 3]
    assert (starts(), done["clashes"]) == (weeks(1, 2, 3), [])
    back = tom.post("sessions", row[0].pk, "take-back-move", body={"move": done["move"]})
    assert (back.status_code, starts()) == (200, weeks(0, 1, 2))
    again = tom.post("sessions", row[0].pk, "take-back-move", body={"move": done["move"]})
    assert again.status_code == 409


def test_alone_it_may_not_land_on_another_and_says_the_version_it_saw(cast, api, row):
    tom = api(cast.tom)
    assert tom.post("sessions", row[0].pk, "move", body=said(), If_Match='"1"').status_code == 422
    assert tom.post("sessions", row[0].pk, "move", body=said(9)).status_code == 428
    assert tom.post("sessions", row[0].pk, "move", body=said(9), If_Match='"7"').status_code == 412
    assert starts() == weeks(0, 1, 2)


def test_a_clash_is_told_and_refused_to_whoever_asks_for_that(cast, api, row):
    other = factories.make_group(program=cast.program, site=cast.north, name="Other", facilitators=[cast.tom])
    factories.make_session(group=other, starts_at=FIRST + timedelta(weeks=9))
    tom = api(cast.tom)
    refused = tom.post("sessions", row[0].pk, "move", body=said(9, unless_clashing=True), If_Match='"1"')
    assert (refused.status_code, refused.json()["type"], starts()[:3]) == (409, "clashing", weeks(0, 1, 2))
    done = tom.post("sessions", row[0].pk, "move", body=said(9), If_Match='"1"')
    assert "Tom Beck also runs Other at that hour." in done.json()["clashes"][0]


def test_a_plan_that_clashes_is_refused_to_whoever_asks_for_that(cast, api, row):
    rule = {"first_on": FIRST.date().isoformat(), "begins": "19:00", "minutes": 60, "count": 1}
    priya = api(cast.priya)
    answer = priya.post("groups", cast.group.pk, "schedule", body=rule | {"unless_clashing": True})
    assert (answer.status_code, answer.json()["type"], GroupSession.objects.count()) == (409, "clashing", 3)
    assert priya.post("groups", cast.group.pk, "schedule", body=rule).status_code == 200


def test_several_days_a_week_every_three_weeks_from_a_number(cast, api):
    rule = {"first_on": "2026-03-19", "begins": "18:30", "minutes": 60, "count": 3}
    more = {"weekdays": [3, 4], "every_weeks": 3, "first_number": 5}
    assert api(cast.priya).post("groups", cast.group.pk, "schedule", body=rule | more).status_code == 200
    rows = GroupSession.objects.order_by("starts_at").values_list("number", "session_on")
    assert [(n, on.isoformat()) for n, on in rows] == [
        (5, "2026-03-19"),
        (6, "2026-03-20"),
        (7, "2026-04-09"),
    ]


def test_somebody_covers_for_a_while(cast, api):
    body = {
        "staff": str(cast.pete.pk),
        "covers": str(cast.tom.pk),
        "since": "2026-03-16",
        "until": "2026-03-20",
    }
    answer = api(cast.priya).post("groups", cast.group.pk, "cover", body=body)
    named = {each["staff"]: each for each in answer.json()["facilitators"]}
    assert named[str(cast.pete.pk)] == body
    assert api(cast.tom).post("groups", cast.group.pk, "cover", body=body).status_code == 404


@pytest.mark.parametrize("what", ["move", "take-back-move"])
def test_it_is_not_there_for_others(cast, api, wes_api, row, what):
    for caller in (api(cast.ines), api(cast.pete), wes_api):
        assert caller.post("sessions", row[0].pk, what, body=said(), If_Match='"1"').status_code == 404
