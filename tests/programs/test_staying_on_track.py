"""After he finished he may stay on track in a group of its own: the day on which he finished does not move."""

from __future__ import annotations

from datetime import timedelta

from programs.actions import completions, enrollments, pauses
from programs.models import Completion, Enrollment
from programs.models.program import Kind
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def finished(cast) -> Enrollment:
    place = factories.make_enrollment(client=cast.dan, group=cast.group, status="attending")
    completions.complete(
        enrollment=place,
        of="program",
        took_part=True,
        reviewed_on=TODAY - timedelta(days=30),
        on=TODAY - timedelta(days=28),
        dose_reason="He did the rest in another town.",
        by=cast.tom,
        at=NOW,
    )
    return place


def test_a_booster_group_leaves_his_finishing_as_it_was(cast):
    place = finished(cast)
    boosters = factories.make_group(
        program=factories.make_program(service=cast.service, name="Staying on track", kind=Kind.MAINTENANCE),
        name="First Mondays",
    )
    before = Enrollment.objects.filter(pk=place.pk).values().get()
    again = enrollments.enroll(client=cast.dan, group=boosters, started_on=TODAY, by=cast.tom, at=NOW)
    pauses.pause(
        enrollment=again,
        reason="other",
        since=TODAY,
        returns_on=TODAY + timedelta(days=60),
        by=cast.tom,
        at=NOW,
    )
    enrollments.exit(enrollment=again, reason="withdrew", ended_by="man", on=TODAY, by=cast.tom, at=NOW)
    assert Enrollment.objects.filter(pk=place.pk).values().get() == before
    assert Completion.objects.standing().get().enrollment_id == place.pk
    assert Enrollment.objects.get(pk=place.pk).ended_on == TODAY - timedelta(days=28)
