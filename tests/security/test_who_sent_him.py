"""Who runs a man's group never learns who sent him, whatever else that person is elsewhere in the service."""

from __future__ import annotations

import pytest
from django.utils import timezone

from referrals.models import Referral
from services.access import seat
from services.models import Membership
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()
DOORS = ("partner", "A partner suggested it", "ultimatum", "An ultimatum")


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def referral(cast):
    """Dan came to North through a partner, under an ultimatum, and sits in Tom's group."""
    referral = factories.make_referral(
        client=cast.dan,
        site=cast.north,
        source="partner",
        pressure="ultimatum",
        status="placed",
        owner=cast.tom,
    )
    place = factories.make_enrollment(client=cast.dan, group=cast.group)
    session = factories.make_session(group=cast.group, starts_at=NOW.replace(hour=17))
    factories.make_attendance(session=session, enrollment=place, outcome="present")
    return referral


@pytest.fixture
def east(cast):
    return factories.make_site(service=cast.service, name="East")


@pytest.fixture
def tom_elsewhere(cast, east):
    """`tom_elsewhere("director")`: the counselor of North who holds this role at the East site."""

    def holds(role: str):
        Membership.objects.create(service=cast.service, staff=cast.tom, role=role, site=east)
        return seat(cast.tom, cast.service, on=TODAY)

    return holds


def test_the_page_of_a_referral_says_neither_door_nor_pressure(cast, sign_in, referral):
    told = sign_in(cast.tom).get(referral.get_absolute_url()).content.decode()
    assert [word for word in DOORS if word in told] == []
    told = sign_in(cast.priya).get(referral.get_absolute_url()).content.decode()
    assert "A partner suggested it" in told
    assert "An ultimatum" in told


@pytest.mark.parametrize("role", ["intake", "director"])
def test_a_referral_of_another_site_is_not_drawn_to_ones_own(
    cast, sign_in, east, referral, tom_elsewhere, role
):
    """One who runs his group at North and takes calls at East: moved to East, the referral would tell all."""
    answer = sign_in(tom_elsewhere(role)).patch(
        f"/api/v1/referrals/{referral.pk}/",
        {"site": str(east.pk)},
        content_type="application/json",
        headers={"If-Match": '"1"'},
    )
    assert answer.status_code == 404
    assert "partner" not in answer.content.decode()
    with acting_as(service=cast.service.pk, roles=["director"]):
        assert Referral.objects.get(pk=referral.pk).site == cast.north


@pytest.mark.parametrize("where", ["/reports/retention/", "/api/v1/reports/retention/"])
def test_a_report_does_not_split_ones_own_men_by_door(cast, sign_in, referral, tom_elsewhere, where):
    told = sign_in(tom_elsewhere("director")).get(where, {"by": "source", "group": str(cast.group.pk)})
    assert "A partner suggested it" not in told.content.decode()


@pytest.mark.parametrize("by", ["source", "pressure"])
def test_the_men_behind_a_figure_are_not_told_by_door(cast, sign_in, referral, tom_elsewhere, by):
    browser = sign_in(tom_elsewhere("director"))
    key = {"source": "partner", "pressure": "ultimatum"}[by]
    told = browser.get("/reports/retention/men/", {"by": by, "key": key})
    assert "Dan" not in told.content.decode()
    told = browser.get("/reports/retention/men/", {"by": "group"})
    assert "Dan" in told.content.decode()
