"""A man comes back to a program he had a place in: by the rule he was under."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import enrollments, transfers
from programs.errors import NewReferralNeeded
from programs.models import Enrollment
from programs.questions.readmissions import readmission_of
from tests import factories
from tests.conftest import NOW
from tests.programs.rules_of import published, weeks

TODAY = NOW.date()


@pytest.fixture
def left(cast, dan):
    """`left("credit")`: Dan came twice and left a week ago, under rules that say so of coming back."""

    def under(readmission: str) -> Enrollment:
        dan.rule_profile = published(cast, sessions_required=10, readmission=readmission)
        dan.save()
        weeks(dan, "present", "present")
        return enrollments.exit(
            enrollment=dan, reason="withdrew", ended_by="man", on=TODAY, by=cast.tom, at=NOW
        )

    return under


def back(cast, **how):
    how = {"client": cast.dan, "group": cast.group, "started_on": TODAY, "by": cast.ines, "at": NOW} | how
    return enrollments.enroll(**how)


@pytest.mark.parametrize(
    ("rule", "credit", "sessions"),
    [
        ("restart", False, 0),
        ("restart", True, 0),
        ("credit", False, 2),
        ("decision", False, 0),
        ("decision", True, 2),
    ],
)
def test_the_rule_he_was_under_says_what_counts(cast, left, rule, credit, sessions):
    before = left(rule)
    again = back(cast, credit=credit)
    assert (again.follows, again.episode, again.credited_sessions) == (before, 2, sessions)
    assert again.credited_minutes == sessions * 120


def test_a_new_referral_is_asked_for_where_the_rule_does(cast, left):
    left("new_referral")
    for day in (None, TODAY - timedelta(days=1)):
        with pytest.raises(NewReferralNeeded, match="new referral"):
            back(cast, referred_on=day)
    assert Enrollment.objects.count() == 1
    again = back(cast, referred_on=TODAY)
    assert (again.episode, again.credited_sessions) == (2, 0)


def test_it_holds_for_every_group_of_the_program_and_no_other(cast, left):
    left("new_referral")
    sister = factories.make_group(program=cast.program, name="Saturday")
    with pytest.raises(NewReferralNeeded):
        back(cast, group=sister)
    elsewhere = factories.make_program(service=cast.service, name="Elsewhere")
    other = factories.make_group(program=elsewhere, name="Monday")
    assert back(cast, group=other).follows is None


def test_who_comes_for_the_first_time_or_was_moved_on_does_not_come_back(cast, dan):
    other = factories.make_group(program=cast.program, name="Saturday")
    assert readmission_of(cast.luis, cast.program, at=NOW) is None
    assert readmission_of(cast.dan, cast.program, at=NOW) is None
    moved = transfers.transfer(enrollment=dan, group=other, start_on=TODAY, credit=True, by=cast.tom, at=NOW)
    enrollments.exit(enrollment=moved, reason="withdrew", ended_by="man", on=TODAY, by=cast.tom, at=NOW)
    again = readmission_of(cast.dan, cast.program, at=NOW)
    assert again.before == moved


@pytest.mark.parametrize("rule", ["restart", "credit", "new_referral", "decision"])
def test_each_rule_has_its_sentence(cast, left, rule):
    left(rule)
    assert readmission_of(cast.dan, cast.program, at=NOW).sentence.startswith("He had a place here before")
