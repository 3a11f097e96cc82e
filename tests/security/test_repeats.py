"""An answer that is given again is given to whoever got it, and to no other key or desk of the same person."""

from __future__ import annotations

import pytest
from django.utils import timezone

from services.access import seat
from services.models import Membership
from tests import factories
from tests.api import Api, token_of
from tests.conftest import NOW

KEY = {"Idempotency-Key": "accept-1"}


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def tom(cast):
    """Tom runs groups, and directs the service besides; another program holds a token of the counselor alone."""
    Membership.objects.create(service=cast.service, staff=cast.tom, role="director")
    return seat(cast.tom, cast.service, on=NOW.date())


def test_a_token_does_not_get_what_the_browser_of_its_person_was_told(cast, tom, sign_in):
    referral = factories.make_referral(client=cast.luis, source="partner", status="triaged")
    where = f"/api/v1/referrals/{referral.pk}/accept/"
    token = Api(token_of(tom, "counselor"))
    told = sign_in(tom).post(where, {}, content_type="application/json", headers=KEY)
    assert told.json()["source"] == "partner"
    again = token.post("referrals", referral.pk, "accept", key="accept-1")
    assert again.status_code == 404
    assert "partner" not in again.content.decode()


def test_the_same_door_is_told_the_same_again(cast, tom, sign_in):
    """The twin: each of them alone is answered twice."""
    referral = factories.make_referral(client=cast.luis, source="partner", status="triaged", owner=tom)
    where = f"/api/v1/referrals/{referral.pk}/accept/"
    token = Api(token_of(tom, "counselor"))
    first = token.post("referrals", referral.pk, "accept", key="accept-1")
    assert first.json()["source"] is None
    again = token.post("referrals", referral.pk, "accept", key="accept-1")
    assert again.headers["Idempotency-Replayed"] == "true"
    told = sign_in(tom).post(where, {}, content_type="application/json", headers=KEY)
    assert told.status_code == 409


def test_somebody_whose_role_has_ended_is_not_told_again(cast, tom, sign_in):
    referral = factories.make_referral(client=cast.luis, source="partner", status="triaged", owner=tom)
    where, browser = f"/api/v1/referrals/{referral.pk}/accept/", sign_in(tom)
    told = browser.post(where, {}, content_type="application/json", headers=KEY)
    assert told.json()["source"] == "partner"
    Membership.objects.filter(staff=tom, role="director").update(ended_at=NOW)
    again = browser.post(where, {}, content_type="application/json", headers=KEY)
    assert again.status_code == 422
    assert "partner" not in again.content.decode()
