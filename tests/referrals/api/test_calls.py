"""What a call brings, sent by a program: half of it, with the next safe try; danger is on a person's list."""

from __future__ import annotations

from followups.models import FollowUp
from referrals.models import Referral


def test_half_a_call_is_sent_and_put_right(cast, api):
    program = api(cast.ines)
    half = {
        "source": "self",
        "call_back": "message through his sister",
        "ended_early": True,
        "next_try_at": "2026-03-13T18:00:00Z",
        "availability": ["weekday_evening"],
        "danger": "He has a rope.",
    }
    sent = program.post("referrals", body=half)
    assert sent.status_code == 201, sent.json()
    read = program.get("referrals", sent.json()["id"])
    told = {name: read.json()[name] for name in ("ended_early", "next_try_at", "availability", "call_back")}
    assert told == {name: half[name] for name in told}
    # A program cannot call him: it is on the list of somebody who can.
    assert FollowUp.objects.get().owner.can_log_in
    put_right = {"ended_early": False, "next_try_at": None, "call_back": "416 555 0142, evenings"}
    answer = program.patch("referrals", sent.json()["id"], body=put_right, seen=read.headers["ETag"])
    assert answer.status_code == 200, answer.json()
    referral = Referral.objects.get()
    assert (referral.ended_early, referral.next_try_at, referral.call_back) == (
        False,
        None,
        "416 555 0142, evenings",
    )
    assert program.post("referrals", body=half | {"availability": ["midnight"]}).status_code == 422
