"""On the page of a group: who meets others before himself, and what is done about it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.models import GateOverride, Module
from services.models import AuditEntry
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

WHY = "Did the first part at Mill Road."


@pytest.fixture
def early(cast, evening):
    """Dan and Luis came to one of two sessions on himself; next week the group is with others."""
    me, also_me = factories.make_modules("Calm", "Anger", program=cast.program)
    edition = me.curriculum
    we = Module.objects.create(
        service=cast.service, curriculum=edition, position=3, name="Listening", stage="we"
    )
    cast.group.curriculum = edition
    cast.group.save()
    held = factories.make_session(
        group=cast.group, starts_at=NOW - timedelta(weeks=2), module=me, roster_frozen_at=NOW
    )
    for place in (evening.dan, evening.luis):
        factories.make_attendance(session=held, enrollment=place, outcome="present")
    factories.make_session(group=cast.group, starts_at=NOW + timedelta(weeks=1), module=we)
    other = factories.make_group(program=cast.program, name="Tuesday group", site=cast.north)
    other.curriculum = edition
    other.save()
    for week, module in enumerate((also_me, we), start=2):
        factories.make_session(group=other, starts_at=NOW + timedelta(weeks=week), module=module)
    return evening


def url_of(place) -> str:
    return f"/programs/enrollments/{place.pk}/go-on/"


def test_they_are_named_with_the_day_and_how_far_they_will_be(cast, early, sign_in):
    page = sign_in(cast.tom).get(cast.group.get_absolute_url()).content.decode()
    assert "Too early for the sessions with others" in page
    assert page.count("By then he has come to 1 of the 2 sessions on himself that come first.") == 2
    assert url_of(early.dan) in page
    assert f"/programs/enrollments/{early.dan.pk}/appointments/new/" in page


def test_a_director_is_offered_the_group_that_brings_them_there(cast, early, sign_in):
    page = sign_in(cast.priya).get(cast.group.get_absolute_url()).content.decode()
    assert page.count("Tuesday group</a>: brings him there from 26 March.") == 2
    # Tom does not run it, and is not told of it.
    assert "Tuesday group" not in sign_in(cast.tom).get(cast.group.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["tom", "priya"])
def test_it_asks_no_more_than_any_list(cast, early, sign_in, who):
    assert asked(sign_in(getattr(cast, who)), cast.group.get_absolute_url()) <= MOST


def test_whoever_keeps_the_register_decides_with_a_reason(cast, early, sign_in):
    browser = sign_in(cast.tom)
    assert "Let Dan O. go on with the group" in browser.get(url_of(early.dan)).content.decode()
    assert browser.post(url_of(early.dan), {"reason": WHY}).url == cast.group.get_absolute_url()
    override = GateOverride.objects.get()
    assert (override.enrollment, override.by, override.reason) == (early.dan, cast.tom, WHY)
    assert AuditEntry.objects.filter(what="gate.let_in", about_id=early.dan.pk).exists()
    page = browser.get(cast.group.get_absolute_url()).content.decode()
    assert "Goes on with the group early" in page
    assert WHY in page
    assert [
        man.place.name for man in browser.get(cast.group.get_absolute_url()).context["gate"].too_early
    ] == ["Luis F."]


def test_without_a_reason_nothing_is_decided(cast, early, sign_in):
    answer = sign_in(cast.tom).post(url_of(early.dan), {"reason": "  "})
    assert answer.status_code == 422
    assert not GateOverride.objects.exists()


def test_a_peer_reads_who_and_not_why(cast, early, sign_in):
    GateOverride.objects.create(service=cast.service, enrollment=early.dan, reason=WHY, by=cast.tom, at=NOW)
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=cast.pete, since=cast.group.started_on
    )
    page = sign_in(cast.pete).get(cast.group.get_absolute_url()).content.decode()
    assert "Goes on with the group early" in page
    assert WHY not in page
    assert url_of(early.luis) not in page


@pytest.mark.parametrize("who", ["ines", "pete", "ada", "wes"])
def test_nobody_else_decides(cast, early, sign_in, who):
    browser = sign_in(getattr(cast, who))
    assert browser.get(url_of(early.dan)).status_code == 404
    assert browser.post(url_of(early.dan), {"reason": WHY}).status_code == 404
    assert not GateOverride.objects.exists()


def test_a_stranger_is_sent_to_the_door(early, client):
    assert client.get(url_of(early.dan)).url.startswith("/accounts/login/")
