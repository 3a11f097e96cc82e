"""The same man typed two ways, as offices do it: found before he has two files, and strangers are not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from referrals.questions.men_alike import men_alike
from services.actions import clients
from tests import factories
from tests.conftest import NOW

FOUND = json.loads((Path(__file__).parents[2] / "samples" / "expected.json").read_text())["files"]
READ = FOUND["referrals.csv"]
ROWS = {row["row"]: row for row in READ["rows"]}
PAIRS = [
    *((each["same_as_row"], each["row"]) for each in READ["entered_twice"]),
    *((each["first_row"], each["row"]) for each in READ["referred_again"]),
]


def person(row: dict) -> dict:
    born = row["date_of_birth"]
    return {
        "first_name": row["first_name"] or "",
        "last_name": row["last_name"] or "",
        "date_of_birth": date.fromisoformat(born) if born else None,
    }


def test_each_man_of_the_samples_is_found_however_he_is_typed(cast):
    cast.ines.desk.service.region = "GB"
    missed = []
    for first, again in PAIRS:
        if first not in ROWS or again not in ROWS:
            continue
        man = factories.make_client(service=cast.service, **person(ROWS[first]))
        if phone := ROWS[first]["phone"]:
            clients.add_contact(client=man, kind="phone", value=f"+44{phone[1:]}", by=cast.ines, at=NOW)
        if man not in men_alike(cast.ines, person(ROWS[again]), phone=ROWS[again]["phone"]):
            missed.append((first, again))
    assert missed == []


def test_a_letter_is_no_name_and_a_stranger_is_nobody(cast):
    nobody = {"first_name": "Sefa", "last_name": "Tui", "date_of_birth": date(1990, 5, 4)}
    assert men_alike(cast.ines, nobody, phone="416 555 0142") == []
    assert men_alike(cast.ines, {"first_name": "D"}, phone="") == []


def test_when_he_was_here_is_said_in_two_more_statements(cast, django_assert_num_queries):
    left = {"ended_on": "2026-02-02", "exit_reason": "moved", "ended_by": "circumstance", "status": "exited"}
    place = factories.make_enrollment(client=cast.luis, group=cast.group, **left)
    session = factories.make_session(group=cast.group)
    factories.make_attendance(session=session, enrollment=place, outcome="present")
    with django_assert_num_queries(2):
        (luis,) = men_alike(cast.ines, {"first_name": "Luis", "last_name": "Ferreira"}, phone="")
    assert luis.was_here == "He was here in 2026 and came 1 time."
