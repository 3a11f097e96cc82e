from __future__ import annotations

from datetime import date, timedelta

import pytest

from programs.models import Enrollment, GuardianConsent
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
SENT = {"guardian": "Ruth Okafor", "relation": "mother", "given_on": "2026-03-10"}


@pytest.fixture
def young(cast, evening) -> Enrollment:
    """Dan is 16, in a group of young men that meets again next week."""
    program = factories.make_program(
        service=cast.service,
        name="Young men",
        kind="young_men",
        age_from=14,
        age_until=17,
        duty_to_report="Tell Priya within a day.",
    )
    group = factories.make_group(
        program=program, name="After school", site=cast.north, facilitators=[cast.tom, cast.pete]
    )
    factories.make_session(group=group, starts_at=NOW + timedelta(days=7))
    cast.dan.date_of_birth = date(2009, 6, 1)
    cast.dan.save()
    return factories.make_enrollment(client=cast.dan, group=group)


def url(place) -> str:
    return f"/programs/enrollments/{place.pk}/consents/"


def test_what_is_missing_stands_on_the_groups_page_until_somebody_agreed(cast, young, sign_in):
    browser = sign_in(cast.tom)
    page = browser.get(young.group.get_absolute_url()).content
    assert b"Consent missing" in page
    assert b"his first session is on 19 Mar" in page
    assert b"Consent is missing." in browser.get(url(young)).content
    assert browser.post(url(young), SENT).url == url(young)
    assert b"Consent missing" not in browser.get(young.group.get_absolute_url()).content
    consent = GuardianConsent.objects.get()
    assert browser.post(f"/programs/consents/{consent.pk}/withdraw/").url == url(young)
    assert b"Consent missing" in browser.get(young.group.get_absolute_url()).content


def test_a_man_of_age_needs_none(cast, young, sign_in):
    cast.dan.date_of_birth = date(2008, 3, 12)
    cast.dan.save()
    assert b"Consent missing" not in sign_in(cast.tom).get(young.group.get_absolute_url()).content
    assert b"He is 18; this is for men until 17." in sign_in(cast.tom).get(url(young)).content


def test_a_peer_is_told_nothing_of_consents(cast, young, sign_in):
    assert b"Consent" not in sign_in(cast.pete).get(young.group.get_absolute_url()).content
    assert sign_in(cast.pete).get(url(young)).status_code == 404


def test_the_duty_to_report_stands_beside_it(cast, young, sign_in):
    assert b"Tell Priya within a day." in sign_in(cast.tom).get(url(young)).content


@pytest.mark.parametrize("change", [{"guardian": ""}, {"given_on": "2026-03-13"}, {"given_on": "x"}])
def test_what_is_wrong_is_said_and_writes_nothing(cast, young, sign_in, change):
    answer = sign_in(cast.tom).post(url(young), SENT | change)
    assert (answer.status_code, b"mother" in answer.content) == (422, True)
    assert not GuardianConsent.objects.exists()


def test_his_age_and_whom_to_ask_are_said_when_he_is_placed(cast, young, sign_in):
    referral = factories.make_referral(client=cast.luis, status="accepted", owner=cast.priya)
    cast.luis.date_of_birth = date(2012, 6, 1)
    cast.luis.save()
    browser, place = sign_in(cast.priya), f"/referrals/{referral.pk}/place/"
    assert b"He is 13; this is for men from 14 on." in browser.get(place).content
    page = browser.post(place, {"group": young.group_id, "start_on": "2026-03-12"}, follow=True).content
    assert b"He is 13; this is for men from 14 on." in page
    assert b"whoever looks after him has to agree" in page


@pytest.mark.parametrize("who", ["pete", "ada", "wes"])
def test_it_is_not_there_for_others(cast, young, sign_in, who):
    browser = sign_in(getattr(cast, who))
    assert (browser.get(url(young)).status_code, browser.post(url(young), SENT).status_code) == (404, 404)
    assert not GuardianConsent.objects.exists()


def test_it_sends_a_stranger_to_the_door(young, client):
    assert client.get(url(young)).url.startswith("/accounts/login/")


def test_it_asks_little(cast, young, sign_in):
    browser = sign_in(cast.tom)
    assert asked(browser, url(young)) == 6 <= MOST
    assert asked(browser, young.group.get_absolute_url()) <= MOST
