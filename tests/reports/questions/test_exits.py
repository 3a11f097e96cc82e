"""Why places ended: each man under who ended it, custody apart, and no single man shown to those who only count."""

from datetime import date

import pytest

from programs.models.enrollment import ExitReason
from reports.questions import exits, people
from reports.questions.reasons import reasons
from services.access import seat
from services.wall import acting_as
from tests import factories as make
from tests.conftest import NOW
from tests.reports.history import EXPECTED, load_history
from tests.reports.questions.test_retention import Evenings

pytestmark = pytest.mark.django_db


@pytest.fixture
def thursday(cast):
    return Evenings(cast.group)


def ended(reason: str, by: str) -> dict:
    status = "completed" if reason == "completed" else "exited"
    return {"status": status, "ended_on": date(2026, 3, 31), "exit_reason": reason, "ended_by": by}


@pytest.fixture
def everybody(cast, thursday):
    """One man for each way, two who decided to stop, and one who is still here."""
    for reason, by in [
        ("withdrew", "man"), ("withdrew", "man"), ("attendance", "program"), ("attendance", "man"),
        ("new_violence", "court"), ("lost_contact", "circumstance"), ("custody", "court"), ("moved", "man"),
        ("completed", "program"),
    ]:  # fmt: skip
        thursday.mark(make.make_client(service=cast.service), "came came", **ended(reason, by))
    thursday.mark(cast.dan, "came missed missed missed")
    thursday.mark(cast.luis, "missed missed", **ended("withdrew", "man"))
    return cast


def ask(cast, **asked):
    return exits(**({"staff": cast.priya, "at": NOW, "by": "none"} | asked))


def told(answer) -> list[tuple[str, str, int]]:
    return [(row["part"], row["reason"], row["n"]) for row in answer["reasons"]]


def test_he_left_and_we_ended_it_stand_apart_and_custody_apart_from_both(everybody):
    """Luis never came: he is not counted, as in the curves."""
    answer = ask(everybody)
    assert answer["n"] == 10
    assert told(answer) == [
        ("man", "withdrew", 2), ("man", "attendance", 1),
        ("program", "attendance", 1),
        ("others", "new_violence", 1), ("others", "lost_contact", 1),
        ("custody", "custody", 1),
        ("neutral", "moved", 1),
        ("completed", "completed", 1),
    ]  # fmt: skip


def test_men_not_seen_lately_are_a_part_of_their_own_when_they_count_as_gone(everybody):
    assert ("not_seen", "", 1) in told(ask(everybody, count_not_seen="left"))
    assert not any(part == "not_seen" for part, _reason, _n in told(ask(everybody)))


@pytest.mark.parametrize("count_not_seen", ["", "left"])
def test_behind_each_number_are_as_many_men(everybody, count_not_seen):
    asked = {"staff": everybody.priya, "at": NOW, "by": "none", "count_not_seen": count_not_seen}
    for part, reason, n in told(ask(everybody, count_not_seen=count_not_seen)):
        assert len(people(state="ended", part=part, reason=reason, **asked)) == n
    assert len(people(state="ended", part="man", **asked)) == 3
    assert len(people(state="here", **asked)) == (0 if count_not_seen else 1)
    assert len(people(state="completed", session=2, **asked)) == 1
    assert len(people(state="neutral", session=2, **asked)) == 2


def test_the_reasons_add_up_to_the_ends_of_the_reference(cast):
    load_history(cast.service, program=cast.program)
    answer = ask(cast)
    (group,) = EXPECTED["retention"]["overall"]["groups"]
    left = sum(n for part, _reason, n in told(answer) if part in ("man", "program", "others"))
    assert left == group["events"]
    assert sum(n for _part, _reason, n in told(answer)) < answer["n"]


def test_every_reason_has_a_part(cast, thursday):
    for reason in ExitReason:
        thursday.mark(make.make_client(service=cast.service), "came", **ended(reason, "man"))
    assert {row["reason"] for row in ask(cast)["reasons"]} == set(ExitReason.values)


