"""Against the shipped profiles: each row says which text the day comes from, and the days were counted by hand."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from programs import rules as rules_room
from programs.holidays import public_holidays
from programs.rules.reading import rules_from
from referrals.questions.front_desk_clocks import Facts, owed

EXAMPLES = Path(rules_room.__file__).parent / "examples"
CHICAGO, PORTLAND, MAINE, LA = (
    ZoneInfo(name)
    for name in ("America/Chicago", "America/Los_Angeles", "America/New_York", "America/Los_Angeles")
)


def asked(key: str, zone: ZoneInfo, region: str, **facts) -> dict[str, tuple]:
    file = json.loads((EXAMPLES / f"{key}.json").read_text())
    closed = {*public_holidays(region, years=(2026, 2027)), *facts.pop("shut", ())}
    found = owed(rules_from(file["rules"]), Facts(**facts), named=file["name"], zone=zone, closed=closed)
    return {each.kind: (each.due_at.astimezone(zone).isoformat(), each.why) for each in found}


def local(zone: ZoneInfo, *moment: int) -> datetime:
    return datetime(*moment, tzinfo=zone)


TABLE = [
    # 03-201-15 (Maine): intake within two weeks of contact. The clocks go forward on 8 March 2026 in between: the
    # day is counted, not its 336 hours.
    (
        "us-me", MAINE, "US-ME",
        {"received_at": local(MAINE, 2026, 2, 27, 9), "first_contact_at": local(MAINE, 2026, 3, 1, 23, 30)},
        {"intake": "2026-03-15T23:59:59-04:00"},
    ),
    # The same when the clocks go back, on 1 November 2026.
    (
        "us-me", MAINE, "US-ME",
        {"received_at": local(MAINE, 2026, 10, 20, 9), "first_contact_at": local(MAINE, 2026, 10, 25, 1, 30)},
        {"intake": "2026-11-08T23:59:59-05:00"},
    ),
    # BIPP contract (Texas): assessment in 7 working days. 3 July 2026 is the holiday of Independence Day (observed).
    (
        "us-tx", CHICAGO, "US-TX",
        {"received_at": local(CHICAGO, 2026, 6, 26, 8), "first_contact_at": local(CHICAGO, 2026, 6, 26, 8)},
        {"intake": "2026-07-08T23:59:59-05:00"},
    ),
    # The same contract, monthly report by the 10th: begun in March, the first is due on 10 April.
    (
        "us-tx", CHICAGO, "US-TX",
        {"received_at": local(CHICAGO, 2026, 3, 2, 8), "started_on": date(2026, 3, 31), "reported": True, "waiting": False},
        {"first_report": "2026-04-10T23:59:59-05:00"},
    ),
    # OAR 137-087 (Oregon): word of a rejection in 7 working days. Decided on Tuesday 1 September, Labor Day is the 7th.
    (
        "us-or", PORTLAND, "US-OR",
        {"received_at": local(PORTLAND, 2026, 8, 20, 8), "referred": True, "turned_down_at": local(PORTLAND, 2026, 9, 1, 16)},
        {"rejection": "2026-09-11T23:59:59-07:00"},
    ),
    # While nothing is decided, the same seven working days run from the day it came; here the service is shut for one.
    (
        "us-or", PORTLAND, "US-OR",
        {"received_at": local(PORTLAND, 2026, 8, 20, 8), "referred": True, "shut": [date(2026, 8, 24)]},
        {"answer": "2026-09-01T23:59:59-07:00"},
    ),
    # OAR 137-087 (Oregon): a monthly status report. A month after 31 January is the last of February.
    (
        "us-or", PORTLAND, "US-OR",
        {"received_at": local(PORTLAND, 2026, 1, 5, 8), "started_on": date(2026, 1, 31), "reported": True, "waiting": False},
        {"first_report": "2026-02-28T23:59:59-08:00"},
    ),
    # PC 1203.097 (California): progress to the court about every three months.
    (
        "us-ca", LA, "US-CA",
        {"received_at": local(LA, 2026, 1, 5, 8), "started_on": date(2026, 1, 12), "reported": True, "waiting": False},
        {"first_report": "2026-04-12T23:59:59-07:00"},
    ),
    # Who came by himself has nobody who waits for a yes; with no talk yet, no intake runs.
    ("us-or", PORTLAND, "US-OR", {"received_at": local(PORTLAND, 2026, 8, 20, 8)}, {}),
    ("us-me", MAINE, "US-ME", {"received_at": local(MAINE, 2026, 2, 27, 9)}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "zone", "region", "facts", "expected"), TABLE)
def test_the_day_the_text_gives(key, zone, region, facts, expected):
    found = asked(key, zone, region, **facts)
    assert {kind: when for kind, (when, _why) in found.items()} == expected


def test_each_carries_the_sentence_of_its_rule():
    facts = {"received_at": datetime(2026, 8, 20, 15, tzinfo=UTC), "referred": True}
    _when, why = asked("us-or", PORTLAND, "US-OR", **facts)["answer"]
    assert why == "Oregon: OAR 137-087: 7 working days after it was received."


def test_every_shipped_profile_that_gives_the_front_desk_a_day_is_in_the_table():
    names = ("intake_due", "answer_due", "report_every", "report_day")
    giving = {
        path.stem
        for path in EXAMPLES.glob("*.json")
        if any(name in json.loads(path.read_text())["rules"] for name in names)
    }
    assert giving == {row[0] for row in TABLE}
