"""A call that broke off an hour ago: half a referral, without a name, and when it is safe to try again."""

from __future__ import annotations

from datetime import datetime, timedelta

from referrals.actions import calls
from referrals.models.referral import Crisis, Source
from referrals.questions import next_try
from reports.demo.story import House

SAID = "After 5, on his own phone. If his brother Ned answers, only say “Sam from the gym”."


def fill(house: House, *, at: datetime) -> None:
    """He had said that he moved out, and how to reach him; then the line dropped."""
    intake, called_at = house.staff["intake"], at - timedelta(hours=1)
    here = called_at.astimezone(house.moment(house.today, 0).tzinfo)
    calls.keep(
        person={},
        call_back=SAID,
        source=Source.SELF,
        crisis=Crisis.SEPARATION,
        received_on=house.today,
        site=next(iter(house.sites.values())),
        ended_early=True,
        next_try_at=next_try.proposed(SAID, at=here),
        by=intake,
        at=called_at,
    )
