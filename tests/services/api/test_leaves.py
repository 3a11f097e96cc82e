from __future__ import annotations

import pytest

from services.models import Leave

SENT = {"since": "2026-03-16", "until": "2026-03-20"}


def test_one_s_own_days_away(cast, api):
    tom = api(cast.tom)
    made = tom.post("leaves", body=SENT)
    assert (made.status_code, made.json()["staff"]) == (201, str(cast.tom.pk))
    key = made.json()["id"]
    assert tom.patch("leaves", key, body={"until": "2026-03-22"}, seen=1).json()["until"] == "2026-03-22"
    assert tom.patch("leaves", key, body={"until": "2026-03-23"}, seen=1).status_code == 412
    assert tom.post("leaves", body=SENT).status_code == 409
    assert [row["id"] for row in api(cast.ines).get("leaves").json()["results"]] == [key]
    assert tom.post("leaves", key, "remove", body={}).json()["id"] == key
    assert not Leave.objects.exists()


def test_a_colleague_s_only_by_who_leads(cast, api, wes_api):
    key = api(cast.priya).post("leaves", body=SENT | {"staff": str(cast.tom.pk)}).json()["id"]
    pete = api(cast.pete)
    assert pete.post("leaves", body=SENT | {"staff": str(cast.ines.pk)}).status_code == 409
    for caller in (pete, wes_api):
        assert caller.patch("leaves", key, body={"until": "2026-03-22"}, seen=1).status_code == 404
        assert caller.post("leaves", key, "remove", body={}).status_code == 404
    assert wes_api.get("leaves", key).status_code == 404


@pytest.mark.parametrize("change", [{"until": "2026-03-15"}, {"until": "2030-01-01"}])
def test_what_is_wrong_is_refused(cast, api, change):
    assert api(cast.tom).post("leaves", body=SENT | change).status_code == 422
    assert not Leave.objects.exists()
