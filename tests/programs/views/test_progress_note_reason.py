"""A director says why before reading what a counselor wrote."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import ProgressNote
from services.models import AccessEvent
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def url(cast, evening) -> str:
    note = factories.make_note(
        enrollment=evening.dan,
        author=cast.tom,
        session=evening.session,
        status="signed",
        signed_at=NOW,
        owned="I was loud.",
    )
    return note.get_absolute_url()


def test_before_a_reason_nothing_of_the_note_is_shown(cast, sign_in, url):
    page = sign_in(cast.priya).get(url).content.decode()
    assert "Why do you open this?" in page
    assert "I was loud." not in page
    assert "Dan" not in page
    assert "<title>A reason first · Alongside</title>" in page


def test_a_reason_opens_it_and_stays(cast, sign_in, url):
    browser = sign_in(cast.priya)
    assert browser.post(url, {"reason_to_open": "He complained about it."}).url == url
    assert "I was loud." in browser.get(url).content.decode()
    event = AccessEvent.objects.get()
    assert (event.by, event.what, event.reason, event.at) == (
        cast.priya,
        "note",
        "He complained about it.",
        NOW,
    )


def test_after_an_hour_it_asks_again(cast, sign_in, url, monkeypatch):
    browser = sign_in(cast.priya)
    browser.post(url, {"reason_to_open": "He complained about it."})
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=59))
    assert "I was loud." in browser.get(url).content.decode()
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=61))
    assert "I was loud." not in browser.get(url).content.decode()


@pytest.mark.parametrize("reason", ["", "   ", "why not"])
def test_no_reason_is_no_reason(cast, sign_in, url, reason):
    answer = sign_in(cast.priya).post(url, {"reason_to_open": reason})
    assert answer.status_code == 422
    assert "I was loud." not in answer.content.decode()
    assert not AccessEvent.objects.exists()


def test_a_reason_of_one_opens_it_for_nobody_else_and_no_other_note(cast, evening, sign_in, url):
    dora = factories.make_staff(name="Dora Second", service=cast.service, role="director")
    sign_in(cast.priya).post(url, {"reason_to_open": "He complained about it."})
    assert "I was loud." not in sign_in(dora).get(url).content.decode()
    other = factories.make_note(
        enrollment=evening.luis, author=cast.tom, status="signed", signed_at=NOW, owned="Other words."
    )
    assert "Other words." not in sign_in(cast.priya).get(other.get_absolute_url()).content.decode()


def test_an_addition_waits_for_the_reason(cast, sign_in, url):
    sign_in(cast.priya).post(url, {"words": "I add this unread."})
    assert not ProgressNote.objects.exclude(amends=None).exists()


def test_who_wrote_it_and_who_runs_the_group_is_asked_nothing(cast, sign_in, url):
    other = factories.make_staff(name="Una Other", service=cast.service)
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=other, since=cast.group.started_on
    )
    for staff in (cast.tom, other):
        assert "I was loud." in sign_in(staff).get(url).content.decode()
    assert not AccessEvent.objects.exists()


def test_the_last_note_beside_a_new_one_is_not_shown_without_a_reason(cast, evening, sign_in, url):
    later = factories.make_session(group=cast.group, starts_at=NOW - timedelta(hours=1, minutes=30))
    new = f"/sessions/{later.pk}/notes/{evening.dan.pk}/"
    assert sign_in(cast.tom).get(new).context["before"]
    assert sign_in(cast.priya).get(new).context["before"] is None
