from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from programs.actions import completions, enrollments, ordered_doses
from programs.errors import AlreadyEnded
from programs.models import Completion
from services.errors import NotAcceptable
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW
from tests.programs.rules_of import published, weeks

TODAY = NOW.date()


@pytest.fixture
def place(cast, dan):
    dan.rule_profile = published(cast, sessions_required=3, required_phrase="Under section 12.")
    dan.save()
    return dan


def finish(cast, place, **how):
    how = {
        "of": "program",
        "took_part": True,
        "reviewed_on": TODAY - timedelta(days=1),
        "on": TODAY,
        "by": cast.tom,
        "at": NOW,
    } | how
    return completions.complete(enrollment=place, **how)


def untouched(place) -> bool:
    place.refresh_from_db()
    return place.is_open and not Completion.objects.exists()


@pytest.mark.parametrize(
    ("of", "status", "reason"),
    [("program", "completed", "completed"), ("mandate", "exited", "mandate_completed")],
)
def test_he_finishes_and_somebody_signs_it(cast, place, of, status, reason):
    weeks(place, "present", "late", "present")
    signed = finish(cast, place, of=of, review="He asks before he assumes.")
    place.refresh_from_db()
    assert (place.status, place.exit_reason, place.ended_by, place.ended_on) == (
        status,
        reason,
        "program",
        TODAY,
    )
    assert (signed.dose_met, signed.took_part, signed.signed_by, signed.signed_at) == (
        True,
        True,
        cast.tom,
        NOW,
    )
    assert Completion.objects.get().review == "He asks before he assumes."
    assert AuditEntry.objects.get(what="completion.signed").details == {"of": of}


def test_fewer_sessions_need_a_reason(cast, place):
    weeks(place, "present", "unexcused", "present")
    with pytest.raises(NotAcceptable, match="fewer sessions"):
        finish(cast, place)
    assert untouched(place)
    signed = finish(cast, place, dose_reason="The court agreed to two.")
    assert (signed.dose_met, signed.dose_reason) == (False, "The court agreed to two.")


def test_too_early_is_short_as_well(cast, dan):
    dan.rule_profile = published(cast, sessions_required=1, min_weeks=52)
    dan.save()
    weeks(dan, "present")
    with pytest.raises(NotAcceptable, match="fewer"):
        finish(cast, dan)


def test_without_rules_and_orders_the_program_in_full_is_what_he_finishes(cast, dan):
    cast.program.sessions_planned = 2
    cast.program.save()
    weeks(dan, "present")
    with pytest.raises(NotAcceptable, match="fewer"):
        finish(cast, dan)
    weeks_before = NOW - timedelta(weeks=3)
    session = factories.make_session(group=dan.group, starts_at=weeks_before)
    factories.make_attendance(session=session, enrollment=dan, outcome="present")
    assert finish(cast, dan).dose_met


def test_where_showing_it_is_what_counts_no_number_is_missing(cast, dan):
    dan.rule_profile = published(cast, by_competency=True)
    dan.save()
    assert finish(cast, dan).dose_met


def test_what_was_ordered_is_each_order(cast, place):
    weeks(place, "present", "present", "present")
    act = {"by": cast.tom, "at": NOW}
    ordered_doses.write_down(enrollment=place, name="Bail", sessions_required=2, **act)
    ordered_doses.write_down(enrollment=place, name="Family court", sessions_required=9, **act)
    with pytest.raises(NotAcceptable):
        finish(cast, place, of="mandate")
    assert finish(cast, place).dose_met


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"took_part": False}, "did not take part"),
        ({"reviewed_on": TODAY - timedelta(days=400)}, "before his place"),
        ({"reviewed_on": TODAY, "on": TODAY - timedelta(days=1)}, "before his last day"),
        ({"on": TODAY + timedelta(days=1)}, "future"),
        ({"of": "everything"}, "Use one of"),
    ],
)
def test_what_cannot_be_is_refused_and_he_stays(cast, place, how, why):
    weeks(place, "present", "present", "present")
    with pytest.raises(NotAcceptable, match=why):
        finish(cast, place, **how)
    assert untouched(place)


def test_a_place_that_ended_is_not_finished(cast, place):
    enrollments.exit(enrollment=place, reason="moved", ended_by="man", on=TODAY, by=cast.tom, at=NOW)
    with pytest.raises(AlreadyEnded):
        finish(cast, place)


def test_taken_back_it_is_signed_no_more_and_can_be_signed_again(cast, place):
    weeks(place, "present", "present", "present")
    first = finish(cast, place)
    enrollments.reinstate(enrollment=place, reason="Too soon", by=cast.tom, at=NOW)
    first.refresh_from_db()
    assert first.withdrawn_at == NOW
    second = finish(cast, place)
    assert list(Completion.objects.standing()) == [second]


def test_what_was_signed_stays_as_it_is(cast, place):
    weeks(place, "present", "present", "present")
    signed = finish(cast, place)
    signed.took_part = False
    with pytest.raises(IntegrityError, match="signed"), transaction.atomic():
        signed.save()


def test_a_plain_exit_still_says_completed(cast, place):
    ended = enrollments.exit(
        enrollment=place, reason="completed", ended_by="program", on=TODAY, by=cast.tom, at=NOW
    )
    assert ended.status == "completed"
    assert not Completion.objects.exists()
