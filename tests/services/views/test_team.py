"""Who works here: who may look, who may invite whom, and who may take a role away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from services.access import seat
from services.actions import team, tokens
from services.models import ApiToken, Invitation, Membership
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

URL = "/team/"
INVITE = "/team/invitations/"


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def role_of(staff, role: str | None = None) -> Membership:
    return Membership.objects.current().filter(staff=staff, **({"role": role} if role else {})).get()


@pytest.mark.parametrize("who", ["ada", "priya"])
def test_administrators_and_directors_see_who_works_here(cast, sign_in, who):
    page = sign_in(getattr(cast, who)).get(URL).content.decode()
    assert "Tom Beck" in page
    assert "Counselor" in page
    assert "Wes Adler" not in page


@pytest.mark.parametrize("who", ["tom", "ines", "pete"])
def test_for_everybody_else_the_page_is_not_there(cast, sign_in, who):
    browser = sign_in(getattr(cast, who))
    assert browser.get(URL).status_code == 404
    assert browser.post(INVITE, {"email": "a@b.test", "role": "administrator"}).status_code == 404
    assert browser.post(f"/team/roles/{role_of(cast.tom).pk}/end/").status_code == 404
    assert not Invitation.objects.exists()
    assert role_of(cast.tom)


def test_a_stranger_is_sent_to_the_door(client, db):
    assert client.get(URL).url.startswith("/accounts/login/")


def test_an_invitation_shows_its_link_once_and_keeps_no_key(cast, sign_in):
    browser = sign_in(cast.ada)
    answer = browser.post(INVITE, {"email": " New@Alongside.test ", "role": "counselor"})
    assert answer.status_code == 201
    link = answer.context["link"]
    key = link.rstrip("/").rsplit("/", 1)[1]
    invitation = Invitation.objects.get()
    assert invitation.email == "new@alongside.test"
    assert invitation.token_hash == team.hash_of(key)
    page = browser.get(URL).content.decode()
    assert "new@alongside.test" in page
    assert key not in page


def test_a_refused_invitation_says_why_and_writes_nothing(cast, sign_in):
    answer = sign_in(cast.ada).post(INVITE, {"email": cast.tom.email, "role": "counselor"})
    assert answer.status_code == 422
    assert "already has this role" in answer.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("email", ["", "nobody", "a b@c"])
def test_a_bad_address_is_refused(cast, sign_in, email):
    assert sign_in(cast.ada).post(INVITE, {"email": email, "role": "counselor"}).status_code == 422
    assert not Invitation.objects.exists()


def test_a_director_invites_those_who_do_the_work_and_nobody_above(cast, sign_in):
    browser = sign_in(cast.priya)
    assert browser.post(INVITE, {"email": "a@alongside.test", "role": "peer"}).status_code == 201
    for role in ("administrator", "director", "partner_worker", "researcher"):
        assert browser.post(INVITE, {"email": "b@alongside.test", "role": role}).status_code == 422
    assert Invitation.objects.count() == 1


def test_a_director_of_one_site_invites_for_that_site(cast, sign_in):
    other = factories.make_site(service=cast.service, name="East")
    dora = factories.make_staff(name="Dora Site", service=cast.service, role="director", site=cast.north)
    browser = sign_in(dora)
    for site in ("", str(other.pk)):
        sent = {"email": "c@alongside.test", "role": "peer", "site": site}
        assert browser.post(INVITE, sent).status_code == 422
    sent = {"email": "c@alongside.test", "role": "peer", "site": str(cast.north.pk)}
    assert browser.post(INVITE, sent).status_code == 201


def test_a_role_is_taken_away(cast, sign_in):
    answer = sign_in(cast.ada).post(f"/team/roles/{role_of(cast.tom).pk}/end/", follow=True)
    assert "This role has ended" in answer.content.decode()
    assert not Membership.objects.current().filter(staff=cast.tom).exists()


def test_the_last_administrator_stays(cast, sign_in):
    answer = sign_in(cast.ada).post(f"/team/roles/{role_of(cast.ada).pk}/end/", follow=True)
    assert "last administrator" in answer.content.decode()
    assert role_of(cast.ada)


def test_of_two_administrators_one_may_go(cast, sign_in):
    olga = factories.make_staff(name="Olga Quist", service=cast.service, role="administrator")
    sign_in(cast.ada).post(f"/team/roles/{role_of(olga).pk}/end/")
    assert not Membership.objects.current().filter(staff=olga).exists()


def test_a_director_does_not_let_an_administrator_go(cast, sign_in):
    assert sign_in(cast.priya).post(f"/team/roles/{role_of(cast.ada).pk}/end/").status_code == 404
    assert role_of(cast.ada)


def test_a_director_of_one_site_lets_nobody_of_another_go(cast, sign_in):
    dora = factories.make_staff(name="Dora Site", service=cast.service, role="director", site=cast.north)
    near = factories.make_staff(name="Ned Near", service=cast.service, role="peer", site=cast.north)
    browser = sign_in(dora)
    assert browser.post(f"/team/roles/{role_of(cast.tom).pk}/end/").status_code == 404
    assert browser.post(f"/team/roles/{role_of(near).pk}/end/").status_code == 302
    assert role_of(cast.tom)


def test_another_service_reaches_none_of_it(cast, sign_in):
    assert sign_in(cast.wes).post(f"/team/roles/{role_of(cast.tom).pk}/end/").status_code == 404
    assert role_of(cast.tom)


def test_an_administrator_revokes_a_key_and_a_director_sees_none(cast, sign_in):
    seat(cast.ada, cast.service, on=NOW.date())
    token, secret = tokens.make(
        service=cast.service, role="intake", name="Front desk tool", by=cast.ada, at=NOW
    )
    assert "Front desk tool" not in sign_in(cast.priya).get(URL).content.decode()
    assert sign_in(cast.priya).post(f"/team/keys/{token.pk}/revoke/").status_code == 404
    browser = sign_in(cast.ada)
    page = browser.get(URL).content.decode()
    assert "Front desk tool" in page
    assert secret not in page
    browser.post(f"/team/keys/{token.pk}/revoke/")
    assert ApiToken.objects.get().revoked_at == NOW
    assert "Front desk tool" not in browser.get(URL).content.decode()


def test_a_key_is_not_a_person(cast, sign_in):
    tokens.make(service=cast.service, role="intake", name="Front desk tool", by=cast.ada, at=NOW)
    assert sign_in(cast.ada).get(URL).content.decode().count("Front desk tool") == 1


@pytest.mark.parametrize("people", [2, 6])
def test_it_asks_the_same_whatever_the_number_of_people(cast, sign_in, people):
    for number in range(people):
        factories.make_staff(name=f"Person {number}", service=cast.service, role="peer", site=cast.north)
        Invitation.objects.create(
            service=cast.service,
            email=f"{number}@alongside.test",
            role="peer",
            token_hash=f"{number}",
            invited_by=cast.ada,
            created_at=NOW,
            expires_at=NOW + timedelta(days=3),
        )
        tokens.make(service=cast.service, role="intake", name=f"Key {number}", by=cast.ada, at=NOW)
    assert asked(sign_in(cast.ada), URL) == 10 <= MOST
