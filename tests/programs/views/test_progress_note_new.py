from __future__ import annotations

import pytest

from programs.models import ProgressNote
from tests import factories

pytestmark = pytest.mark.django_db


def url(evening) -> str:
    return f"/sessions/{evening.session.pk}/notes/{evening.dan.pk}/"


def test_looking_begins_nothing(cast, evening, sign_in):
    page = sign_in(cast.tom).get(url(evening))
    assert page.status_code == 200
    assert b"What did Dan do well?" in page.content
    assert not ProgressNote.objects.exists()


def test_strengths_stand_before_concerns_and_safety(cast, evening, sign_in):
    page = sign_in(cast.tom).get(url(evening)).content.decode()
    order = [
        page.index(f'name="{name}"')
        for name in ("strengths", "strengths_words", "owned", "did", "next_step", "concerns", "safety")
    ]
    assert order == sorted(order)


def test_the_first_words_kept_make_the_note(cast, evening, sign_in):
    answer = sign_in(cast.tom).post(url(evening), {"owned": "I was loud.", "version": "1", "act": "draft"})
    note = ProgressNote.objects.get()
    assert answer.url == evening.url + "#then"
    assert (note.owned, note.status, note.author) == ("I was loud.", "draft", cast.tom)


def test_the_page_hears_where_the_note_lives_now(cast, evening, sign_in):
    told = (
        sign_in(cast.tom)
        .post(url(evening), {"owned": "I was loud.", "version": "1"}, headers={"Accept": "application/json"})
        .json()
    )
    note = ProgressNote.objects.get()
    assert told["address"] == f"/notes/{note.pk}/edit/"
    assert told["version"] == note.version


def test_a_refused_signature_leaves_a_draft_and_a_page_that_goes_on_with_it(cast, evening, sign_in):
    page = sign_in(cast.tom).post(url(evening), {"owned": "I was loud.", "version": "1", "act": "sign"})
    note = ProgressNote.objects.get()
    assert page.status_code == 422
    assert note.owned == "I was loud."
    assert f'action="/notes/{note.pk}/edit/"' in page.content.decode()
    assert f'name="version" value="{note.version}"' in page.content.decode()


def test_it_goes_on_with_a_draft_that_is_there(cast, evening, sign_in):
    note = factories.make_note(enrollment=evening.dan, author=cast.tom, session=evening.session)
    assert sign_in(cast.tom).get(url(evening)).url == f"/notes/{note.pk}/edit/"


def test_a_second_window_does_not_write_over_the_first(cast, evening, sign_in):
    browser = sign_in(cast.tom)
    browser.post(url(evening), {"owned": "First window", "version": "1", "act": "draft"})
    answer = browser.post(url(evening), {"owned": "Second window", "version": "1", "act": "draft"})
    assert answer.status_code == 412
    assert b"First window" in answer.content
    assert b"Second window" in answer.content
    assert ProgressNote.objects.get().owned == "First window"


def test_a_man_of_another_group_has_no_note_here(cast, evening, sign_in):
    other = factories.make_group(program=cast.program, name="Other", facilitators=[cast.tom])
    place = factories.make_enrollment(client=cast.dan, group=other)
    assert sign_in(cast.tom).get(f"/sessions/{evening.session.pk}/notes/{place.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["wes", "ines", "pete"])
def test_it_is_not_there_for_others(cast, evening, sign_in, who):
    assert sign_in(getattr(cast, who)).get(url(evening)).status_code == 404


def test_it_sends_a_stranger_to_the_door(evening, client):
    assert client.get(url(evening)).url.startswith("/accounts/login/")
