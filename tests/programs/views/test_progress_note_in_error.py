from __future__ import annotations

import pytest
from django.utils.formats import date_format

from programs.actions import progress_notes
from programs.models import ProgressNote
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
WHY = {"reason_to_open": "He complained about this evening."}


@pytest.fixture
def note(cast, evening) -> ProgressNote:
    note = progress_notes.begin(enrollment=evening.dan, session=evening.session, by=cast.tom, at=NOW)
    progress_notes.save_draft(note=note, strengths=["listened"], owned="I was loud.", by=cast.tom, at=NOW)
    return progress_notes.sign(note=note, by=cast.tom, at=NOW)


def url(note) -> str:
    return f"/notes/{note.pk}/in-error/"


def test_a_reason_crosses_it_out_and_leaves_it_readable(cast, note, sign_in):
    browser = sign_in(cast.tom)
    assert url(note).encode() in browser.get(note.get_absolute_url()).content
    answer = browser.post(url(note), {"reason": "It was about another evening."})
    assert answer.url == note.get_absolute_url()
    note.refresh_from_db()
    assert (note.status, note.error_reason) == ("in_error", "It was about another evening.")
    page = " ".join(browser.get(answer.url).content.decode().split())
    assert "<strong>Entered in error.</strong> It was about another evening." in page
    assert '<div class="al-struck">' in page
    assert "I was loud." in page
    assert url(note) not in page
    assert 'id="add"' not in page


def test_its_history_says_who_and_when(cast, note, sign_in):
    browser = sign_in(cast.priya)
    browser.post(url(note), WHY)
    browser.post(url(note), {"reason": "It was about another evening."})
    page = " ".join(sign_in(cast.tom).get(note.get_absolute_url()).content.decode().split())
    told = page.split("History of this note")[1]
    assert [word for word in ("Begun", "Signed", "Marked as entered in error") if word in told] == [
        "Begun",
        "Signed",
        "Marked as entered in error",
    ]
    assert "Tom Beck" in told
    assert f'Priya Nair, <time datetime="{NOW.isoformat()}">{date_format(NOW, "D j M Y")}' in told


def test_without_a_reason_nothing_changes(cast, note, sign_in):
    answer = sign_in(cast.tom).post(url(note), {"reason": "  "})
    assert answer.status_code == 422
    note.refresh_from_db()
    assert note.status == "signed"


def test_a_director_says_why_first(cast, note, sign_in):
    browser = sign_in(cast.priya)
    asked = browser.post(url(note), {"reason": "It was about another evening."})
    assert b"reason_to_open" in asked.content
    note.refresh_from_db()
    assert note.status == "signed"


def test_an_addition_alone_can_be_crossed_out(cast, note, sign_in):
    addition = progress_notes.amend(note=note, words="He told me more.", by=cast.tom, at=NOW)
    browser = sign_in(cast.tom)
    assert url(addition).encode() in browser.get(note.get_absolute_url()).content
    assert browser.post(url(addition), {"reason": "Another man said it."}).url == note.get_absolute_url()
    page = browser.get(note.get_absolute_url()).content.decode()
    assert "Another man said it." in page
    assert page.count('class="al-struck"') == 1
    note.refresh_from_db()
    assert note.status == "amended"


def test_one_that_is_crossed_out_or_a_draft_has_no_such_page(cast, note, evening, sign_in):
    browser = sign_in(cast.tom)
    browser.post(url(note), {"reason": "It was about another evening."})
    assert browser.get(url(note)).url == note.get_absolute_url()
    draft = factories.make_note(enrollment=evening.luis, author=cast.tom, session=evening.session)
    assert browser.get(url(draft)).url == draft.get_absolute_url()


@pytest.mark.parametrize("who", ["wes", "ines", "pete", "ada"])
def test_it_is_not_there_for_others(cast, note, sign_in, who):
    browser = sign_in(getattr(cast, who))
    assert browser.get(url(note)).status_code == 404
    assert browser.post(url(note), {"reason": "Why not"}).status_code == 404


def test_it_sends_a_stranger_to_the_door(note, client):
    assert client.get(url(note)).url.startswith("/accounts/login/")


def test_its_title_says_no_name(cast, note, sign_in):
    page = sign_in(cast.tom).get(url(note)).content.decode()
    assert "<title>Note · Alongside</title>" in page
