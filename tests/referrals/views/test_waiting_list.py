"""Who waits for a place, when he last heard from us, and who hears of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from referrals.actions import decisions, referrals
from referrals.models import FrontDesk
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW


@pytest.fixture
def waits(cast):
    """Luis has waited for seven weeks; somebody spoke with him sixteen days ago."""
    long_ago = NOW - timedelta(days=49)
    referral = factories.make_referral(
        client=cast.luis, site=cast.north, status="waitlisted", received_at=long_ago, decided_at=long_ago
    )
    talk(cast, referral, days=16)
    return referral


def talk(cast, referral, *, days, outcome="spoke"):
    at = NOW - timedelta(days=days)
    referrals.log_contact(
        referral=referral, channel="call", outcome=outcome, purpose="keep_warm", by=cast.ines, at=at
    )


def page(browser, **query):
    return browser.get("/waiting/", query).content.decode()


def test_a_call_is_due_until_somebody_spoke_with_him(cast, sign_in, waits):
    browser, tom = sign_in(cast.ines), sign_in(cast.tom)
    assert "Luis F." in page(browser, show="call")
    assert "Stay in touch with Luis F." in browser.get("/").content.decode()
    assert "Luis F." not in page(tom)
    assert "Luis F." not in tom.get("/").content.decode()
    talk(cast, waits, days=0, outcome="no_answer")
    assert "Luis F." not in page(browser, show="call"), "nobody is rung twice on one day"
    FrontDesk.objects.create(service=cast.service, keep_warm_days=17)
    waits.contacts.filter(outcome="no_answer").delete()
    assert "Luis F." not in page(browser, show="call")
    assert "Luis F." in page(browser)


def test_who_waits_too_long_is_told_to_the_director_alone(cast, sign_in, waits):
    said = "1 man has waited too long for a place"
    director = sign_in(cast.priya)
    assert said in director.get("/").content.decode()
    assert said not in sign_in(cast.ines).get("/").content.decode()
    assert "Longer than we mean to" in page(director, show="long")
    FrontDesk.objects.create(service=cast.service, waiting_alarm_days=60)
    assert said not in director.get("/").content.decode()
    assert "Luis F." not in page(director, show="long")


def test_it_is_narrowed_and_taken_along_as_it_is_shown(cast, sign_in, waits):
    waits.availability = ["weekend"]
    waits.save()
    browser = sign_in(cast.ines)
    assert "Luis F." in page(browser, can="weekend", site=str(cast.north.pk))
    assert "Luis F." not in page(browser, can="weekday_morning")
    assert "Luis F." not in page(browser, who="mine")
    lines = page(browser, format="csv", can="weekend").splitlines()
    assert len(lines) == 2
    assert "Luis F." in lines[1]


def test_it_asks_the_same_however_many_wait(cast, sign_in, waits):
    browser = sign_in(cast.ines)
    first = asked(browser, "/waiting/")
    for number in range(4):
        man = factories.make_client(service=cast.service, first_name=f"Man {number}")
        factories.make_referral(client=man, site=cast.north, status="accepted")
    assert asked(browser, "/waiting/") == first <= MOST


def test_how_it_went_elsewhere_is_asked_on_its_day(cast, sign_in):
    referral = factories.make_referral(client=cast.dan, site=cast.north, status="triaged")
    how = {"referral": referral, "to_whom": "Legal aid", "reason": "It is about money.", "by": cast.ines}
    made = decisions.redirect(**how, ask_again_on=NOW.date(), at=NOW - timedelta(days=14))
    browser = sign_in(cast.ines)
    assert "Ask how it went with Dan O." in browser.get("/").content.decode()
    url = f"/redirections/{made.pk}/"
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"version": "9", "outcome": "taken_up"}).status_code == 412
    assert browser.post(url, {"version": "1", "outcome": "taken_up"}).url == referral.get_absolute_url()
    assert "Ask how it went" not in browser.get("/").content.decode()
