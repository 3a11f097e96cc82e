"""A place in a group that meets while another of his does is seen first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import Enrollment
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def referral(cast, monkeypatch):
    """Dan, accepted, with a place in a group that meets when Tom's does."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    other = factories.make_group(program=cast.program, site=cast.north, name="Other group")
    factories.make_enrollment(client=cast.dan, group=other)
    for group in (cast.group, other):
        factories.make_session(group=group, starts_at=NOW + timedelta(days=7))
    return factories.make_referral(client=cast.dan, status="accepted")


def said(cast, **more) -> dict:
    return {"group": str(cast.group.pk), "start_on": "2026-03-12"} | more


def places(cast) -> int:
    return Enrollment.objects.filter(client=cast.dan, group=cast.group).count()


def test_it_is_seen_first_and_given_all_the_same_by_who_saw_it(cast, referral, sign_in):
    browser, url = sign_in(cast.priya), f"/referrals/{referral.pk}/place/"
    seen = browser.post(url, said(cast))
    assert seen.status_code == 409
    assert "On 19 March he also has a place at that hour in Other group." in seen.content.decode()
    assert (places(cast), b"Give it to him all the same" in seen.content) == (0, True)
    browser.post(url, said(cast, despite=seen.context["clash"].key))
    assert places(cast) == 1


def test_another_first_day_after_it_is_no_clash(cast, referral, sign_in):
    sign_in(cast.priya).post(f"/referrals/{referral.pk}/place/", said(cast, start_on="2026-03-20"))
    assert places(cast) == 1


def test_a_program_may_ask_to_be_refused(cast, referral, api):
    priya = api(cast.priya)
    refused = priya.post("referrals", referral.pk, "place", body=said(cast, unless_clashing=True))
    assert (refused.status_code, refused.json()["type"], places(cast)) == (409, "clashing", 0)
    assert priya.post("referrals", referral.pk, "place", body=said(cast)).status_code == 201
