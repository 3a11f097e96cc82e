from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from referrals.actions import referrals
from referrals.errors import ReasonMissing, StepNotPossible
from referrals.models import ContactAttempt, Referral, ReferralStep
from referrals.models.referral import NEEDS_REASON, NEXT, Status
from services.errors import NotAcceptable, Stale
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()
STEPS = list(product(Status, Status))
LEGAL = [(before, after) for before, after in STEPS if after in NEXT[before]]
ILLEGAL = [(before, after) for before, after in STEPS if after not in NEXT[before]]


@pytest.fixture
def referral(cast) -> Referral:
    return factories.make_referral(client=cast.dan, site=cast.north)


def step(cast, referral, to, **how):
    return referrals.step(
        referral=referral, to=to, **({"reason": "He asked us to.", "by": cast.ines, "at": NOW} | how)
    )


def now_at(referral) -> str:
    referral.refresh_from_db()
    return referral.status


# --- Received -------------------------------------------------------------------------------------------------------


def receive(cast, **how):
    how = {"client": cast.dan, "source": "partner", "received_on": TODAY, "by": cast.ines, "at": NOW} | how
    return referrals.receive(**how)


def test_how_he_came_is_noted(cast):
    referral = receive(
        cast, pressure="ultimatum", crisis="separation", crisis_on=TODAY, told_he_needs="Anger management"
    )
    assert (referral.status, referral.episode, referral.told_he_needs) == ("received", 1, "Anger management")
    assert [(s.from_status, s.to_status) for s in referral.steps.all()] == [("", "received")]


def test_a_man_who_comes_again_begins_a_second_episode_on_the_same_page(cast, referral):
    again = receive(cast, source="court", pressure="ordered")
    assert (again.client, again.episode) == (cast.dan, 2)
    assert receive(cast).episode == 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": "police"},
        {"source": ""},
        {"pressure": "his mother"},
        {"crisis": "x"},
        {"received_on": TODAY + timedelta(days=1)},
    ],
)
def test_what_cannot_be_is_refused(cast, wrong):
    with pytest.raises(NotAcceptable):
        receive(cast, **wrong)
    assert not Referral.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_correction_made_in_between_is_said(cast, referral):
    referrals.edit(referral=referral, version=1, source="court", by=cast.ines, at=NOW)
    with pytest.raises(Stale):
        referrals.edit(referral=referral, version=1, source="self", by=cast.priya, at=NOW)
    referral.refresh_from_db()
    assert (referral.source, referral.version) == ("court", 2)


def test_what_brought_him_does_not_lie_ahead(cast, referral):
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(NotAcceptable) as refusal:
        referrals.edit(referral=referral, crisis_on=tomorrow, by=cast.ines, at=NOW)
    assert "crisis_on" in refusal.value.fields
    with pytest.raises(NotAcceptable):
        receive(cast, crisis_on=tomorrow)
    referral.refresh_from_db()
    assert (referral.crisis_on, referral.version) == (None, 1)


def test_a_correction_that_says_the_same_changes_nothing(cast, referral):
    referrals.edit(referral=referral, version=1, source=referral.source, by=cast.ines, at=NOW)
    referral.refresh_from_db()
    assert referral.version == 1
    assert not AuditEntry.objects.filter(what="referral.edited").exists()


def test_a_correction_does_not_move_the_referral(cast, referral):
    referrals.edit(referral=referral, status="placed", by=cast.ines, at=NOW)
    assert now_at(referral) == "received"


def test_one_person_takes_it(cast, referral):
    referrals.take(referral=referral, owner=cast.tom, by=cast.ines, at=NOW)
    referral.refresh_from_db()
    assert referral.owner == cast.tom


# --- Tried ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reached", [True, False])
def test_the_first_try_moves_it_on(cast, referral, reached):
    referrals.log_contact(
        referral=referral, channel="call", reached=reached, words=" No answer ", by=cast.ines, at=NOW
    )
    assert now_at(referral) == "contacting"
    assert (referral.contacts.get().reached, referral.contacts.get().words) == (reached, "No answer")


def test_a_later_try_leaves_it_where_it_is(cast, referral):
    for _try in range(2):
        referrals.log_contact(referral=referral, channel="call", reached=False, by=cast.ines, at=NOW)
    assert referral.steps.count() == 1


def test_an_unknown_way_of_trying_is_refused(cast, referral):
    with pytest.raises(NotAcceptable):
        referrals.log_contact(referral=referral, channel="smoke", reached=False, by=cast.ines, at=NOW)
    assert not ContactAttempt.objects.exists()
    assert now_at(referral) == "received"


# --- Steps --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("before", "after"), LEGAL, ids=lambda status: str(status))
def test_a_step_that_may_follow_follows(cast, before, after):
    referral = factories.make_referral(client=cast.dan, status=before)
    step(cast, referral, after)
    assert now_at(referral) == after
    noted = ReferralStep.objects.get(referral=referral)
    assert (noted.from_status, noted.to_status, noted.by, noted.at) == (before, after, cast.ines, NOW)


@pytest.mark.parametrize(("before", "after"), ILLEGAL, ids=lambda status: str(status))
def test_any_other_is_refused_by_the_action_and_by_the_database(cast, before, after):
    referral = factories.make_referral(client=cast.dan, status=before)
    with pytest.raises(StepNotPossible):
        step(cast, referral, after)
    assert now_at(referral) == before
    assert not ReferralStep.objects.exists()
    if before != after:
        with (
            pytest.raises(DatabaseError, match="cannot go from"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("update referrals_referral set status = %s", [after])


@pytest.mark.parametrize("to", sorted(NEEDS_REASON))
def test_a_man_sent_away_is_owed_a_reason(cast, to):
    referral = factories.make_referral(client=cast.dan, status="triaged")
    with pytest.raises(ReasonMissing):
        step(cast, referral, to, reason=" ")
    assert now_at(referral) == "triaged"
    with pytest.raises(DatabaseError, match="step_says_why"), transaction.atomic():
        ReferralStep.objects.create(
            service=cast.service, referral=referral, to_status=to, by=cast.ines, at=NOW
        )


def test_the_first_decision_has_its_time(cast):
    referral = factories.make_referral(client=cast.dan, status="triaged")
    step(cast, referral, "waitlisted")
    step(cast, referral, "accepted", at=NOW + timedelta(days=3))
    referral.refresh_from_db()
    assert referral.decided_at == NOW


def test_an_unknown_step_is_refused_in_a_sentence(cast, referral):
    with pytest.raises(NotAcceptable, match="Use one of"):
        step(cast, referral, "forgotten")
    assert now_at(referral) == "received"
