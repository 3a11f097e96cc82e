from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from programs.models import Attendance, Group
from referrals.models import Referral
from reports.demo import build, scale, tonight
from services.models import Client
from services.wall import acting_as

AT = datetime(2026, 3, 12, 3, 10, tzinfo=UTC)
ROLES = ("intake", "counselor", "director")


@pytest.mark.parametrize(("hour", "minute"), [(4, 2), (5, 30), (14, 0), (23, 0)])
def test_tonight_has_begun_at_whatever_hour_it_is_built(hour, minute):
    """Times of the service's own clock, four hours behind: just past midnight, early, mid-morning, evening."""
    at = datetime(2026, 7, 9, hour, minute, tzinfo=UTC)
    starts = tonight.starts_at(at=at, zone="America/Toronto")
    assert starts <= at
    assert starts.date() == at.astimezone(starts.tzinfo).date()


def test_the_same_day_brings_the_same_story(db):
    def told() -> list[tuple]:
        with transaction.atomic():
            south = build.build(at=AT, houses=build.HOUSES[1:])[0]
            with acting_as(service=south.pk, roles=ROLES):
                rows = Attendance.objects.order_by("session__starts_at", "enrollment__client__reference")
                story = list(rows.values_list("enrollment__client__reference", "session__number", "outcome"))
            transaction.set_rollback(True)
        return story

    first = told()
    assert len(first) > 60
    assert told() == first


def test_it_grows_by_copies_that_hang_together(db):
    south = build.build(at=AT, houses=build.HOUSES[1:])[0]
    scale.multiply(south, times=3)
    with acting_as(service=south.pk, roles=ROLES):
        assert (Client.objects.count(), Group.objects.count()) == (45, 3)
        copies = [
            Attendance.objects.filter(session__group=group, enrollment__group=group).count()
            for group in Group.objects.all()
        ]
        assert len(set(copies)) == 1
        assert sum(copies) == Attendance.objects.count()
        seconds = Referral.objects.filter(client__reference__endswith=" 2").count()
        assert seconds * 3 == Referral.objects.count()
