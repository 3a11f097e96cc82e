from __future__ import annotations

import pytest
from django.db import connection

from programs.actions import progress_notes
from programs.errors import NoteLocked, StrengthsMissing
from programs.models import ProgressNote
from services.errors import NotAcceptable, Stale
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def place(cast):
    return factories.make_enrollment(client=cast.dan, group=cast.group)


@pytest.fixture
def draft(cast, place) -> ProgressNote:
    session = factories.make_session(group=cast.group)
    return progress_notes.begin(enrollment=place, session=session, by=cast.tom, at=NOW)


@pytest.fixture
def signed(cast, draft) -> ProgressNote:
    progress_notes.save_draft(
        note=draft, strengths=["listened"], did="Called his brother.", by=cast.tom, at=NOW
    )
    return progress_notes.sign(note=draft, by=cast.tom, at=NOW)


def fresh(note) -> ProgressNote:
    return ProgressNote.objects.get(pk=note.pk)


# --- A draft ------------------------------------------------------------------------------------------------------


def test_a_note_is_begun_once(cast, place, draft):
    again = progress_notes.begin(enrollment=place, session=draft.session, by=cast.tom, at=NOW)
    assert again == draft
    assert [entry.what for entry in AuditEntry.objects.all()] == ["note.begun"]


def test_a_colleague_begins_a_note_of_his_own(cast, place, draft):
    other = progress_notes.begin(enrollment=place, session=draft.session, by=cast.priya, at=NOW)
    assert other != draft


def test_what_is_written_so_far_is_kept(cast, draft):
    progress_notes.save_draft(note=draft, version=1, did="Slept at his brother's.", by=cast.tom, at=NOW)
    assert (fresh(draft).did, fresh(draft).version) == ("Slept at his brother's.", 2)


def test_a_draft_saved_elsewhere_is_not_lost(cast, draft):
    progress_notes.save_draft(note=draft, version=1, did="On the phone.", by=cast.tom, at=NOW)
    with pytest.raises(Stale) as refusal:
        progress_notes.save_draft(note=draft, version=1, did="On the desk.", by=cast.tom, at=NOW)
    assert refusal.value.current.did == "On the phone."
    assert fresh(draft).did == "On the phone."


def test_a_strength_nobody_listed_is_refused(cast, draft):
    with pytest.raises(NotAcceptable, match="charming"):
        progress_notes.save_draft(note=draft, strengths=["charming"], did="x", by=cast.tom, at=NOW)
    assert (fresh(draft).strengths, fresh(draft).did) == ([], "")


def test_a_colleague_cannot_write_in_it(cast, draft):
    with pytest.raises(NoteLocked, match="colleague"):
        progress_notes.save_draft(note=draft, did="x", by=cast.priya, at=NOW)
    assert fresh(draft).version == 1


def test_a_note_belongs_to_a_session_of_his_group(cast, place):
    elsewhere = factories.make_group(program=cast.program, name="Another group")
    session = factories.make_session(group=elsewhere)
    with pytest.raises(NotAcceptable, match="no place"):
        progress_notes.begin(enrollment=place, session=session, by=cast.tom, at=NOW)
    assert not ProgressNote.objects.exists()


def test_words_are_unreadable_at_rest(cast, draft):
    progress_notes.save_draft(note=draft, did="Called his brother.", by=cast.tom, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("select did from programs_progressnote")
        assert b"brother" not in bytes(cursor.fetchone()[0])


# --- Safety ---------------------------------------------------------------------------------------------------------


def test_the_safety_line_is_kept_alone_and_at_once(cast, draft):
    progress_notes.save_safety(note=draft, safety="He has a gun at home.", by=cast.tom, at=NOW)
    assert (fresh(draft).safety, fresh(draft).risk_seen_at) == ("He has a gun at home.", NOW)
    assert "note.risk_seen" in AuditEntry.objects.values_list("what", flat=True)
    assert "at home" not in str(list(AuditEntry.objects.values()))


def test_a_risk_stays_seen_when_the_line_is_taken_back(cast, draft):
    progress_notes.save_safety(note=draft, safety="A threat", by=cast.tom, at=NOW)
    progress_notes.save_safety(note=draft, safety="", by=cast.tom, at=NOW)
    assert (fresh(draft).safety, fresh(draft).risk_seen_at) == ("", NOW)


def test_a_risk_written_in_the_draft_is_seen_when_it_is_signed(cast, draft):
    progress_notes.save_draft(note=draft, safety="A threat", none_seen_yet=True, by=cast.tom, at=NOW)
    progress_notes.sign(note=draft, by=cast.tom, at=NOW)
    assert fresh(draft).risk_seen_at == NOW
    assert "note.risk_seen" in AuditEntry.objects.values_list("what", flat=True)


# --- Signed -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said", [{"strengths": ["listened"]}, {"strengths_words": "He waited."}, {"none_seen_yet": True}]
)
def test_a_note_that_says_something_of_strengths_is_signed(cast, draft, said):
    progress_notes.save_draft(note=draft, by=cast.tom, at=NOW, **said)
    signed = progress_notes.sign(note=draft, by=cast.tom, at=NOW)
    assert (signed.status, signed.signed_at) == ("signed", NOW)


