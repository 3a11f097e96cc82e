"""Who stays: the reference figures from the database, and each word of the definition."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reports.questions import exits, retention
from services.access import seat
from services.wall import acting_as
from tests import factories as make
from tests.conftest import NOW
from tests.reports.history import EXPECTED, load_history

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 1, 1, 18, tzinfo=UTC)  # a Thursday


class Evenings:
    """A group that meets each Thursday, in which men are marked by a word: `mark(man, "came missed came")`."""

    WORDS = {
        "came": "present",
        "missed": "unexcused",
        "told": "excused",
        "leave": "on_leave",
        "off": "cancelled",
        "?": None,
    }

    def __init__(self, group, weeks: int = 12):
        self.group = group
        self.sessions = [
            make.make_session(group=group, starts_at=FIRST + timedelta(weeks=n)) for n in range(weeks)
        ]

    def mark(self, man, words: str, *, weeks_later: int = 0, **place):
        enrollment = make.make_enrollment(client=man, group=self.group, started_on=FIRST.date(), **place)
        for session, word in zip(self.sessions[weeks_later:], words.split(), strict=False):
            make.make_attendance(session=session, enrollment=enrollment, outcome=self.WORDS.get(word, word))
        return enrollment


def gone(on: date = date(2026, 3, 31), reason: str = "withdrew"):
    status = "completed" if reason == "completed" else "exited"
    return {"status": status, "ended_on": on, "exit_reason": reason, "ended_by": "man"}


@pytest.fixture
def thursday(cast):
    return Evenings(cast.group)


def ask(cast, **asked):
    return retention(**({"staff": cast.priya, "at": NOW, "by": "none"} | asked))


def times(answer) -> list[tuple[int, int, int]]:
    """Session, events and censored wherever anything happened to the one group."""
    curve = answer["groups"][0]["curve"]
    return [(p["session"], p["events"], p["censored"]) for p in curve if p["events"] or p["censored"]]


# --- The reference -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("by", "split"), [("source", "by_source"), ("none", "overall")])
def test_every_figure_of_the_sample_history_is_the_reference_figure(cast, by, split):
    load_history(cast.service, program=cast.program)
    expected = EXPECTED["retention"][split]
    answer = ask(cast, by=by)
    assert [group["key"] for group in answer["groups"]] == [group["key"] for group in expected["groups"]]
    for group, theirs in zip(answer["groups"], expected["groups"], strict=True):
        assert [group[name] for name in ("n", "events", "median")] == [
            theirs[name] for name in ("n", "events", "median")
        ]
        assert len(group["curve"]) == len(theirs["curve"])
        for point, reference in zip(group["curve"], theirs["curve"], strict=True):
            assert point == pytest.approx(reference, abs=1e-9)
    if by == "source":
        assert answer["logrank"] == pytest.approx(expected["logrank"], abs=1e-9)
    else:
        assert answer["logrank"] is None
    assert answer["n"] == 88


@pytest.mark.parametrize(("by", "split"), [("source", "by_source"), ("none", "overall")])
def test_every_exit_of_the_sample_history_is_the_reference_figure(cast, by, split):
    load_history(cast.service, program=cast.program)
    answer = exits(staff=cast.priya, at=NOW, by=by)
    for group, theirs in zip(answer["groups"], EXPECTED["exits"][split]["groups"], strict=True):
        assert (group["key"], group["n"]) == (theirs["key"], theirs["n"])
        for point, reference in zip(group["curve"], theirs["curve"], strict=True):
            assert point == pytest.approx(reference, abs=1e-9)


def test_it_is_one_statement(cast, django_assert_num_queries):
    load_history(cast.service, program=cast.program)
    with django_assert_num_queries(1):
        ask(cast, by="source")
    with django_assert_num_queries(1):
        ask(cast, by="facilitator", program=cast.program.pk)


# --- The clock -----------------------------------------------------------------------------------------------


def test_the_first_session_he_came_to_is_number_one(cast, thursday):
    thursday.mark(cast.dan, "missed told came came")
    assert times(ask(cast)) == [(2, 0, 1)]


@pytest.mark.parametrize("word", ["leave", "off"])
def test_a_session_not_offered_to_him_has_no_number(cast, thursday, word):
    thursday.mark(cast.dan, f"came {word} came {word} told")
    assert times(ask(cast)) == [(3, 0, 1)]


def test_an_unmarked_session_was_offered_and_he_did_not_come(cast, thursday):
    thursday.mark(cast.dan, "came ? ?", **gone())
    thursday.mark(cast.luis, "came ? ?")
    assert times(ask(cast)) == [(1, 1, 0), (3, 0, 1)]


def test_a_cancelled_session_has_no_number_whatever_its_rows_say(cast, thursday):
    thursday.mark(cast.dan, "came came came")
    thursday.sessions[1].cancelled_at = NOW
    thursday.sessions[1].save()
    assert times(ask(cast)) == [(2, 0, 1)]


def test_a_session_counts_once_its_end_has_passed(cast, thursday):
    thursday.mark(cast.dan, "came came came")
    third_ends = thursday.sessions[2].ends_at
    assert times(ask(cast, at=third_ends - timedelta(seconds=1))) == [(2, 0, 1)]
    assert times(ask(cast, at=third_ends)) == [(3, 0, 1)]


def test_sessions_after_his_exit_are_not_his_and_that_days_is(cast, thursday):
    thursday.mark(cast.dan, "came came told told", **gone(on=thursday.sessions[2].session_on, reason="moved"))
    assert times(ask(cast)) == [(3, 0, 1)]


def test_a_man_who_never_came_is_not_counted(cast, thursday):
    thursday.mark(cast.dan, "missed told ?", **gone())
    assert ask(cast)["n"] == 0
    assert ask(cast)["groups"] == []


@pytest.mark.parametrize("outcome", ["present", "late", "left_early", "remote", "make_up", "sent_home"])
def test_he_came_is_one_of_six_words(cast, thursday, outcome):
    thursday.mark(cast.dan, f"came {outcome} missed", **gone())
    assert times(ask(cast)) == [(2, 1, 0)]


# --- How it ends ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["withdrew", "attendance", "program_decision", "lost_contact"])
def test_leaving_falls_at_the_last_session_he_came_to(cast, thursday, reason):
    thursday.mark(cast.dan, "came came missed missed", **gone(reason=reason))
    assert times(ask(cast)) == [(2, 1, 0)]


@pytest.mark.parametrize("reason", ["completed", "moved", "custody", "order_ended", "mandate_completed"])
def test_completing_or_having_to_go_falls_at_the_last_session_offered(cast, thursday, reason):
    thursday.mark(cast.dan, "came came missed missed", **gone(reason=reason))
    assert times(ask(cast)) == [(4, 0, 1)]


def test_a_readmission_is_another_place_with_a_clock_of_its_own(cast, thursday):
    thursday.mark(cast.dan, "came missed", **gone(on=thursday.sessions[1].session_on))
    thursday.mark(cast.dan, "came came came", weeks_later=4, episode=2)
    answer = ask(cast)
    assert answer["n"] == 2
    assert times(answer) == [(1, 1, 0), (3, 0, 1)]


# --- Not seen lately -----------------------------------------------------------------------------------------


def test_a_man_with_a_place_who_missed_the_last_three_is_not_seen(cast, thursday):
    thursday.mark(cast.dan, "came came missed ? told")
    thursday.mark(cast.luis, "came came came missed missed")
    answer = ask(cast)
    assert answer["groups"][0]["not_seen"] == 1
    assert times(answer) == [(5, 0, 2)]


def test_he_can_be_counted_as_gone_where_he_was_last_seen(cast, thursday):
    thursday.mark(cast.dan, "came came missed ? told")
    thursday.mark(cast.luis, "came came came missed missed")
    answer = ask(cast, count_not_seen="left")
    assert times(answer) == [(2, 1, 0), (5, 0, 1)]
    assert "missed the last 3 sessions counts as gone" in answer["definition"]


def test_a_man_who_left_is_not_also_not_seen(cast, thursday):
    thursday.mark(cast.dan, "came missed missed missed", **gone())
    assert ask(cast)["groups"][0]["not_seen"] == 0


# --- Whose men, and when -------------------------------------------------------------------------------------


def test_the_window_is_on_the_day_he_first_came_both_days_included(cast, thursday):
    thursday.mark(cast.dan, "missed came came")
    day = thursday.sessions[1].session_on
    assert ask(cast, since=day, until=day)["n"] == 1
    assert ask(cast, since=day + timedelta(days=1))["n"] == 0
    assert ask(cast, until=day - timedelta(days=1))["n"] == 0


def keys(answer) -> list[str]:
    return [group["key"] for group in answer["groups"]]


def refer(man, source: str, day: date, **fields):
    received_at = datetime.combine(day, FIRST.time(), UTC)
    return make.make_referral(client=man, source=source, received_at=received_at, **fields)


def test_his_door_is_the_latest_referral_before_he_was_first_offered_a_session(cast, thursday):
    thursday.mark(cast.dan, "missed came")
    refer(cast.dan, "self", date(2025, 5, 1))
    refer(cast.dan, "court", date(2026, 1, 1), episode=2)
    refer(cast.dan, "partner", date(2026, 1, 2), episode=3)
    assert keys(ask(cast, by="source")) == ["court"]


def test_else_it_is_the_earliest_there_is(cast, thursday):
    thursday.mark(cast.dan, "came")
    refer(cast.dan, "other", date(2026, 2, 1))
    refer(cast.dan, "self", date(2026, 3, 1), episode=2)
    assert keys(ask(cast, by="source")) == ["other"]


def test_a_man_without_a_referral_is_unknown_and_stands_last(cast, thursday):
    thursday.mark(cast.dan, "came")
    thursday.mark(cast.luis, "came")
    refer(cast.luis, "other", date(2025, 5, 1), pressure="")
    assert keys(ask(cast, by="source")) == ["other", "unknown"]
    assert keys(ask(cast, by="pressure")) == ["unknown"]


def test_men_can_be_split_by_program_group_site_and_pair(cast, thursday):
    other = make.make_group(program=cast.program, name="Another group", facilitators=[cast.tom, cast.priya])
    thursday.mark(cast.dan, "came")
    Evenings(other, weeks=1).mark(cast.luis, "came")
    assert keys(ask(cast, by="program")) == [str(cast.program.pk)]
    assert keys(ask(cast, by="group")) == [str(other.pk), str(cast.group.pk)]
    assert keys(ask(cast, by="site")) == [str(cast.north.pk), "unknown"]
    pairs = ask(cast, by="facilitator")["groups"]
    assert {group["label"] for group in pairs} == {
        "Tom Beck",
        ", ".join(
            sorted(
                ["Tom Beck", "Priya Nair"], key=lambda n: str((cast.tom if n[0] == "T" else cast.priya).pk)
            )
        ),
    }
    assert ask(cast, group=other.pk)["n"] == 1
    assert ask(cast, site=cast.north.pk)["n"] == 1


def test_a_counselor_counts_the_men_of_the_own_groups(cast, thursday):
    other = make.make_group(program=cast.program, name="Not Tom's")
    thursday.mark(cast.dan, "came")
    Evenings(other, weeks=1).mark(cast.luis, "came")
    assert keys(ask(cast, staff=cast.tom, by="group")) == [str(cast.group.pk)]


def test_it_is_hidden_from_another_service(cast, thursday):
    thursday.mark(cast.dan, "came")
    with acting_as(service=cast.other_service.pk, person=cast.wes.pk, roles=["director"]):
        seat(cast.wes, cast.other_service, on=NOW.date())
        assert ask(cast, staff=cast.wes)["groups"] == []


def test_neither_wall_alone_lets_another_service_in(cast, thursday):
    """Wes at his own desk, in a frame that is wrongly North's: the query set still counts nobody."""
    thursday.mark(cast.dan, "came")
    with acting_as(service=cast.other_service.pk, person=cast.wes.pk):
        seat(cast.wes, cast.other_service, on=NOW.date())
    assert ask(cast, staff=cast.wes)["groups"] == []
    with acting_as(service=cast.other_service.pk, person=cast.priya.pk):
        assert ask(cast)["groups"] == [], "and Priya's question in South's frame finds nobody"
