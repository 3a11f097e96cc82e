"""Whatever is tried with a referral, by its actions or by plain SQL, it never takes a step that is not one.

The suite takes a few short ways; `make histories` takes 500 of 50 steps.
"""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from referrals.actions import placements, referrals, triages
from referrals.models import Referral, ReferralStep
from referrals.models.referral import NEEDS_REASON, NEXT, Status
from services.errors import Refused
from tests import factories
from tests.conftest import NOW, Cast

pytestmark = pytest.mark.django_db

RUNS = int(os.environ.get("HISTORIES", "11"))
STEPS = int(os.environ.get("STEPS", "20"))
A_STATUS = st.sampled_from(list(Status))
# What was reached: a machine that went nowhere would prove nothing.
SEEN: set[str] = set()


class Way(RuleBasedStateMachine):
    """One referral, pushed about."""

    cast: Cast
    start: Status

    def __init__(self) -> None:
        super().__init__()
        self.kept = transaction.atomic()
        self.kept.__enter__()
        self.at = NOW
        self.now = self.start
        self.referral = factories.make_referral(client=self.cast.dan, owner=self.cast.tom, status=self.start)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)

    def tried(self, act) -> None:
        """An action leads on or is refused; the referral is never anywhere else than one step further."""
        self.at += timedelta(hours=30)
        try:
            with transaction.atomic():
                act()
        except Refused:
            assert self.status() == self.now
            return
        then = self.status()
        assert then == self.now or then in NEXT[self.now]
        self.now = then

    def status(self) -> Status:
        return Status(Referral.objects.values_list("status", flat=True).get(pk=self.referral.pk))

    @rule(to=A_STATUS, reason=st.sampled_from(["", "He moved away."]))
    def step(self, to: Status, reason: str) -> None:
        before = self.now
        self.tried(
            lambda: referrals.step(referral=self.referral, to=to, reason=reason, by=self.cast.tom, at=self.at)
        )
        if self.now != before:
            assert to in NEXT[before]
            assert reason or to not in NEEDS_REASON

    @precondition(lambda self: NEXT[self.now])
    @rule(draw=st.data())
    def step_on(self, draw) -> None:
        """Most of what is drawn leads nowhere; this goes where a step may lead."""
        self.step(draw.draw(st.sampled_from(sorted(NEXT[self.now]))), "He said so.")

    @rule(reached=st.booleans())
    def call(self, reached: bool) -> None:
        self.tried(
            lambda: referrals.log_contact(
                referral=self.referral, channel="call", reached=reached, by=self.cast.tom, at=self.at
            )
        )

    @rule()
    def talk(self) -> None:
        self.tried(
            lambda: triages.keep(
                referral=self.referral,
                immediate_plan="Call his brother.",
                next_step_plan="Meet.",
                by=self.cast.tom,
                at=self.at,
            )
        )

    @rule()
    def place(self) -> None:
        self.tried(
            lambda: placements.place(
                referral=self.referral,
                group=self.cast.group,
                start_on=self.at.date(),
                by=self.cast.tom,
                at=self.at,
            )
        )

    @rule(to=A_STATUS)
    def by_hand(self, to: Status) -> None:
        """Plain SQL, as somebody with a database shell might: only the steps of the table pass."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "update referrals_referral set status = %s where id = %s", [to, self.referral.pk]
                )
        except DatabaseError:
            assert to != self.now
            assert to not in NEXT[self.now], f"{self.now} to {to} was refused by the database alone"
            return
        assert to == self.now or to in NEXT[self.now], f"{self.now} became {to} by hand"
        self.now = to

    @invariant()
    def it_is_where_it_should_be(self) -> None:
        SEEN.add(self.now)
        assert self.status() == self.now
        owed = ReferralStep.objects.filter(referral=self.referral, to_status__in=NEEDS_REASON, reason="")
        assert not owed.exists()


@pytest.mark.parametrize("start", Status)
def test_no_way_leads_where_none_should(cast, start):
    SEEN.clear()
    Way.cast, Way.start = cast, start
    run_state_machine_as_test(
        Way,
        settings=settings(
            max_examples=RUNS // len(Status) + 1,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert SEEN > {start} if NEXT[start] else SEEN == {start}
