from __future__ import annotations

import pytest

from programs.models import GuardianConsent
from tests import factories


@pytest.fixture
def place(cast):
    return factories.make_enrollment(client=cast.dan, group=cast.group)


def said(place, **more) -> dict:
    return {"enrollment": str(place.pk), "guardian": "Ruth Okafor", "given_on": "2026-03-10"} | more


def test_somebody_agrees_and_takes_it_back(cast, place, api):
    tom = api(cast.tom)
    made = tom.post("guardian-consents", body=said(place, relation="mother"))
    assert (made.status_code, made.json()["withdrawn_on"]) == (201, None)
    pk = made.json()["id"]
    again = tom.post("guardian-consents", pk, "withdraw", body={"on": "2026-03-11"})
    assert (again.status_code, again.json()["withdrawn_on"]) == (200, "2026-03-11")
    assert tom.post("guardian-consents", pk, "withdraw", body={}).status_code == 409
    assert len(tom.get("guardian-consents", enrollment=str(place.pk)).json()["results"]) == 1


def test_what_cannot_be_is_refused(cast, place, api):
    tom = api(cast.tom)
    for wrong in ({"guardian": ""}, {"given_on": "2030-01-01"}, {"enrollment": "17"}):
        assert tom.post("guardian-consents", body=said(place, **wrong)).status_code == 422
    assert not GuardianConsent.objects.exists()


def test_others_find_none(cast, place, api, wes_api):
    pk = api(cast.tom).post("guardian-consents", body=said(place)).json()["id"]
    assert api(cast.pete).get("guardian-consents").status_code == 404
    assert wes_api.get("guardian-consents").json()["results"] == []
    assert wes_api.get("guardian-consents", pk).status_code == 404
