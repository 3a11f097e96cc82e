from __future__ import annotations

from datetime import date

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(cast, evening):
    return factories.make_note(enrollment=evening.dan, author=cast.tom, session=evening.session)


def url(note) -> str:
    return f"/notes/{note.pk}/edit/"


def test_a_draft_keeps_every_part(cast, note, sign_in):
    sent = {
        "strengths": ["took_responsibility", "listened"],
        "strengths_words": "Told it before anyone asked.",
        "owned": "I was loud.",
        "did": "Stayed back to help.",
        "next_step": "Call my brother.",
        "next_step_on": "2026-03-19",
        "skills": "Time-out",
        "barriers": "Night shifts",
        "concerns": "Tired",
        "version": str(note.version),
        "act": "draft",
    }
    sign_in(cast.tom).post(url(note), sent)
    note.refresh_from_db()
    assert note.strengths == ["took_responsibility", "listened"]
    assert (note.owned, note.barriers, note.next_step_on) == (
        "I was loud.",
        "Night shifts",
        date(2026, 3, 19),
    )
    assert note.status == "draft"


def test_it_is_not_signed_without_a_strength_and_keeps_what_was_written(cast, note, sign_in):
    answer = sign_in(cast.tom).post(url(note), {"owned": "I was loud.", "version": "1", "act": "sign"})
    assert answer.status_code == 422
    assert b"none seen yet" in answer.content
    assert b"This was not signed yet" in answer.content
    assert b"I was loud." in answer.content
    note.refresh_from_db()
    assert (note.status, note.owned) == ("draft", "I was loud.")


def test_after_a_refused_signature_the_same_page_can_sign(cast, note, sign_in):
    browser = sign_in(cast.tom)
    page = browser.post(url(note), {"owned": "I was loud.", "version": "1", "act": "sign"})
    shown = str(page.context["note"].version)
    browser.post(url(note), {"none_seen_yet": "on", "version": shown, "act": "sign"})
    note.refresh_from_db()
    assert note.status == "signed"


@pytest.mark.parametrize(
    "strength", [{"strengths": ["listened"]}, {"strengths_words": "He listened."}, {"none_seen_yet": "on"}]
)
def test_it_is_signed_with_one_or_with_an_honest_none(cast, evening, note, sign_in, strength):
    answer = sign_in(cast.tom).post(url(note), strength | {"version": "1", "act": "sign"})
    note.refresh_from_db()
    assert note.status == "signed"
    assert answer.url == evening.url + "#then"  # to the men whose notes are still owed


def test_last_times_step_is_read_before_this_times_on_a_phone(cast, note, sign_in):
    page = sign_in(cast.tom).get(url(note)).content.decode()
    assert page.index("What did") < page.index("His step from last time") < page.index("What he owned")


def test_the_safety_part_saves_alone(cast, note, sign_in):
    sent = {
        "safety": "He said he may hurt himself.",
        "owned": "Not finished",
        "version": "99",
        "act": "safety",
    }
    answer = sign_in(cast.tom).post(url(note), sent)
    note.refresh_from_db()
    assert note.safety == "He said he may hurt himself."
    assert note.risk_seen_at is not None
    assert note.owned == ""
    assert answer.url == url(note)


def test_a_draft_put_aside_with_a_danger_in_it_raises_it(cast, note, sign_in):
    sign_in(cast.tom).post(url(note), {"safety": "He said so.", "version": "1", "act": "draft"})
    note.refresh_from_db()
    assert note.risk_seen_at is not None


def test_typing_alone_raises_nothing(cast, note, sign_in):
    sign_in(cast.tom).post(
        url(note), {"safety": "He said", "version": "1"}, headers={"Accept": "application/json"}
    )
    note.refresh_from_db()
    assert (note.safety, note.risk_seen_at) == ("He said", None)


def test_a_second_window_sees_both_texts(cast, note, sign_in):
    browser = sign_in(cast.tom)
    browser.post(url(note), {"owned": "First window", "version": "1", "act": "draft"})
    answer = browser.post(url(note), {"owned": "Second window", "version": "1", "act": "draft"})
    assert answer.status_code == 412
    assert b"First window" in answer.content
    assert b"Second window" in answer.content
    note.refresh_from_db()
    assert note.owned == "First window"
    again = browser.post(url(note), {"owned": "Second window", "version": str(note.version), "act": "draft"})
    note.refresh_from_db()
    assert again.status_code == 302
    assert note.owned == "Second window"


def test_a_day_that_is_none_is_refused_with_the_words_kept(cast, note, sign_in):
    answer = sign_in(cast.tom).post(
        url(note), {"owned": "I was loud.", "next_step_on": "soon", "version": "1", "act": "draft"}
    )
    assert answer.status_code == 422
    assert b"I was loud." in answer.content
    assert b'href="#id_next_step_on"' in answer.content


def test_last_times_step_stands_beside_it(cast, evening, note, sign_in):
    factories.make_note(
        enrollment=evening.dan,
        author=cast.tom,
        status="signed",
        signed_at=factories.NOW,
        next_step="Say sorry.",
        none_seen_yet=True,
    )
    assert b"Say sorry." in sign_in(cast.tom).get(url(note)).content


def test_a_signed_note_is_for_reading(cast, evening, sign_in):
    signed = factories.make_note(
        enrollment=evening.dan, author=cast.tom, status="signed", signed_at=factories.NOW, none_seen_yet=True
    )
    assert sign_in(cast.tom).get(url(signed)).url == f"/notes/{signed.pk}/"


@pytest.mark.parametrize("who", ["wes", "ines", "pete", "priya"])
def test_a_colleagues_draft_is_not_there(cast, note, sign_in, who):
    assert sign_in(getattr(cast, who)).get(url(note)).status_code == 404


def test_it_sends_a_stranger_to_the_door(note, client):
    assert client.get(url(note)).url.startswith("/accounts/login/")
