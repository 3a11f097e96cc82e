from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from programs.models import Closure, RuleProfile
from referrals.actions import deadlines, mandates, placements, referrals, triages
from referrals.errors import ReasonMissing
from referrals.models import Deadline
from services.errors import Refused, Stale
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()
SEVEN = {"amount": 7, "unit": "working_days"}
SAID = {"answer_due": SEVEN, "intake_due": {"amount": 2, "unit": "weeks"}, "report_every": {"amount": 1, "unit": "months"}}  # fmt: skip


@pytest.fixture
def act(cast):
    return {"by": cast.ines, "at": NOW}


@pytest.fixture
def profile(cast):
    return RuleProfile.objects.create(
        service=cast.service, key="or", name="Oregon", said=SAID, published_at=NOW
    )


@pytest.fixture
def referral(cast):
    return factories.make_referral(client=cast.dan, source="court", received_at=NOW, site=cast.north)


def owed(**which):
    rows = Deadline.objects.filter(lifted_at=None, **which).order_by("due_at")
    return [(row.kind, row.due_at.date().isoformat(), row.done_at is not None) for row in rows]


def test_from_the_first_day_to_the_first_report(cast, profile, referral, act):
    order = mandates.make(referral=referral, kind="family", rules=profile, **act)
    # Thursday 12 March 2026, and seven working days on.
    assert owed() == [("answer", "2026-03-23", False)]
    Closure.objects.create(service=cast.service, name="Move", since=TODAY, until=TODAY + timedelta(days=1))
    referrals.log_contact(referral=referral, channel="call", reached=True, **act)
    assert owed() == [("answer", "2026-03-24", False), ("intake", "2026-03-26", False)]
    triages.keep(referral=referral, urgency="soon", immediate_plan="A call", next_step_plan="A talk", **act)
    assert owed() == [("answer", "2026-03-24", False), ("intake", "2026-03-26", True)]
    referrals.step(referral=referral, to="accepted", **act)
    placements.place(referral=referral, group=cast.group, start_on=TODAY, **act)
    assert owed()[-1] == ("first_report", "2026-04-12", False)
    mandates.end(mandate=order, on=TODAY, version=1, **act)
    assert owed() == [("intake", "2026-03-26", True)]


def test_turned_down_the_answer_becomes_word_of_it(cast, profile, referral, act):
    mandates.make(referral=referral, kind="family", rules=profile, **act)
    referrals.step(referral=referral, to="no_contact", reason="Tried four times.", by=cast.ines, at=NOW + timedelta(days=4))  # fmt: skip
    assert owed() == [("rejection", "2026-03-25", False)]


def test_without_an_order_the_rules_of_the_program_are_asked(cast, profile, act):
    cast.program.rule_profile = profile
    cast.program.save()
    own = {"client": cast.luis, "source": "self", "channel": "phone", "received_on": TODAY}
    referral = referrals.receive(**own, **act)
    assert owed(referral=referral, mandate=None) == [("intake", "2026-03-26", False)]


def test_no_rules_no_days(cast, referral, act):
    mandates.make(referral=referral, kind="family", **act)
    assert owed() == []


def test_done_it_stays_as_it_is_whatever_changes(profile, referral, act):
    order = mandates.make(referral=referral, kind="family", rules=profile, **act)
    row = Deadline.objects.get()
    with pytest.raises(ReasonMissing):
        deadlines.complete(deadline=row, words=" ", version=1, **act)
    with pytest.raises(Stale):
        deadlines.complete(deadline=row, words="By letter.", version=3, **act)
    deadlines.complete(deadline=row, words="By letter.", version=1, **act)
    mandates.end(mandate=order, on=TODAY, version=1, **act)
    row.refresh_from_db()
    assert (row.done_words, row.done_by, row.lifted_at) == ("By letter.", act["by"], None)
    with pytest.raises(Refused):
        deadlines.complete(deadline=row, words="Again.", version=2, **act)


def test_two_orders_ask_for_one_intake_and_each_for_its_answer(profile, referral, act):
    for kind in ("family", "bail"):
        mandates.make(referral=referral, kind=kind, rules=profile, **act)
    referrals.log_contact(referral=referral, channel="call", reached=True, **act)
    assert sorted(kind for kind, _day, _done in owed()) == ["answer", "answer", "intake"]


def test_the_day_ends_where_the_site_is(cast, profile, referral, act):
    cast.north.zone = "America/Vancouver"
    cast.north.save()
    mandates.make(referral=referral, kind="family", rules=profile, **act)
    # Seven in the evening on the 23rd in Vancouver is the 24th in UTC.
    assert Deadline.objects.get().due_at == datetime(2026, 3, 24, 6, 59, 59, tzinfo=UTC)


def test_the_sweep_counts_again_what_changed_behind_its_back(cast, profile, referral, act):
    mandates.make(referral=referral, kind="family", rules=profile, **act)
    Closure.objects.create(service=cast.service, name="Move", since=TODAY, until=TODAY + timedelta(days=1))
    assert owed() == [("answer", "2026-03-23", False)]
    assert deadlines.sweep(service=cast.service, at=NOW) == 1
    with acting_as(service=cast.service.pk, roles=["intake"]):
        assert owed() == [("answer", "2026-03-24", False)]
