from __future__ import annotations

import pytest

from programs.models import ProgressNote
from tests import factories
from tests.asking import MOST, asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(cast, evening):
    return factories.make_note(
        enrollment=evening.dan,
        author=cast.tom,
        session=evening.session,
        status="signed",
        signed_at=factories.NOW,
        strengths=["listened"],
        owned="I was loud.",
    )


WHY = {"reason_to_open": "He complained about this evening."}


def test_it_is_read_by_who_runs_the_group_and_who_directs(cast, note, sign_in):
    for staff in (cast.tom, cast.priya):
        browser = sign_in(staff)
        if staff == cast.priya:
            browser.post(note.get_absolute_url(), WHY)
        page = browser.get(note.get_absolute_url())
        assert b"I was loud." in page.content
        assert b"Listened" in page.content
        assert b"Signed by Tom Beck" in page.content


def test_its_title_says_no_name(cast, note, sign_in):
    page = sign_in(cast.tom).get(note.get_absolute_url()).content.decode()
    assert "<title>Note · Alongside</title>" in page


def test_an_addition_leaves_the_first_text(cast, note, sign_in):
    browser = sign_in(cast.priya)
    browser.post(note.get_absolute_url(), WHY)
    browser.post(note.get_absolute_url(), {"words": "He told me more."})
    page = sign_in(cast.tom).get(note.get_absolute_url())
    assert b"I was loud." in page.content
    assert b"He told me more." in page.content
    addition = ProgressNote.objects.get(amends=note)
    assert (addition.author, addition.status) == (cast.priya, "signed")
    assert addition.get_absolute_url() != note.get_absolute_url()
    assert sign_in(cast.tom).get(addition.get_absolute_url()).url == note.get_absolute_url()


def test_an_addition_is_not_called_a_concern(cast, note, sign_in):
    browser = sign_in(cast.tom)
    browser.post(note.get_absolute_url(), {"words": "He rang his foreman."})
    page = browser.get(note.get_absolute_url()).content.decode()
    assert "He rang his foreman." in page
    assert "<h3>Concerns</h3>" not in page
    assert page.count("<h3>Strengths seen</h3>") == 1  # of the note itself


def test_an_empty_addition_is_refused(cast, note, sign_in):
    page = sign_in(cast.tom).post(note.get_absolute_url(), {"words": "  "})
    assert b"al-errors" in page.content
    assert not ProgressNote.objects.filter(amends=note).exists()


def test_a_draft_is_read_by_its_author_alone(cast, evening, sign_in):
    draft = factories.make_note(
        enrollment=evening.luis, author=cast.tom, session=evening.session, owned="Draft words"
    )
    assert sign_in(cast.tom).get(draft.get_absolute_url()).status_code == 200
    assert sign_in(cast.priya).get(draft.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["wes", "ines", "pete", "ada"])
def test_it_is_not_there_for_others(cast, note, sign_in, who):
    assert sign_in(getattr(cast, who)).get(note.get_absolute_url()).status_code == 404


def test_it_sends_a_stranger_to_the_door(note, client):
    assert client.get(note.get_absolute_url()).url.startswith("/accounts/login/")


@pytest.mark.parametrize("additions", [2, 5])
def test_it_asks_the_same_whatever_was_added(cast, note, sign_in, additions):
    for _each in range(additions):
        factories.make_note(
            enrollment=note.enrollment,
            author=cast.tom,
            status="signed",
            signed_at=factories.NOW,
            amends=note,
            concerns="More",
        )
    browser, url = sign_in(cast.tom), note.get_absolute_url()
    assert browser.get(url).content.count(b"Added later") == additions
    assert asked(browser, url) == 7 <= MOST