def rows(*ends: tuple[str, str, str, int]):
    return [dict(zip(("part", "reason", "ending", "n"), row, strict=True)) for row in ends]


def test_small_numbers_are_hidden_and_none_can_be_reckoned_back():
    """The curves tell the sum of each of the three, so in each a second number goes with a hidden one."""
    counted = rows(
        ("man", "withdrew", "dropout", 9), ("program", "attendance", "dropout", 6), ("man", "lost_contact", "dropout", 2),
        ("custody", "custody", "neutral", 1), ("neutral", "moved", "neutral", 7), ("completed", "completed", "completed", 30),
        ("man", "", "enrolled", 12),
    )  # fmt: skip
    hidden = {(row["part"], row["reason"]): row["n"] for row in reasons(counted, open_to_all=False)}
    assert hidden == {
        ("man", "withdrew"): 9, ("man", "lost_contact"): None, ("program", "attendance"): None,
        ("custody", "custody"): None, ("neutral", "moved"): None, ("completed", "completed"): 30,
    }  # fmt: skip
    shown = {(row["part"], row["reason"]): row["n"] for row in reasons(counted, open_to_all=True)}
    assert shown[("man", "lost_contact")] == 2, "the twin: who may open the men sees each number"


def test_for_who_only_counts_the_order_tells_nothing():
    fewer = rows(
        ("man", "lost_contact", "dropout", 4),
        ("man", "withdrew", "dropout", 3),
        ("man", "attendance", "dropout", 2),
    )
    more = rows(
        ("man", "lost_contact", "dropout", 2),
        ("man", "withdrew", "dropout", 4),
        ("man", "attendance", "dropout", 3),
    )
    assert reasons(fewer, open_to_all=False) == reasons(more, open_to_all=False)


def test_intake_sees_no_single_man(everybody):
    with acting_as(service=everybody.service.pk, person=everybody.ines.pk, roles=["intake"]):
        answer = ask(everybody, staff=seat(everybody.ines, everybody.service, on=NOW.date()))
    assert [row["n"] for row in answer["reasons"]] == [None] * 8
    assert "reasons.custody.custody" in answer["suppressed"]


def test_too_few_to_be_counted_have_no_reasons(cast, thursday):
    thursday.mark(cast.dan, "came", **ended("new_violence", "court"))
    with acting_as(service=cast.service.pk, person=cast.ines.pk, roles=["intake"]):
        answer = ask(cast, staff=seat(cast.ines, cast.service, on=NOW.date()))
    assert (answer["groups"], answer["reasons"]) == ([], [])
    assert told(ask(cast)) == [("others", "new_violence", 1)]


def test_where_few_are_counted_is_said(everybody):
    """Ten men at the first two sessions, one after them."""
    assert ask(everybody)["few_from"] == {"all": 3}


def test_nobody_is_said_to_have_stayed_where_those_who_went_are_hidden(cast, thursday):
    """Twelve men, three of whom left at once: too few to show, and "all are here" would be a lie."""
    for number in range(12):
        gone = ended("withdrew", "man") if number < 3 else {}
        thursday.mark(make.make_client(service=cast.service), "came came came", **gone)
    with acting_as(service=cast.service.pk, person=cast.ines.pk, roles=["intake"]):
        answer = ask(cast, staff=seat(cast.ines, cast.service, on=NOW.date()))
    assert (answer["n"], answer["groups"][0]["curve"]) == (12, [])
    assert ask(cast)["groups"][0]["curve"][-1]["dropout"] == 0.25


def test_where_really_nobody_went_the_curve_says_so(cast, thursday):
    for _number in range(6):
        thursday.mark(make.make_client(service=cast.service), "came came")
    with acting_as(service=cast.service.pk, person=cast.ines.pk, roles=["intake"]):
        answer = ask(cast, staff=seat(cast.ines, cast.service, on=NOW.date()))
    assert [point["dropout"] for point in answer["groups"][0]["curve"]] == [0, 0]
