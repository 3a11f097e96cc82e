"""A man who left a counselor's group, at every door: there for a month, gone the day after, and back when work is owed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from followups.models import FollowUp
from programs.models import GateOverride
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


class Left:
    """Dan's place in Tom's group ended; he came once, and Tom signed a note and held his referral."""

    def __init__(self, cast) -> None:
        self.cast = cast
        self.session = factories.make_session(
            group=cast.group, starts_at=NOW - timedelta(weeks=9), roster_frozen_at=NOW
        )
        self.place = factories.make_enrollment(
            client=cast.dan, group=cast.group, started_on=TODAY - timedelta(weeks=10)
        )
        factories.make_attendance(session=self.session, enrollment=self.place, outcome="present")
        self.note = factories.make_note(
            enrollment=self.place, session=self.session, author=cast.tom, status="signed", signed_at=NOW
        )
        self.referral = factories.make_referral(client=cast.dan, status="placed", owner=cast.tom)
        factories.make_enrollment(client=cast.luis, group=cast.group)
        self.let_in = GateOverride.objects.create(
            service=cast.service, enrollment=self.place, reason="Did it elsewhere.", by=cast.tom, at=NOW
        )

    def days_ago(self, days: int) -> Left:
        self.place.status, self.place.exit_reason, self.place.ended_by = "exited", "moved", "man"
        self.place.ended_on = TODAY - timedelta(days=days)
        self.place.save()
        return self

    def pages(self) -> dict[str, str]:
        place, note = self.place.pk, self.note.pk
        return {
            "his page": f"/clients/{self.cast.dan.pk}/",
            "his details": f"/clients/{self.cast.dan.pk}/edit/",
            "his referral": f"/referrals/{self.referral.pk}/",
            "his note": f"/notes/{note}/",
            "a new note": f"/sessions/{self.session.pk}/notes/{place}/",
            "his place taken back": f"/programs/enrollments/{place}/reinstate/",
            "where he stands": f"/programs/enrollments/{place}/standing/",
        }

    def rows(self) -> dict[str, tuple]:
        return {
            "clients": ("clients", self.cast.dan.pk),
            "referrals": ("referrals", self.referral.pk),
            "notes": ("notes", self.note.pk),
            "enrollments": ("enrollments", self.place.pk),
            "why he was let in": ("gate-overrides", self.let_in.pk),
        }


@pytest.fixture
def left(cast) -> Left:
    return Left(cast)


def test_for_a_month_every_page_and_row_is_there(cast, left, sign_in, api):
    left.days_ago(30)
    browser, tom = sign_in(cast.tom), api(cast.tom)
    assert {what: browser.get(url).status_code for what, url in left.pages().items()} == {
        what: 302 if what == "a new note" else 200 for what in left.pages()
    }
    assert {what: tom.get(*row).status_code for what, row in left.rows().items()} == dict.fromkeys(
        left.rows(), 200
    )


def test_a_day_later_none_is(cast, left, sign_in, api):
    left.days_ago(31)
    browser, tom = sign_in(cast.tom), api(cast.tom)
    assert {what: browser.get(url).status_code for what, url in left.pages().items()} == dict.fromkeys(
        left.pages(), 404
    )
    for what, row in left.rows().items():
        assert tom.get(*row).status_code == 404, what
        assert str(row[1]) not in tom.get(what).content.decode(), what
    assert (
        tom.post("enrollments", left.place.pk, "reinstate", body={"reason": "A mistake"}).status_code == 404
    )


@pytest.mark.parametrize(("days", "found"), [(30, True), (31, False)])
def test_lists_and_search_find_him_as_long(cast, left, sign_in, api, days, found):
    left.days_ago(days)
    browser = sign_in(cast.tom)
    url = cast.dan.get_absolute_url()
    assert (url in browser.get("/clients/").content.decode()) is found
    assert (url in browser.post("/clients/search/", {"text": "Okafor"}).content.decode()) is found
    searched = api(cast.tom).post("clients", "search", body={"text": "Okafor"}, key=None)
    assert (str(cast.dan.pk) in searched.content.decode()) is found


@pytest.mark.parametrize(("days", "linked"), [(30, True), (31, False)])
def test_the_papers_of_the_group_name_him_and_lead_nowhere(cast, left, sign_in, days, linked):
    left.days_ago(days)
    browser = sign_in(cast.tom)
    group = browser.get(cast.group.get_absolute_url()).content.decode()
    assert "Dan O." in group
    assert (cast.dan.get_absolute_url() in group) is linked
    assert (left.pages()["his place taken back"] in group) is linked
    register = browser.get(left.session.get_absolute_url()).content.decode()
    assert "Dan O." in register
    assert (left.pages()["his note"] in register) is linked


def test_something_owed_brings_him_back(cast, left, sign_in):
    left.days_ago(31)
    FollowUp.objects.create(
        service=cast.service,
        kind="missed_session",
        owner=cast.tom,
        client=cast.dan,
        due_at=NOW,
        opened_at=NOW,
    )
    assert sign_in(cast.tom).get(left.pages()["his page"]).status_code == 200


@pytest.mark.parametrize("who", ["priya", "ines"])
def test_directors_and_intake_find_him_for_good(cast, left, sign_in, who):
    left.days_ago(60)
    browser = sign_in(getattr(cast, who))
    assert browser.get(left.pages()["his page"]).status_code == 200
    assert browser.get(left.pages()["his referral"]).status_code == 200
