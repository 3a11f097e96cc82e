"""A role ended by a wrong press comes back with Undo, for a few minutes and by the same hands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from services.models import AuditEntry, Membership
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def clock(monkeypatch):
    """`clock(minutes)` sets it so many minutes after Thursday evening."""

    def at(minutes: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=minutes))

    at(0)
    return at


@pytest.fixture
def held(cast) -> Membership:
    return Membership.objects.get(staff=cast.tom)


def url(held: Membership, word: str) -> str:
    return f"/team/roles/{held.pk}/{word}/"


def is_held(held: Membership) -> bool:
    return Membership.objects.current().filter(pk=held.pk).exists()


def test_the_page_that_ends_a_role_offers_to_undo_it(cast, sign_in, clock, held):
    browser = sign_in(cast.ada)
    page = browser.post(url(held, "end"), follow=True).content.decode()
    assert f'action="{url(held, "take-back")}"' in page
    assert not is_held(held)
    page = browser.post(url(held, "take-back"), follow=True).content.decode()
    assert "The role is held again." in page
    assert is_held(held)
    assert AuditEntry.objects.filter(what="staff.end_taken_back", about_id=held.pk, by=cast.ada).exists()
    assert sign_in(cast.tom).get("/groups/").status_code == 200


def test_after_ten_minutes_it_takes_an_invitation(cast, sign_in, clock, held):
    browser = sign_in(cast.ada)
    browser.post(url(held, "end"))
    clock(11)
    page = browser.post(url(held, "take-back"), follow=True).content.decode()
    assert "This role ended a while ago. Invite the person again." in page
    assert not is_held(held)


def test_a_role_given_anew_in_between_is_not_held_twice(cast, sign_in, clock, held):
    browser = sign_in(cast.ada)
    browser.post(url(held, "end"))
    again = {name: getattr(held, name) for name in ("service", "staff", "role", "site")}
    Membership.objects.create(**again, started_at=NOW)
    assert "already has this role" in browser.post(url(held, "take-back"), follow=True).content.decode()
    assert Membership.objects.current().filter(staff=cast.tom).count() == 1


def test_pressed_twice_it_stays_held(cast, sign_in, clock, held):
    browser = sign_in(cast.ada)
    browser.post(url(held, "end"))
    for _again in range(2):
        assert browser.post(url(held, "take-back")).url == "/team/"
    assert is_held(held)


@pytest.mark.parametrize("who", ["tom", "ines", "pete", "wes"])
def test_whoever_could_not_end_it_brings_nobody_back(cast, sign_in, clock, held, who):
    sign_in(cast.ada).post(url(held, "end"))
    assert sign_in(getattr(cast, who)).post(url(held, "take-back")).status_code == 404
    assert not is_held(held)


def test_a_director_brings_no_administrator_back(cast, sign_in, clock):
    second = factories.make_staff(name="Al Rowe", service=cast.service, role="administrator")
    ended = Membership.objects.get(staff=second)
    sign_in(cast.ada).post(url(ended, "end"))
    assert sign_in(cast.priya).post(url(ended, "take-back")).status_code == 404
    assert not is_held(ended)
