from __future__ import annotations

import pytest

from programs.models import Closure
from services.models import AuditEntry

SENT = {"name": "Repairs", "since": "2026-03-19", "until": "2026-03-27"}


@pytest.fixture
def priya(cast, api):
    return api(cast.priya)


def test_days_are_closed_changed_and_open_after_all(cast, priya, api):
    made = priya.post("closures", body=SENT)
    assert (made.status_code, made["ETag"], made.json()["site"]) == (201, '"1"', None)
    key = made.json()["id"]
    changed = priya.patch("closures", key, body={"until": "2026-03-20"}, seen=1)
    assert (changed.json()["until"], changed.json()["version"]) == ("2026-03-20", 2)
    assert priya.patch("closures", key, body={"until": "2026-03-21"}, seen=1).status_code == 412
    assert [row["id"] for row in api(cast.tom).get("closures").json()["results"]] == [key]
    gone = priya.post("closures", key, "remove", body={})
    assert (gone.status_code, gone.json()["name"]) == (200, "Repairs")
    assert not Closure.objects.exists()
    said = AuditEntry.objects.filter(what__startswith="closure").order_by("at", "id")
    assert {entry.what for entry in said} == {"closure.added", "closure.edited", "closure.removed"}


def test_what_is_planned_leaves_them_out(cast, priya):
    priya.post("closures", body=SENT)
    rule = {"first_on": "2026-03-12", "begins": "18:30", "minutes": 120, "count": 2}
    priya.post("groups", cast.group.pk, "schedule", body=rule)
    rows = priya.get("sessions", group=str(cast.group.pk)).json()["results"]
    assert [row["session_on"] for row in rows] == ["2026-03-12", "2026-04-02"]


def test_a_counselor_reads_and_closes_nothing(cast, api, priya, wes_api):
    key = priya.post("closures", body=SENT).json()["id"]
    tom = api(cast.tom)
    assert tom.get("closures", key).status_code == 200
    for caller in (tom, wes_api):
        assert caller.patch("closures", key, body={"name": "X"}, seen=1).status_code == 404
        assert caller.post("closures", key, "remove", body={}).status_code == 404
    assert tom.post("closures", body=SENT).status_code == 404
    assert wes_api.get("closures", key).status_code == 404


@pytest.mark.parametrize("change", [{"until": "2026-03-18"}, {"until": "2027-06-01"}, {"name": " "}])
def test_what_is_wrong_is_refused(cast, priya, change):
    assert priya.post("closures", body=SENT | change).status_code == 422
    assert not Closure.objects.exists()
