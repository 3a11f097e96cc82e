"""Who directs or takes calls at one site reaches no other through the API either."""

from __future__ import annotations

import pytest
from django.utils import timezone

from programs.models import Group
from referrals.models import Referral
from services.access import seat
from services.models import Invitation, Membership
from services.wall import set_frame
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


@pytest.fixture
def two_trades(cast, east):
    """She directs every site, and is administrator of East alone."""
    staff = factories.make_staff(name="Dora Lind", service=cast.service, role="director")
    Membership.objects.create(service=cast.service, staff=staff, role="administrator", site=east)
    return staff


@pytest.mark.parametrize("where", ["every", "north"])
def test_a_role_is_given_only_where_it_is_ones_own_to_give(cast, sign_in, two_trades, where):
    """As director she brings counselors in everywhere; an administrator she makes at East alone."""
    site = {"every": "", "north": cast.north.pk}[where]
    answer = sign_in(two_trades).post(
        "/team/invitations/", {"email": "friend@example.org", "role": "administrator", "site": site}
    )
    assert answer.status_code == 422
    set_frame(service=cast.service.pk, roles=["director"])
    assert not Invitation.objects.exists()


def test_an_administrator_of_another_site_is_not_let_go(cast, sign_in, two_trades):
    held = Membership.objects.get(staff=cast.ada)
    assert sign_in(two_trades).post(f"/team/roles/{held.pk}/end/").status_code == 404


def test_what_is_ones_own_to_give_is_given(cast, east, sign_in, two_trades):
    """The twin."""
    browser = sign_in(two_trades)
    for email, role, site in (
        ("a@example.org", "administrator", east.pk),
        ("b@example.org", "counselor", ""),
    ):
        sent = {"email": email, "role": role, "site": site}
        assert browser.post("/team/invitations/", sent).status_code == 201
