"""Who directs or takes calls at one site reaches no other through the API either."""

from __future__ import annotations

import pytest
from django.utils import timezone

from programs.models import Group
from referrals.models import Referral
from services.access import seat
from tests import factories
from tests.api import Api, token_of
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def east(cast):
    return factories.make_site(service=cast.service, name="East")


@pytest.fixture
def at_east(cast, east):
    """`at_east("director")` holds that role at the East site alone."""

    def holds(role: str):
        staff = factories.make_staff(name=f"Mia {role}", service=cast.service, role=role, site=east)
        return seat(staff, cast.service, on=NOW.date())

    return holds


@pytest.mark.parametrize("where", ["north", None])
def test_a_group_is_opened_at_ones_own_site(cast, at_east, where):
    site = where and str(cast.north.pk)
    sent = {"program": str(cast.program.pk), "name": "Elsewhere", "site": site}
    answer = Api(token_of(at_east("director"), "director")).post("groups", body=sent)
    assert answer.status_code == 422
    assert "site" in answer.json()["fields"]
    assert not Group.objects.filter(name="Elsewhere").exists()


@pytest.mark.parametrize("where", ["north", None])
def test_a_group_is_not_moved_away_from_ones_own_site(cast, east, at_east, where):
    group = factories.make_group(program=cast.program, site=east, name="East group")
    site = where and str(cast.north.pk)
    mia = Api(token_of(at_east("director"), "director"))
    assert mia.patch("groups", group.pk, body={"site": site}, seen=1).status_code == 422
    assert mia.patch("groups", group.pk, body={"site": str(east.pk)}, seen=1).status_code == 200


@pytest.mark.parametrize("where", ["north", None, "left out"])
def test_a_referral_is_noted_at_ones_own_site(cast, east, at_east, where):
    """At another it would be out of one's own sight, and in nobody's who knows of it."""
    sent = {"first_name": "Abel", "source": "self", "site": str(cast.north.pk) if where == "north" else None}
    if where == "left out":
        del sent["site"]
    ines = Api(token_of(at_east("intake"), "intake"))
    assert ines.post("referrals", body=sent).status_code == 422
    assert not Referral.objects.exists()
    answer = ines.post("referrals", body=sent | {"site": str(east.pk)})
    assert answer.status_code == 201
    assert ines.get("referrals", answer.json()["id"]).status_code == 200


def test_who_is_there_for_every_site_may_leave_it_open(cast):
    """The twin."""
    everywhere = Api(token_of(cast.ines, "intake"))
    assert everywhere.post("referrals", body={"first_name": "Abel", "source": "self"}).status_code == 201
