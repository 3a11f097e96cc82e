"""Who came, and what nobody has recorded."""

from datetime import date, timedelta

import pytest

from reports.questions import attendance, unrecorded
from services.access import seat
from services.wall import acting_as
from tests import factories as make
from tests.conftest import NOW
from tests.reports.history import load_history, read

pytestmark = pytest.mark.django_db
CAME = {"present", "late", "left_early", "remote", "make_up", "sent_home"}


def ask(cast, question=attendance, **asked):
    return question(**({"staff": cast.priya, "at": NOW} | asked))


@pytest.fixture
def evening(cast):
    """One session yesterday: Dan came late for an hour of two, Luis is unmarked, a third man is on leave."""
    session = make.make_session(group=cast.group, starts_at=NOW - timedelta(days=1))
    for man, mark in (
        (cast.dan, {"outcome": "late", "minutes_attended": 60}),
        (cast.luis, {}),
        (make.make_client(service=cast.service, first_name="Ade"), {"outcome": "on_leave"}),
    ):
        enrollment = make.make_enrollment(client=man, group=cast.group)
        make.make_attendance(session=session, enrollment=enrollment, **mark)
    return session


def test_the_sample_history_counts_as_its_file_does(cast):
    load_history(cast.service, program=cast.program)
    rows = [row for row in read("attendance.csv") if row["outcome"] not in ("cancelled", "on_leave")]
    answer = ask(cast)
    assert answer["n"] == len(rows)
    for group in answer["groups"]:
        his = [row["outcome"] for row in rows if row["group"] == group["label"]]
        assert group["offered"] == len(his)
        assert group["came"] == sum(outcome in CAME for outcome in his)
        assert group["told_us"] == his.count("excused")
        assert group["no_word"] == his.count("unexcused")
        assert group["rate"] == group["came"] / len(his)


def test_a_place_nobody_recorded_counts_neither_way(cast, evening):
    (group,) = ask(cast)["groups"]
    assert group["key"] == str(cast.group.pk)
    assert (group["offered"], group["came"], group["unrecorded"], group["rate"]) == (2, 1, 1, 1.0)


def test_hours_are_those_he_was_in_the_room(cast, evening):
    (group,) = ask(cast)["groups"]
    assert group["hours"] == 1.0
    evening.attendances.filter(outcome="late").update(minutes_attended=None)
    (group,) = ask(cast)["groups"]
    assert group["hours"] == 2.0


def test_a_rate_of_nothing_recorded_is_nothing(cast, evening):
    evening.attendances.update(outcome=None, minutes_attended=None)
    (group,) = ask(cast)["groups"]
    assert group["rate"] is None


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("session", ["Thursday group, 2026-03-11"]),
        ("week", ["2026-03-09"]),
        ("man", ["Luis Ferreira", "Dan Okafor"]),
        ("facilitator", ["Tom Beck"]),
        ("program", ["Foundations"]),
        ("site", ["North"]),
        ("none", ["All men"]),
    ],
)
def test_it_can_be_split(cast, evening, by, labels, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = ask(cast, by=by)
    assert [group["label"] for group in answer["groups"]] == labels


def test_the_window_is_on_the_day_of_the_session(cast, evening):
    day = date(2026, 3, 11)
    assert ask(cast, since=day, until=day)["n"] == 2
    assert ask(cast, since=day + timedelta(days=1))["n"] == 0
    assert ask(cast, until=day - timedelta(days=1))["n"] == 0


def test_a_session_with_a_man_unmarked_is_unrecorded(cast, evening):
    (session,) = ask(cast, unrecorded)["groups"]
    assert session["key"] == str(evening.pk)
    assert (session["unrecorded"], session["offered"], session["facilitators"]) == (1, 2, "Tom Beck")


def test_a_full_register_or_a_cancelled_session_is_not(cast, evening):
    evening.attendances.filter(outcome=None).update(outcome="present")
    assert ask(cast, unrecorded)["n"] == 0
    evening.attendances.update(outcome=None, minutes_attended=None)
    evening.cancelled_at = NOW
    evening.save()
    assert ask(cast, unrecorded)["n"] == 0


@pytest.mark.parametrize("question", [attendance, unrecorded])
def test_it_is_hidden_from_another_service(cast, evening, question):
    with acting_as(service=cast.other_service.pk, person=cast.wes.pk, roles=["director"]):
        seat(cast.wes, cast.other_service, on=NOW.date())
        assert ask(cast, question, staff=cast.wes)["groups"] == []


@pytest.mark.parametrize("question", [attendance, unrecorded])
def test_small_counts_are_hidden_from_intake(cast, evening, question):
    answer = ask(cast, question, staff=cast.ines)
    assert answer["groups"][0]["unrecorded"] is None
    assert any(name.endswith(".unrecorded") for name in answer["suppressed"])
