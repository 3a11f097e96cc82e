from __future__ import annotations

import pytest

from programs.actions import rule_profiles
from programs.models import RuleChange
from tests.factories import NOW, make_attendance, make_enrollment, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def rules(cast):
    new = rule_profiles.draft(
        service=cast.service,
        key="ours",
        name="Ours",
        rules={"sessions_required": 12, "max_no_word": 0},
        by=cast.priya,
        at=NOW,
    )
    return rule_profiles.publish(profile=new, by=cast.priya, at=NOW)


@pytest.fixture
def place(cast, rules):
    place = make_enrollment(client=cast.dan, group=cast.group, rule_profile=rules)
    make_attendance(session=make_session(group=cast.group), enrollment=place, outcome="present")
    return place


def url(place) -> str:
    return f"/programs/enrollments/{place.pk}/standing/"


def test_every_result_is_a_sentence(cast, place, sign_in):
    page = sign_in(cast.tom).get(url(place)).content.decode()

    assert "1 of 12 sessions are credited; 11 are left." in page
    assert "He came to 1 of 1 session offered to him." in page
    assert "He came; it counts." in page
    assert "says nothing about anybody’s safety" in page


def test_a_limit_that_is_passed_asks_for_a_person(cast, place, sign_in):
    late = make_session(group=cast.group, starts_at=NOW.replace(day=1))
    make_attendance(session=late, enrollment=place, outcome="unexcused")

    page = sign_in(cast.tom).get(url(place)).content.decode()

    assert "A limit is passed: a person looks at it and decides." in page
    assert "He missed it with no word." in page


def test_a_man_under_no_rules_has_a_page_that_says_so(cast, sign_in):
    place = make_enrollment(client=cast.dan, group=cast.group)

    assert "under no rules here" in sign_in(cast.tom).get(url(place)).content.decode()


def test_a_director_decides_with_a_reason(cast, rules, sign_in):
    place = make_enrollment(client=cast.dan, group=cast.group)
    browser = sign_in(cast.priya)

    refused = browser.post(url(place), {"profile": rules.pk, "reason": ""})
    assert refused.status_code == 422
    assert not RuleChange.objects.exists()

    browser.post(url(place), {"profile": rules.pk, "reason": "His order names them."})
    page = browser.get(url(place)).content.decode()
    place.refresh_from_db()
    assert place.rule_profile == rules
    assert "His order names them." in page
    assert "Priya Nair" in page


def test_a_counselor_reads_and_does_not_decide(cast, rules, sign_in):
    place = make_enrollment(client=cast.dan, group=cast.group)
    browser = sign_in(cast.tom)

    assert b"Put him under other rules" not in browser.get(url(place)).content
    assert browser.post(url(place), {"profile": rules.pk, "reason": "Mine"}).status_code == 404
    assert not RuleChange.objects.exists()


def test_it_is_hidden_from_peers_and_from_another_service(cast, place, sign_in):
    assert sign_in(cast.pete).get(url(place)).status_code == 404
    assert sign_in(cast.wes).get(url(place)).status_code == 404
