from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import enrollments, ordered_doses, pauses, transfers
from programs.errors import AlreadyEnded, GroupFull
from programs.models import Enrollment, OrderedDose, Pause
from programs.questions import standings
from services.errors import NotAcceptable
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW
from tests.programs.rules_of import published, weeks

TODAY = NOW.date()
ACT = {"at": NOW}


@pytest.fixture
def other(cast):
    return factories.make_group(program=cast.program, name="Saturday group", facilitators=[cast.tom])


def move(cast, place, group, **how):
    how = {"start_on": TODAY, "credit": True, "by": cast.tom, "at": NOW} | how
    return transfers.transfer(enrollment=place, group=group, **how)


def test_his_place_moves_with_what_he_did(cast, dan, other):
    dan.rule_profile = published(cast, sessions_required=20)
    dan.required_sessions = 16
    dan.save()
    weeks(dan, "present", "unexcused", "late", "present")
    moved = move(cast, dan, other)
    dan.refresh_from_db()
    assert (dan.status, dan.exit_reason, dan.ended_by) == ("exited", "transferred", "program")
    assert dan.ended_on == TODAY - timedelta(days=1)
    assert (moved.follows, moved.group, moved.started_on) == (dan, other, TODAY)
    assert (moved.credited_sessions, moved.credited_minutes) == (3, 360)
    assert (moved.rule_profile, moved.required_sessions) == (dan.rule_profile, 16)
    standing = standings.of_place(moved, at=NOW)
    assert (standing.credited, standing.from_before, standing.sessions_left) == (3, 3, 13)
    assert AuditEntry.objects.filter(what="enrollment.transferred").get().about_id == dan.pk


def test_nothing_is_credited_unless_somebody_says_so(cast, dan, other):
    weeks(dan, "present", "present")
    moved = move(cast, dan, other, credit=False)
    assert (moved.follows, moved.credited_sessions, moved.credited_minutes) == (dan, 0, 0)


def test_his_rules_go_on_whatever_the_other_program_asks(cast, dan):
    ours = published(cast, sessions_required=20)
    dan.rule_profile = ours
    dan.save()
    elsewhere = factories.make_program(service=cast.service, name="Elsewhere")
    group = factories.make_group(program=elsewhere, name="Monday", facilitators=[cast.tom])
    assert move(cast, dan, group).rule_profile == ours


def test_his_orders_and_his_leave_go_along(cast, dan, other):
    act = {"by": cast.tom, "at": NOW}
    ordered_doses.write_down(enrollment=dan, name="Family court", sessions_required=10, **act)
    ordered_doses.write_down(enrollment=dan, name="Old", lifted_on=TODAY, **act)
    pauses.pause(enrollment=dan, reason="illness", since=TODAY, returns_on=TODAY + timedelta(days=30), **act)
    moved = move(cast, dan, other)
    assert list(OrderedDose.objects.filter(enrollment=moved).values_list("name", flat=True)) == [
        "Family court"
    ]
    assert OrderedDose.objects.filter(enrollment=dan).count() == 2
    assert (moved.status, moved.returns_on) == ("paused", TODAY + timedelta(days=30))
    assert Pause.objects.open().get().enrollment == moved


def test_a_day_ahead_ends_his_place_today(cast, dan, other):
    moved = move(cast, dan, other, start_on=TODAY + timedelta(days=10))
    dan.refresh_from_db()
    assert (dan.ended_on, moved.started_on) == (TODAY, TODAY + timedelta(days=10))


@pytest.mark.parametrize("why", ["full", "same", "before"])
def test_a_move_that_cannot_be_leaves_him_where_he_is(cast, dan, luis, other, why):
    factories.make_enrollment(client=cast.luis, group=other)
    other.capacity = 1
    other.save()
    group, how = {
        "full": (other, {}),
        "same": (cast.group, {}),
        "before": (other, {"start_on": dan.started_on - timedelta(days=1)}),
    }[why]
    with pytest.raises(GroupFull if why == "full" else NotAcceptable):
        move(cast, dan, group, **how)
    dan.refresh_from_db()
    assert (dan.status, dan.version) == ("placed", 1)
    assert Enrollment.objects.filter(client=cast.dan).count() == 1
    assert not AuditEntry.objects.exists()


def test_a_place_that_ended_does_not_move(cast, dan, other):
    enrollments.exit(enrollment=dan, reason="moved", ended_by="man", on=TODAY, by=cast.tom, at=NOW)
    with pytest.raises(AlreadyEnded):
        move(cast, dan, other)
