"""A man's record as a row of letters, one a week: easy to read in a table of tests."""

from datetime import date, timedelta

from programs.rules import Offer, Record

FIRST = date(2026, 1, 5)
OUTCOMES = {
    "P": "present",
    "L": "late",
    "S": "left_early",
    "R": "remote",
    "M": "make_up",
    "H": "sent_home",
    "E": "excused",
    "A": "excused",  # with a reason a person accepted
    "U": "unexcused",
    "V": "on_leave",
    "C": "cancelled",
    "?": None,
}


def record_of(letters: str, *, minutes: int = 120, intake: bool = False, late: int | None = None) -> Record:
    """One session a week from the first Monday of 2026."""
    offers = tuple(
        Offer(
            on=FIRST + timedelta(weeks=week),
            outcome=OUTCOMES[letter],
            minutes=minutes,
            minutes_late=late if letter == "L" else None,
            reason_accepted=letter == "A",
        )
        for week, letter in enumerate(letters)
    )
    return Record(started_on=FIRST, offers=offers, intake_on=FIRST - timedelta(days=7) if intake else None)


def week(number: int) -> date:
    """The day of that session; the first is 1."""
    return FIRST + timedelta(weeks=number - 1)
