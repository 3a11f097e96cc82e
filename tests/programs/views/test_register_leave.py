"""Who is on leave stands on the register apart: expected by nobody, and marked if he comes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import pauses
from programs.models import Attendance
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def luis_away(cast, evening):
    pauses.pause(
        enrollment=evening.luis,
        reason="custody",
        since=NOW.date() - timedelta(days=1),
        returns_on=NOW.date() + timedelta(days=30),
        by=cast.tom,
        at=NOW,
    )


def test_who_is_on_leave_stands_apart_and_is_no_gap(cast, evening, sign_in, luis_away):
    page = sign_in(cast.tom).get(evening.url)
    form = page.context["form"]
    assert ([row.name for row in form.expected], [row.name for row in form.away]) == (["Dan O."], ["Luis F."])
    assert form.open == 1
    assert b"On leave: not expected" in page.content
    assert b"custody" not in page.content.lower()


def test_the_rest_who_were_here_are_not_he_who_is_away(cast, evening, sign_in, luis_away):
    browser = sign_in(cast.tom)
    page = browser.get(evening.url)
    browser.post(evening.url, evening.sent(page, rest="present"))
    marks = dict(Attendance.objects.values_list("enrollment", "outcome"))
    assert marks == {evening.dan.pk: "present", evening.luis.pk: "on_leave"}


def test_if_he_comes_he_is_marked(cast, evening, sign_in, luis_away):
    browser = sign_in(cast.tom)
    page = browser.get(evening.url)
    browser.post(evening.url, evening.sent(page, luis="present"))
    assert Attendance.objects.get(enrollment=evening.luis).outcome == "present"


def test_he_is_on_no_sheet_of_paper(cast, evening, sign_in, luis_away):
    page = sign_in(cast.tom).get(f"/sessions/{evening.session.pk}/sign-in/")
    assert page.context["names"] == ["Dan O."]
