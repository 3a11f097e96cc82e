from __future__ import annotations

import pytest

from services.models import Qualification, QualificationKind


@pytest.fixture
def kind(cast) -> QualificationKind:
    return QualificationKind.objects.create(service=cast.service, name="First aid", months=24)


def said(cast, kind, **more) -> dict:
    return {"staff": str(cast.tom.pk), "kind": str(kind.pk), "got_on": "2024-04-01"} | more


def test_it_is_written_down_and_put_right(cast, kind, api):
    priya = api(cast.priya)
    made = priya.post("qualifications", body=said(cast, kind))
    assert (made.status_code, made.json()["expires_on"]) == (201, "2026-03-31")
    pk = made.json()["id"]
    changed = priya.patch("qualifications", pk, body={"expires_on": "2024-06-01"}, seen=1)
    assert (changed.status_code, changed.json()["state"]) == (200, "expired")
    forever = priya.patch("qualifications", pk, body={"expires_on": None}, seen=2)
    assert (forever.status_code, forever.json()["state"]) == (200, "held")
    assert priya.patch("qualifications", pk, body={"expires_on": None}, seen=1).status_code == 412
    assert priya.post("qualifications", body=said(cast, kind)).status_code == 409
    assert priya.post("qualifications", body=said(cast, kind, got_on="2030-01-01")).status_code == 422


def test_one_reads_ones_own(cast, kind, api):
    pk = api(cast.ada).post("qualifications", body=said(cast, kind)).json()["id"]
    assert [row["id"] for row in api(cast.tom).get("qualifications").json()["results"]] == [pk]
    assert api(cast.ines).get("qualifications").json()["results"] == []
    assert api(cast.ines).get("qualifications", pk).status_code == 404
    assert api(cast.tom).post("qualifications", body=said(cast, kind)).status_code == 404
    assert Qualification.objects.count() == 1


def test_another_service_finds_none(cast, kind, api, wes_api):
    api(cast.ada).post("qualifications", body=said(cast, kind))
    assert wes_api.get("qualifications").json()["results"] == []
    assert wes_api.get("qualification-kinds").json()["results"] == []
    assert wes_api.post("qualifications", body=said(cast, kind)).status_code == 422
