"""A no, help elsewhere, not reached, and the step taken by mistake."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from programs.models import RuleProfile
from referrals.actions import decisions, referrals
from referrals.errors import LadderNotDone, ReasonMissing, StepNotPossible
from referrals.models import Deadline, Mandate, Redirection, ReferralStep
from referrals.questions.decided import notice_due
from referrals.questions.ladder import ladder_of
from services.errors import NotAcceptable
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def triaged(cast):
    return factories.make_referral(client=cast.dan, site=cast.north, status="triaged")


def tried(cast, referral, *days_ago: int, **how):
    for days in days_ago:
        told = {"channel": "call", "outcome": "no_answer"} | how
        referrals.log_contact(referral=referral, by=cast.ines, at=NOW - timedelta(days=days), **told)


def ladder(referral, days=(0, 2, 5, 10)):
    return ladder_of(referral, days=days, attempts=referral.contacts.all())


def test_the_ladder_says_which_try_comes_next_and_when(cast):
    referral = factories.make_referral(client=cast.dan, received_at=NOW - timedelta(days=3))
    assert ladder(referral).left[0] == TODAY - timedelta(days=3)
    tried(cast, referral, 3, 3)
    found = ladder(referral)
    assert (found.tried, found.of) == (1, 4), "two calls on one day are one try"
    assert found.due_on == TODAY - timedelta(days=1)
    tried(cast, referral, 0)
    assert ladder(referral).due_on == TODAY + timedelta(days=2)
    tried(cast, referral, 0, outcome="spoke")
    assert (ladder(referral).tried, ladder(referral).due_on) == (0, TODAY), "a talk begins it anew"


def test_a_late_try_moves_the_next_to_another_day(cast):
    referral = factories.make_referral(client=cast.dan, received_at=NOW - timedelta(days=30))
    tried(cast, referral, 0)
    assert ladder(referral).left == tuple(TODAY + timedelta(days=n) for n in (1, 2, 3))


def test_nobody_is_not_reached_before_every_try_was_made(cast):
    referral = factories.make_referral(client=cast.dan, received_at=NOW - timedelta(days=12))
    tried(cast, referral, 12, 10, 7)
    act = {"referral": referral, "reason": "He never picked up.", "at": NOW}
    with pytest.raises(LadderNotDone, match="1 more try is owed"):
        decisions.not_reached(**act, by=cast.ines)
    referral.refresh_from_db()
    assert referral.status == "contacting"
    tried(cast, referral, 0)
    assert decisions.not_reached(**act, by=cast.ines).status == "no_contact"


def test_a_director_may_end_it_sooner_and_it_is_kept(cast):
    referral = factories.make_referral(client=cast.dan)
    with pytest.raises(ReasonMissing):
        decisions.not_reached(referral=referral, reason=" ", by=cast.priya, at=NOW)
    decisions.not_reached(referral=referral, reason="He left the country.", by=cast.priya, at=NOW)
    assert AuditEntry.objects.get(what="referral.ladder_cut_short").details == {"left": 4}


def test_a_no_names_the_day_he_was_told_and_the_day_he_had_to_be(cast, triaged):
    said = {"answer_due": {"amount": 7, "unit": "working_days"}}
    rules = RuleProfile.objects.create(service=cast.service, key="state", name="State", said=said)
    told = {"service": cast.service, "referral": triaged, "by": cast.ines, "at": NOW}
    Mandate.objects.create(client=cast.dan, kind="probation", rules=rules, **told)
    referral = decisions.decline(referral=triaged, reason="He is too far away.", by=cast.ines, at=NOW)
    assert notice_due(referral, cast.ines).date() == date(2026, 3, 23)
    with pytest.raises(NotAcceptable, match="still to come"):
        decisions.tell_in_writing(referral=referral, on=TODAY + timedelta(days=1), by=cast.ines, at=NOW)
    decisions.tell_in_writing(referral=referral, on=TODAY, by=cast.ines, at=NOW)
    referral.refresh_from_db()
    assert (referral.decline_notice_on, notice_due(referral, cast.ines)) == (TODAY, None)
    assert set(Deadline.objects.values_list("done_by", flat=True)) == {cast.ines.pk}


def test_help_elsewhere_says_where_and_asks_again(cast, triaged):
    how = {"referral": triaged, "reason": "He drinks.", "by": cast.ines, "at": NOW}
    with pytest.raises(NotAcceptable, match="where he is helped"):
        decisions.redirect(to_whom=" ", **how)
    with pytest.raises(NotAcceptable, match="This day is over"):
        decisions.redirect(to_whom="Detox", ask_again_on=TODAY - timedelta(days=1), **how)
    triaged.refresh_from_db()
    assert triaged.status == "triaged"
    made = decisions.redirect(to_whom="Detox", warm=True, ask_again_on=TODAY + timedelta(days=14), **how)
    decisions.say_outcome(redirection=made, outcome="taken_up", version=1, by=cast.ines, at=NOW)
    made.refresh_from_db()
    assert (made.outcome, made.outcome_on, made.version) == ("taken_up", TODAY, 2)


def decided(cast, referral, to="accepted", at=NOW - timedelta(minutes=10), by=None):
    return referrals.step(referral=referral, to=to, reason="So.", by=by or cast.ines, at=at)


def test_a_step_taken_by_mistake_goes_back_with_a_row_of_its_own(cast, triaged):
    decided(cast, triaged)
    back = decisions.take_back(referral=triaged, by=cast.ines, at=NOW)
    assert (back.status, back.decided_at) == ("triaged", None)
    step = ReferralStep.objects.get(takes_back__isnull=False)
    assert (step.from_status, step.to_status, step.reason) == ("accepted", "triaged", "taken back")
    with pytest.raises(StepNotPossible):
        decisions.take_back(referral=triaged, by=cast.ines, at=NOW)


def test_help_elsewhere_goes_back_with_what_it_made_until_somebody_knows_more(cast, triaged):
    at = NOW - timedelta(minutes=5)
    how = {"referral": triaged, "to_whom": "Detox", "reason": "He drinks.", "by": cast.ines}
    decisions.redirect(**how, at=at)
    assert decisions.take_back(referral=triaged, by=cast.ines, at=NOW).status == "triaged"
    assert not Redirection.objects.exists()
    made = decisions.redirect(**how, at=NOW + timedelta(minutes=1))
    later = NOW + timedelta(minutes=2)
    decisions.say_outcome(redirection=made, outcome="taken_up", by=cast.ines, at=later)
    with pytest.raises(StepNotPossible):
        decisions.take_back(referral=triaged, by=cast.ines, at=later)


@pytest.mark.parametrize("why", ["somebody else", "too late", "no decision"])
def test_no_other_step_goes_back(cast, triaged, why):
    old = NOW - timedelta(hours=2) if why == "too late" else NOW - timedelta(minutes=10)
    if why != "no decision":
        decided(cast, triaged, at=old)
    with pytest.raises(StepNotPossible, match="cannot be taken back"):
        decisions.take_back(referral=triaged, by=cast.priya if why == "somebody else" else cast.ines, at=NOW)


def test_by_hand_nothing_goes_back(cast, triaged):
    decided(cast, triaged)
    with pytest.raises(DatabaseError, match="cannot go"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update referrals_referral set status = 'triaged' where id = %s", [triaged.pk])