def test_without_a_strength_it_is_not_signed(cast, draft):
    progress_notes.save_draft(note=draft, strengths_words="  ", concerns="Angry.", by=cast.tom, at=NOW)
    with pytest.raises(StrengthsMissing) as refusal:
        progress_notes.sign(note=draft, by=cast.tom, at=NOW)
    assert "strengths" in refusal.value.fields
    assert (fresh(draft).status, fresh(draft).concerns) == ("draft", "Angry.")


@pytest.mark.parametrize("action", ["save_draft", "save_safety", "sign"])
def test_a_signed_note_is_locked(cast, signed, action):
    words = {"save_draft": {"did": "x"}, "save_safety": {"safety": "x"}, "sign": {}}[action]
    with pytest.raises(NoteLocked, match="signed"):
        getattr(progress_notes, action)(note=signed, by=cast.tom, at=NOW, **words)
    assert (fresh(signed).did, fresh(signed).safety) == ("Called his brother.", "")


def test_after_signing_a_new_note_can_be_begun(cast, place, signed):
    assert progress_notes.begin(enrollment=place, session=signed.session, by=cast.tom, at=NOW) != signed


# --- Added to, and entered in error -----------------------------------------------------------------------------------


def test_both_texts_stay_when_a_note_is_added_to(cast, signed):
    addition = progress_notes.amend(note=signed, words=" He called back. ", by=cast.priya, at=NOW)
    assert (addition.amends, addition.status, addition.author) == (signed, "signed", cast.priya)
    assert fresh(addition).concerns == "He called back."
    assert (fresh(signed).status, fresh(signed).did) == ("amended", "Called his brother.")


def test_a_note_can_be_added_to_twice(cast, signed):
    for words in ("One", "Two"):
        progress_notes.amend(note=fresh(signed), words=words, by=cast.tom, at=NOW)
    assert signed.amendments.count() == 2


def test_a_draft_is_not_added_to(cast, draft):
    with pytest.raises(NoteLocked):
        progress_notes.amend(note=draft, words="More", by=cast.tom, at=NOW)
    assert ProgressNote.objects.count() == 1


def test_an_empty_addition_is_refused(cast, signed):
    with pytest.raises(NotAcceptable):
        progress_notes.amend(note=signed, words=" ", by=cast.tom, at=NOW)
    assert fresh(signed).status == "signed"


def test_a_note_entered_in_error_stays_readable_and_takes_no_more(cast, signed):
    progress_notes.mark_in_error(note=signed, reason="Another Dan.", by=cast.tom, at=NOW)
    assert (fresh(signed).status, fresh(signed).error_reason) == ("in_error", "Another Dan.")
    assert fresh(signed).did == "Called his brother."
    # Also from a page that was opened before: what counts is how the note stands now.
    with pytest.raises(NoteLocked):
        progress_notes.amend(note=signed, words="More", by=cast.tom, at=NOW)


@pytest.mark.parametrize("reason", ["", "  "])
def test_entered_in_error_needs_a_reason(cast, signed, reason):
    with pytest.raises(NotAcceptable):
        progress_notes.mark_in_error(note=signed, reason=reason, by=cast.tom, at=NOW)
    assert fresh(signed).status == "signed"


def test_a_draft_is_not_marked_in_error(cast, draft):
    with pytest.raises(NoteLocked):
        progress_notes.mark_in_error(note=draft, reason="A mistake", by=cast.tom, at=NOW)
