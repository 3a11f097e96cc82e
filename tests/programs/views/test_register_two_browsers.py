"""Two people with the same register open: both see both, and nothing is lost."""

from __future__ import annotations

import pytest

from programs.models import Attendance, GroupNote
from tests.programs.views.test_register import outcomes

pytestmark = pytest.mark.django_db


@pytest.fixture
def priya_was_first(cast, evening, sign_in):
    """Both opened the page; Priya marked Dan late and saved; Tom still has the old page."""
    toms = sign_in(cast.tom)
    page = toms.get(evening.url)
    priyas = sign_in(cast.priya)
    priyas.post(evening.url, evening.sent(priyas.get(evening.url), dan="late", late_dan="15"))
    return toms, page


def test_both_marks_are_shown_and_nothing_is_saved(cast, evening, priya_was_first):
    toms, page = priya_was_first
    answer = toms.post(evening.url, evening.sent(page, dan="present", luis="excused", reason_luis="Sick"))
    assert answer.status_code == 412
    assert "Priya Nair marked him “15 minutes late”" in answer.content.decode()
    assert "You said “Present”" in answer.content.decode()
    assert b'value="Sick"' in answer.content
    assert outcomes(evening.session) == {"Dan": "late", "Luis": None}


def test_saving_again_keeps_his_knowingly(cast, evening, priya_was_first):
    toms, page = priya_was_first
    shown = toms.post(evening.url, evening.sent(page, dan="present"))
    answer = toms.post(evening.url, evening.sent(shown))
    assert answer.status_code == 302
    assert outcomes(evening.session)["Dan"] == "present"


def test_a_man_he_did_not_touch_is_no_quarrel(cast, evening, priya_was_first):
    toms, page = priya_was_first
    answer = toms.post(evening.url, evening.sent(page, luis="present"))
    assert answer.status_code == 302
    assert outcomes(evening.session) == {"Dan": "late", "Luis": "present"}


def test_the_rest_present_does_not_overrule_her(cast, evening, priya_was_first):
    toms, page = priya_was_first
    toms.post(evening.url, evening.sent(page, rest="present"))
    assert outcomes(evening.session) == {"Dan": "late", "Luis": "present"}


@pytest.mark.parametrize(
    ("hers", "his", "both"),
    [
        ({"late_dan": "15"}, {"late_dan": "5"}, ("15 minutes late", "5 minutes late")),
        ({"late_dan": "15"}, {}, ("15 minutes late", "Late")),
    ],
)
def test_other_minutes_under_the_same_mark_are_shown(cast, evening, sign_in, hers, his, both):
    toms, priyas = sign_in(cast.tom), sign_in(cast.priya)
    page = toms.get(evening.url)
    priyas.post(evening.url, evening.sent(priyas.get(evening.url), dan="late", **hers))
    answer = toms.post(evening.url, evening.sent(page, dan="late", **his))
    assert answer.status_code == 412
    assert f"Priya Nair marked him “{both[0]}”" in answer.content.decode()
    assert f"You said “{both[1]}”. Save to keep yours, or write theirs" in " ".join(
        answer.content.decode().split()
    )
    assert Attendance.objects.get(enrollment=evening.dan).minutes_late == 15


def test_another_reason_under_the_same_mark_is_shown_and_kept_knowingly(cast, evening, sign_in):
    toms, priyas = sign_in(cast.tom), sign_in(cast.priya)
    page = toms.get(evening.url)
    priyas.post(evening.url, evening.sent(priyas.get(evening.url), dan="excused", reason_dan="On shift"))
    answer = toms.post(evening.url, evening.sent(page, dan="excused", reason_dan="Ill"))
    assert answer.status_code == 412
    assert "marked him “Told us, On shift”" in answer.content.decode()
    assert Attendance.objects.get(enrollment=evening.dan).reason == "On shift"
    again = evening.sent(answer) | {f"reason-{evening.dan.pk}": "Ill"}
    assert toms.post(evening.url, again).status_code == 302
    assert Attendance.objects.get(enrollment=evening.dan).reason == "Ill"


def test_two_group_notes_are_both_shown(cast, evening, sign_in):
    toms, priyas = sign_in(cast.tom), sign_in(cast.priya)
    page = toms.get(evening.url)
    priyas.post(evening.url, evening.sent(priyas.get(evening.url), themes="Her two lines"))
    answer = toms.post(evening.url, evening.sent(page, themes="His two lines", dan="present"))
    assert answer.status_code == 412
    assert b"Her two lines" in answer.content
    assert b"His two lines" in answer.content
    assert GroupNote.objects.get(session=evening.session).themes == "Her two lines"
