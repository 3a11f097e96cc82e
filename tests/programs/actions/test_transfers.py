from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import enrollments, gate_overrides, group_sessions, ordered_doses, pauses, transfers
from programs.errors import AlreadyEnded, GroupFull
from programs.models import Attendance, Enrollment, OrderedDose, Pause
from programs.questions import standings
from programs.rules.sentences import explained
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


def test_what_he_missed_goes_along_and_is_said(cast, dan, other):
    """The absences belong to what was ordered, not to a room: a move wipes none of them, and the weeks run on."""
    dan.rule_profile = published(cast, max_absences=2, max_in_a_row=2, min_weeks=10)
    dan.save()
    weeks(dan, "present", "unexcused", "unexcused")
    moved = move(cast, dan, other, start_on=TODAY - timedelta(days=2), credit=False)
    held = factories.make_session(group=other, starts_at=NOW - timedelta(days=1))
    factories.make_attendance(session=held, enrollment=moved, outcome="unexcused")
    standing = standings.of_place(moved, at=NOW)
    assert (standing.offered, standing.credited) == (1, 0)
    assert (standing.absences, standing.missed_before) == (3, 2)
    assert [(limit.rule, limit.used) for limit in standing.over] == [("max_absences", 3), ("max_in_a_row", 3)]
    assert standing.earliest_end == dan.started_on + timedelta(weeks=10)
    assert "2 sessions he missed before he was moved here count on." in explained(standing)
    # Moved once more, all of it still counts.
    again = move(cast, moved, cast.group, credit=False)
    assert standings.of_place(again, at=NOW).absences == 3


def test_a_move_dated_back_asks_for_him_where_he_was_to_be(cast, dan, other):
    held = [factories.make_session(group=other, starts_at=NOW - timedelta(days=days)) for days in (21, 14, 7)]
    called_off = factories.make_session(group=other, starts_at=NOW - timedelta(days=3), cancelled_at=NOW)
    group_sessions.freeze_rosters(service_id=cast.service.pk, at=NOW)
    since = held[1].session_on
    act = {"by": cast.tom, "at": NOW}
    pauses.pause(enrollment=dan, reason="illness", since=held[2].session_on, returns_on=NOW.date(), **act)
    moved = move(cast, dan, other, start_on=since)
    rows = Attendance.objects.filter(enrollment=moved).order_by("session__starts_at")
    # His leave goes along and speaks for the second of them.
    assert list(rows.values_list("session", "outcome")) == [(held[1].pk, None), (held[2].pk, "on_leave")]
    assert not called_off.attendances.exists()
    held[1].refresh_from_db()
    assert held[1].version == 2


def test_a_decision_at_the_gate_goes_along_within_its_edition(cast, dan, other):
    (part,) = factories.make_modules("Triggers", program=cast.program)
    for group in (cast.group, other):
        group.curriculum = part.curriculum
        group.save()
    gate_overrides.let_in(enrollment=dan, reason="He did it elsewhere.", by=cast.priya, at=NOW)
    moved = move(cast, dan, other)
    (kept,) = moved.gate_overrides.all()
    assert (kept.reason, kept.by, kept.at) == ("He did it elsewhere.", cast.priya, NOW)
    elsewhere = factories.make_group(program=cast.program, name="Sunday group", facilitators=[cast.tom])
    assert not move(cast, moved, elsewhere).gate_overrides.exists()


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
