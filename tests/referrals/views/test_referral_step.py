"""Deciding: each step in its order, with a reason where one is owed."""

from __future__ import annotations

import pytest

from referrals.actions import referrals
from referrals.models import ReferralStep
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("word", "before", "after"),
    [
        ("accept", "triaged", "accepted"),
        ("waitlist", "triaged", "waitlisted"),
        ("redirect", "triaged", "redirected"),
        ("decline", "triaged", "declined"),
        ("withdraw", "accepted", "withdrawn"),
        ("close", "placed", "closed"),
    ],
)
def test_a_step_in_its_order_is_taken(cast, sign_in, at_status, word, before, after):
    referral = at_status(before)
    browser = sign_in(cast.ines)
    url = f"/referrals/{referral.pk}/step/{word}/"
    assert browser.get(url).status_code == 200
    said = {"reason": "He asked for it.", "to_whom": "Legal aid"}
    assert browser.post(url, said).url == referral.get_absolute_url()
    referral.refresh_from_db()
    assert referral.status == after
    step = ReferralStep.objects.get()
    assert (step.from_status, step.to_status, step.reason, step.by) == (
        before,
        after,
        "He asked for it.",
        cast.ines,
    )


@pytest.mark.parametrize("word", ["redirect", "decline", "withdraw", "no-contact"])
def test_a_reason_is_owed(cast, sign_in, at_status, word):
    referral = at_status("triaged")
    answer = sign_in(cast.ines).post(f"/referrals/{referral.pk}/step/{word}/", {"reason": "  "})
    assert answer.status_code == 422
    assert "Say why: one sentence is enough." in answer.content.decode()
    referral.refresh_from_db()
    assert referral.status == "triaged"
    assert not ReferralStep.objects.exists()


@pytest.mark.parametrize(
    ("word", "before"), [("accept", "received"), ("close", "accepted"), ("accept", "declined")]
)
def test_a_step_out_of_order_says_why_it_is_refused(cast, sign_in, at_status, word, before):
    referral = at_status(before)
    answer = sign_in(cast.ines).post(f"/referrals/{referral.pk}/step/{word}/", {"reason": "So."})
    assert answer.status_code == 409
    assert "cannot become" in answer.content.decode()
    assert not ReferralStep.objects.exists()


def test_an_unknown_step_is_not_there(cast, sign_in, referral):
    assert sign_in(cast.ines).post(f"/referrals/{referral.pk}/step/delete/").status_code == 404


def test_a_counselor_who_ended_it_is_led_back_to_the_queue(cast, sign_in, referral):
    referrals.take(referral=referral, owner=cast.tom, by=cast.ines, at=NOW)
    answer = sign_in(cast.tom).post(f"/referrals/{referral.pk}/step/withdraw/", {"reason": "He moved."})
    assert answer.url == "/referrals/"
