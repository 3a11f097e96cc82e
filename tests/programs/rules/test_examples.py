"""What each shipped standard makes of a record. The source of every expectation stands beside it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from programs.rules import due, standing_of
from programs.rules.examples import example, examples
from tests.programs.rules.letters import FIRST, record_of, week

KEYS = sorted(each.key for each in examples())
LA, CHICAGO = ZoneInfo("America/Los_Angeles"), ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("key", "letters", "credited", "left", "absences", "passed"),
    [
        # PC 1203.097: 52 weekly sessions; no more than three absences (good cause).
        ("us-ca", "P" * 52, 52, 0, 0, {}),
        ("us-ca", "PPLUUPEM", 5, 47, 3, {}),
        ("us-ca", "PUEUPU", 2, 50, 4, {"max_absences": 6}),
        # OAR 137-087: 36 sessions; leave of absence was agreed before, so it is nothing missed.
        ("us-or", "P" * 30 + "VV" + "P" * 6, 36, 0, 0, {}),
        ("us-or", "PPLUUPEM", 5, 31, 3, {}),
        # Oklahoma: three one after another, or seven in all, with no word, end it; so two and six are allowed.
        ("us-ok", "PUUPUU", 2, None, 4, {}),
        ("us-ok", "PUUUP", 2, None, 3, {"max_in_a_row": 4}),
        ("us-ok", "UPUPUPUPUPUPU", 6, None, 7, {"max_no_word": 13}),
        # The agency's agreement: intake is number one, 4 missed in all, 2 in a phase, lateness counts.
        ("us-agency", "PPLUUPEM", 6, 20, 4, {"max_per_phase": 5}),
        ("us-agency", "UU" + "P" * 11 + "UU" + "P" * 11, 23, 3, 4, {}),
        ("us-agency", "UU" + "P" * 11 + "UUL", 13, 13, 5, {"max_absences": 16, "max_per_phase": 16}),
        # Ontario: 12 weekly sessions; two misses (general knowledge, marked so).
        ("ca-on-par", "P" * 12, 12, 0, 0, {}),
        ("ca-on-par", "PUPEPU", 3, 9, 3, {"max_absences": 6}),
        # British Columbia: 10 sessions, then 17.
        ("ca-bc-rr", "P" * 10, 10, 0, 0, {}),
        ("ca-bc-rvp", "P" * 10, 10, 7, 0, {}),
        ("ca-ab", "PPLUUPEM", 5, 9, 3, {}),
        # Probation: the second miss without an accepted reason in a year is a breach (general knowledge).
        ("gb-probation", "PUPAP", 3, None, 1, {}),
        ("gb-probation", "PUPU", 2, None, 2, {"max_no_word": 4}),
        # IDAP: 27 sessions.
        ("gb-idap", "PPLUUPEM", 5, 22, 3, {}),
        # Texas: 18 weeks and 36 hours (general knowledge).
        ("us-tx", "P" * 18, 18, 0, 0, {}),
    ],
)
def test_a_row_of_letters_comes_to(key, letters, credited, left, absences, passed):
    standing = standing_of(record_of(letters, intake=True), example(key).rules)

    assert (standing.credited, standing.sessions_left, standing.absences) == (credited, left, absences)
    assert {limit.rule: limit.passed_on for limit in standing.over} == {
        rule: week(number) for rule, number in passed.items()
    }


@pytest.mark.parametrize(
    ("key", "letters", "minutes", "late", "credited", "left"),
    [
        # 244-RICR-00-00-2.6: 40 hours, only for time present; late arrival and early leaving are barred.
        ("us-ri", "P" * 20, 120, None, 2400, 0),
        ("us-ri", "P" * 19 + "L", 120, 5, 2280, 120),
        ("us-ri", "P" * 19 + "S", 120, None, 2280, 120),
        # 01 NCAC 17 .0706: 39 hours over at least 26 weeks.
        ("us-nc", "P" * 26, 90, None, 2340, 0),
        ("us-nc", "P" * 25 + "L", 90, 30, 2310, 30),
        # Massachusetts: at least 80 hours, usually 40 times 2.
        ("us-ma", "P" * 40, 120, None, 4800, 0),
        # Texas: 36 hours (general knowledge); a session counts whole.
        ("us-tx", "P" * 17 + "L", 120, 10, 2160, 0),
    ],
)
def test_hours_are_counted(key, letters, minutes, late, credited, left):
    standing = standing_of(record_of(letters, minutes=minutes, late=late), example(key).rules)

    assert (standing.minutes, standing.minutes_left) == (credited, left)


@pytest.mark.parametrize(
    ("key", "earliest", "latest"),
    [
        ("us-ca", 52, 78),  # 52 weeks, within 18 months
        ("us-nc", 26, 30),  # 39 hours over 26 weeks or more, done within 30
        ("us-ri", 20, None),  # 20 weeks or more
        ("us-az", 13, 52),  # 3 to 12 months
        ("us-me", 48, None),  # 48 weeks (general knowledge)
        ("au-vic", 20, None),  # the 2018 standards raised it from 12 to 20 weeks
        ("gb-dapp", 20, 48),  # weekly for 20 to 48 weeks
        ("ca-on-par", 12, None),  # 12 weekly sessions
    ],
)
def test_he_finishes_between(key, earliest, latest):
    standing = standing_of(record_of("P"), example(key).rules)

    assert standing.earliest_end == FIRST + timedelta(weeks=earliest)
    assert standing.latest_end == (FIRST + timedelta(weeks=latest) if latest else None)


@pytest.mark.parametrize("key", ["us-wa", "us-co"])
def test_where_he_must_show_it_no_number_makes_him_done(key):
    # WAC 388-60B and DVOMB: levels and competencies, no set weeks.
    assert not standing_of(record_of("P" * 60), example(key).rules).dose_done


@pytest.mark.parametrize(
    ("key", "clock", "happened", "by"),
    [
        # WAC 388-60B: the court hears within 7 days, her worker within 14 days of accepting or rejecting him.
        ("us-wa", "not_complying_due", datetime(2026, 3, 3, 19, tzinfo=LA), datetime(2026, 3, 10, 23, 59, 59, tzinfo=LA)),
        ("us-wa", "partner_notice_due", datetime(2026, 3, 3, 9, tzinfo=LA), datetime(2026, 3, 17, 23, 59, 59, tzinfo=LA)),
        # OAR 137-087: notice of rejection in 7 working days; exit summary within 30 days of last contact.
        ("us-or", "answer_due", datetime(2026, 3, 6, 9, tzinfo=LA), datetime(2026, 3, 17, 23, 59, 59, tzinfo=LA)),
        ("us-or", "exit_summary_due", datetime(2026, 3, 6, 9, tzinfo=LA), datetime(2026, 4, 5, 23, 59, 59, tzinfo=LA)),
        # Texas: a no-show is reported within 24 hours; the certificate goes out in 5 working days.
        ("us-tx", "not_complying_due", datetime(2026, 3, 7, 19, tzinfo=CHICAGO), datetime(2026, 3, 8, 20, tzinfo=CHICAGO)),
        ("us-tx", "certificate_due", datetime(2026, 3, 6, 9, tzinfo=CHICAGO), datetime(2026, 3, 13, 23, 59, 59, tzinfo=CHICAGO)),
        # Maine: intake within two weeks of contact.
        ("us-me", "intake_due", datetime(2026, 3, 2, 9, tzinfo=CHICAGO), datetime(2026, 3, 16, 23, 59, 59, tzinfo=CHICAGO)),
    ],
)  # fmt: skip
def test_it_is_due_by(key, clock, happened, by):
    rules = example(key).rules

    assert due(getattr(rules, clock), after=happened, zone=happened.tzinfo) == by


def test_a_public_holiday_is_no_working_day():
    rules = example("us-or").rules
    friday = datetime(2026, 5, 22, 9, tzinfo=LA)
    memorial_day = friday.date() + timedelta(days=3)

    plain = due(rules.answer_due, after=friday, zone=LA)
    held_up = due(rules.answer_due, after=friday, zone=LA, holidays={memorial_day})

    assert (held_up - plain).days == 1


@pytest.mark.parametrize("key", KEYS)
def test_every_example_says_where_it_is_from(key):
    shipped = example(key)

    assert "" not in (shipped.citation, shipped.jurisdiction, shipped.name)
    assert all(getattr(shipped.rules, name) for name in shipped.unverified)


@pytest.mark.parametrize(
    ("key", "men", "minutes", "facilitators"),
    [
        # WAC 388-60B: 60 minutes for up to 3, 90 for 4 to 12.
        ("us-wa", 3, 60, None),
        ("us-wa", 4, 90, None),
        # 244-RICR: a second facilitator above 10. 01 NCAC 17: above 8.
        ("us-ri", 10, 90, 1),
        ("us-ri", 11, 90, 2),
        ("us-nc", 9, 90, 2),
    ],
)
def test_a_group_s_size_decides(key, men, minutes, facilitators):
    rules = example(key).rules

    assert rules.minutes_for(men=men) == minutes
    assert rules.facilitators_for(men=men) == facilitators
