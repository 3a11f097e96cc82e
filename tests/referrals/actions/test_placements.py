from __future__ import annotations

import pytest

from programs.errors import AlreadyPlaced, GroupFull
from programs.models import Enrollment
from referrals.actions import placements
from referrals.errors import StepNotPossible
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def accepted(cast):
    return factories.make_referral(client=cast.dan, status="accepted", required_sessions=20)


def place(cast, referral):
    return placements.place(referral=referral, group=cast.group, start_on=TODAY, by=cast.ines, at=NOW)


def test_a_place_and_the_step_are_given_together(cast, accepted):
    enrollment = place(cast, accepted)
    assert (enrollment.client, enrollment.required_sessions, enrollment.started_on) == (cast.dan, 20, TODAY)
    accepted.refresh_from_db()
    assert accepted.status == "placed"
    assert set(AuditEntry.objects.values_list("what", flat=True)) == {"referral.placed", "enrollment.placed"}


@pytest.mark.parametrize("why", ["full", "there already"])
def test_without_a_place_the_referral_stays_where_it_is(cast, accepted, why):
    factories.make_enrollment(client=cast.luis if why == "full" else cast.dan, group=cast.group)
    cast.group.capacity = 1
    cast.group.save()
    with pytest.raises(GroupFull if why == "full" else AlreadyPlaced):
        place(cast, accepted)
    accepted.refresh_from_db()
    assert (accepted.status, accepted.version) == ("accepted", 1)
    assert not accepted.steps.exists()
    assert not AuditEntry.objects.exists()


def test_without_the_step_there_is_no_place(cast):
    referral = factories.make_referral(client=cast.dan, status="received")
    with pytest.raises(StepNotPossible):
        place(cast, referral)
    assert not Enrollment.objects.exists()
