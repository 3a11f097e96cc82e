"""Me before we: every entry into every order of sessions, and every history of coming."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.rules.gate import Lesson, Meeting, brings_there, good_start, me_keys, needed_of, too_early
from tests.conftest import NOW

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEYS = list(product("ABC", "1234"))
lessons = st.sampled_from(
    [Lesson(*key, stage, everybody) for key in KEYS for stage in ("me", "we") for everybody in (True, False)]
)
histories = st.sets(st.sampled_from(KEYS))


def meetings(taught: list[Lesson | None]) -> list[Meeting]:
    first: datetime = NOW
    return [
        Meeting(
            on=date(2026, 3, 12) + timedelta(weeks=n), starts_at=first + timedelta(weeks=n), lesson=lesson
        )
        for n, lesson in enumerate(taught)
    ]


ways = st.lists(lessons | st.none(), max_size=20).map(meetings)
ME, SAFE, WE = Lesson("A", "1", "me"), Lesson("B", "1", "we", for_everybody=True), Lesson("C", "1", "we")
ME_TOO = Lesson("A", "2", "me")


def first_early(*taught: Lesson | None, came=(), needed: int):
    return too_early(meetings(list(taught)), came=set(came), needed=needed)


def test_a_we_session_after_the_me_sessions_is_in_time():
    assert first_early(ME, ME_TOO, WE, needed=2) is None


def test_a_we_session_before_them_is_too_early_and_says_how_far_he_will_be():
    early = first_early(ME, WE, ME_TOO, WE, needed=2)
    assert (early.meeting.starts_at, early.came, early.needed) == (NOW + timedelta(weeks=1), 1, 2)


def test_what_is_for_everybody_waits_for_nothing():
    assert first_early(SAFE, needed=2) is None


def test_what_he_came_to_before_counts_and_twice_the_same_counts_once():
    assert first_early(WE, came=[("A", "1"), ("A", "2")], needed=2) is None
    assert first_early(ME, WE, came=[("A", "1")], needed=2).came == 1


def test_a_topic_of_its_own_is_neither():
    assert first_early(None, WE, needed=1).came == 0


def test_all_of_the_me_sessions_unless_the_edition_says_fewer():
    taught = [ME, ME_TOO, WE, SAFE]
    assert needed_of(taught, me_first=None) == 2
    assert needed_of(taught, me_first=1) == 1
    assert needed_of(taught, me_first=9) == 2
    assert needed_of([WE], me_first=None) == 0


def test_the_first_entry_from_which_all_is_in_time_is_found():
    ahead = meetings([ME_TOO, WE, ME, ME_TOO, WE])
    assert good_start(ahead, came=set(), needed=2) == ahead[2]
    assert good_start(ahead[:3], came=set(), needed=2) is None


@PATIENT
@given(ways, histories, st.integers(0, 8), st.integers(0, 20))
def test_whenever_he_enters_it_is_the_first_we_session_he_would_meet_without_enough_me(
    ahead, came, needed, at
):
    """Counted anew, session by session, for every entry."""
    entered = ahead[at:]
    early, done, found = too_early(entered, came=came, needed=needed), set(came), None
    for meeting in entered:
        lesson = meeting.lesson
        if lesson and lesson.stage == "we" and not lesson.for_everybody and len(done) < needed:
            found = (meeting, len(done))
            break
        if lesson and lesson.stage == "me":
            done.add((lesson.part, lesson.name))
    assert (early and (early.meeting, early.came)) == found


@PATIENT
@given(ways, histories, st.integers(0, 8))
def test_safety_is_never_what_comes_too_early(ahead, came, needed):
    early = too_early(ahead, came=came, needed=needed)
    if early:
        assert early.meeting.lesson.stage == "we"
        assert not early.meeting.lesson.for_everybody
    assert early is None or early.came < early.needed


@PATIENT
@given(ways, histories, histories, st.integers(0, 8))
def test_having_come_to_more_never_makes_it_earlier(ahead, came, more, needed):
    before, after = (too_early(ahead, came=each, needed=needed) for each in (came, came | more))
    if after:
        assert before
        assert before.meeting.starts_at <= after.meeting.starts_at


@PATIENT
@given(ways, histories, st.integers(0, 8))
def test_nothing_is_too_early_for_who_has_come_to_all(ahead, came, needed):
    assert (
        too_early(ahead, came=came | me_keys(m.lesson for m in ahead), needed=min(needed, len(came))) is None
    )


@PATIENT
@given(ways, histories, st.integers(0, 8))
def test_a_good_start_brings_him_there_and_no_earlier_one_does(ahead, came, needed):
    start = good_start(ahead, came=came, needed=needed)
    place = ahead.index(start) if start else len(ahead)
    assert not any(brings_there(ahead[n:], came=came, needed=needed) for n in range(place))
    if start:
        rest = ahead[place:]
        assert too_early(rest, came=came, needed=needed) is None
        assert len(came | me_keys(m.lesson for m in rest)) >= needed


@PATIENT
@given(st.lists(lessons, min_size=1, max_size=12), st.integers(0, 11))
def test_a_closed_round_from_the_start_with_me_before_we_is_always_in_time(taught, turn):
    """Turned round, the same round is in time from wherever its me part begins."""
    ordered = sorted(taught, key=lambda lesson: lesson.stage)
    needed = needed_of(ordered, me_first=None)
    assert too_early(meetings(ordered), came=set(), needed=needed) is None
    turn %= len(ordered)
    ahead = meetings(ordered[turn:] + ordered)
    assert brings_there(ahead[len(ordered) - turn :], came=set(), needed=needed)
