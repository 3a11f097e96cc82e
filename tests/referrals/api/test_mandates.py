from __future__ import annotations

import pytest

from referrals.models import Hearing, Mandate, Referrer
from tests import factories


@pytest.fixture
def referral(cast):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    return factories.make_referral(client=cast.dan, site=cast.north)


def test_orders_are_written_put_right_put_off_and_ended(cast, referral, api, wes_api):
    court = Referrer.objects.create(service=cast.service, kind="court", name="Registry")
    intake = api(cast.ines)
    sent = {"referral": str(referral.pk), "kind": "family", "amount": 12, "reports_to": str(court.pk)}
    made = intake.post("mandates", body=sent)
    assert made.status_code == 201
    one = ("mandates", made.json()["id"])
    assert made.json()["reports_to"] == str(court.pk)
    assert intake.patch(*one, body={"amount": 14}, seen=1).json()["amount"] == 14
    assert intake.patch(*one, body={"amount": 2}, seen=1).status_code == 412
    first = intake.post(*one, "hearings", body={"on": "2026-04-01"}).json()
    intake.post(*one, "hearings", body={"on": "2026-05-01", "adjourned_from": first["id"]})
    assert [str(row.on) for row in Hearing.objects.all()] == ["2026-04-01", "2026-05-01"]
    assert intake.post(*one, "end", body={"on": "2026-03-01"}).status_code == 200
    assert intake.post(*one, "end", body={"on": "2026-03-01"}).status_code == 409

    seen = api(cast.tom).get(*one)
    assert (seen.json()["amount"], seen.json()["reports_to"]) == (14, None)
    assert api(cast.tom).patch(*one, body={"amount": 2}, seen=3).status_code == 404
    assert api(cast.pete).get("mandates").status_code == 404
    assert wes_api.get(*one).status_code == 404
    assert Mandate.objects.get().amount == 14
