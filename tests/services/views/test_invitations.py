"""Invitations nobody has used yet: seen, sent anew, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from services.actions import team
from services.models import AuditEntry, Invitation, Membership
from tests import factories
from tests.conftest import NOW

URL = "/team/"


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def invited(cast) -> tuple[Invitation, str]:
    return team.invite(
        email="nora@example.org", role="peer", site=cast.north, by=cast.ada, at=NOW - timedelta(days=2)
    )


def at(invitation: Invitation, step: str) -> str:
    return f"/team/invitations/{invitation.pk}/{step}/"


def test_the_page_says_who_was_invited_by_whom_and_until_when(cast, sign_in, invited):
    page = sign_in(cast.ada).get(URL).content.decode()
    for said in ("nora@example.org", "Peer counselor, North", "Invited by Ada Quist", "Open until 17 March"):
        assert said in page
    assert "1 invitation is open" in page


def test_one_that_ran_out_stays_until_it_is_sent_anew_or_taken_back(cast, sign_in, invited):
    Invitation.objects.update(expires_at=NOW - timedelta(days=1))
    page = sign_in(cast.ada).get(URL).content.decode()
    assert "Ran out on 11 March" in page
    assert "is open" not in page


def test_a_new_link_opens_and_the_old_one_does_not(cast, sign_in, invited, client):
    invitation, old = invited
    answer = sign_in(cast.ada).post(at(invitation, "renew"))
    assert answer.status_code == 200
    link = answer.context["link"]
    assert old not in link
    assert client.get(f"/join/{old}/").status_code == 409
    assert client.get(link).status_code == 200
    invitation.refresh_from_db()
    assert invitation.expires_at == NOW + timedelta(days=7)
    assert AuditEntry.objects.filter(what="staff.invited_again", about_id=invitation.pk).count() == 1


def test_taken_back_it_opens_nothing_and_the_address_is_gone(cast, sign_in, invited, client):
    invitation, key = invited
    answer = sign_in(cast.ada).post(at(invitation, "cancel"), follow=True)
    assert "The link opens nothing any more" in answer.content.decode()
    assert "nora@example.org" not in answer.content.decode()
    assert client.get(f"/join/{key}/").status_code == 409
    assert not Invitation.objects.exists()
    assert AuditEntry.objects.get(what="staff.invitation_cancelled").about_id == invitation.pk


@pytest.mark.parametrize("step", ["renew", "cancel"])
def test_a_used_one_is_not_there_any_more(cast, sign_in, invited, step):
    Invitation.objects.update(accepted_at=NOW)
    browser = sign_in(cast.ada)
    assert "nora@example.org" not in browser.get(URL).content.decode()
    assert browser.post(at(invited[0], step)).status_code == 404


@pytest.mark.parametrize("step", ["renew", "cancel"])
@pytest.mark.parametrize("who", ["tom", "ines", "pete", "wes"])
def test_for_others_it_is_not_there(cast, sign_in, invited, who, step):
    before = Invitation.objects.values().get()
    assert sign_in(getattr(cast, who)).post(at(invited[0], step)).status_code == 404
    assert Invitation.objects.values().get() == before


def test_a_director_takes_back_only_what_a_director_may_give(cast, sign_in):
    invitation, _key = team.invite(email="ann@example.org", role="administrator", by=cast.ada, at=NOW)
    browser = sign_in(cast.priya)
    page = browser.get(URL).content.decode()
    assert "ann@example.org" in page
    assert at(invitation, "cancel") not in page
    assert browser.post(at(invitation, "cancel")).status_code == 404
    assert browser.post(at(invitation, "renew")).status_code == 404


def test_a_director_of_one_site_reaches_those_of_that_site(cast, sign_in, invited):
    east = factories.make_site(service=cast.service, name="East")
    dora = factories.make_staff(name="Dora Site", service=cast.service, role="director", site=east)
    assert sign_in(dora).post(at(invited[0], "cancel")).status_code == 404
    Membership.objects.filter(staff=dora).update(site=cast.north)
    assert sign_in(dora).post(at(invited[0], "cancel")).status_code == 302


def test_somebody_who_waits_is_not_invited_twice_to_the_same(cast, sign_in, invited):
    sent = {"email": "Nora@example.org", "role": "peer", "site": str(cast.north.pk)}
    answer = sign_in(cast.ada).post("/team/invitations/", sent)
    assert answer.status_code == 422
    assert "already invited to this role" in answer.content.decode()
    assert Invitation.objects.count() == 1
    assert sign_in(cast.ada).post("/team/invitations/", sent | {"role": "counselor"}).status_code == 201


def test_steps_are_taken_by_post_alone(cast, sign_in, invited):
    for step in ("renew", "cancel"):
        assert sign_in(cast.ada).get(at(invited[0], step)).status_code == 405
