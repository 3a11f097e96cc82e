from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from followups.actions import follow_ups, registers
from followups.models import FollowUp
from programs.actions import attendance, group_sessions, pauses
from programs.actions.attendance import Mark
from programs.models import Attendance
from services.models import AuditEntry
from services.wall import acting_as, set_frame
from tests import factories
from tests.conftest import NOW, Cast
from tests.races import at_once

HOUR = timedelta(hours=1)


@pytest.fixture
def session(cast):
    """Tom's group ended an hour and a minute ago, and nobody marked Dan."""
    factories.make_enrollment(client=cast.dan, group=cast.group)
    return factories.make_session(group=cast.group, starts_at=NOW - 3 * HOUR - timedelta(minutes=1))


def owed() -> list[FollowUp]:
    return list(FollowUp.objects.filter(kind="register_owed"))


def test_an_hour_after_the_group_its_register_is_asked_for(cast, session):
    assert registers.sweep(service=cast.service, at=NOW - timedelta(minutes=2)) == 0
    assert owed() == []
    assert registers.sweep(service=cast.service, at=NOW) == 1
    (asked,) = owed()
    assert (asked.owner, asked.session, asked.site) == (cast.tom, session, cast.north)
    assert asked.due_at == session.ends_at + HOUR


def test_a_second_sweep_asks_for_nothing_new(cast, session):
    registers.sweep(service=cast.service, at=NOW)
    assert registers.sweep(service=cast.service, at=NOW + HOUR) == 0
    assert len(owed()) == 1


def test_it_is_not_asked_for_again_after_somebody_closed_it(cast, session):
    registers.sweep(service=cast.service, at=NOW)
    FollowUp.objects.update(status="done", closed_at=NOW, closed_by=cast.tom, outcome="Marked on paper")
    assert registers.sweep(service=cast.service, at=NOW + HOUR) == 0
    assert len(owed()) == 1


def test_a_marked_register_is_not_asked_for(cast, session):
    place = cast.dan.enrollments.get()
    factories.make_attendance(session=session, enrollment=place, outcome="present")
    assert registers.sweep(service=cast.service, at=NOW) == 0
    assert owed() == []


def test_the_roster_is_fixed_by_the_sweep(cast, session):
    registers.sweep(service=cast.service, at=NOW)
    session.refresh_from_db()
    assert session.roster_frozen_at == NOW
    assert list(Attendance.objects.filter(session=session).values_list("outcome", flat=True)) == [None]


@pytest.mark.parametrize("ago", [timedelta(days=13), timedelta(days=15)])
def test_a_gap_is_asked_for_during_two_weeks(cast, ago):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    factories.make_session(group=cast.group, starts_at=NOW - ago)
    registers.sweep(service=cast.service, at=NOW)
    assert len(owed()) == (1 if ago < registers.REACH else 0)


def test_the_one_longest_with_the_group_is_asked(cast, session):
    registers_keeper = cast.group.facilitators.get()
    registers_keeper.until = session.session_on - timedelta(days=1)
    registers_keeper.save()
    cast.group.facilitators.create(
        service=cast.service, staff=cast.pete, since=session.session_on - timedelta(days=1)
    )
    registers.sweep(service=cast.service, at=NOW)
    assert [follow_up.owner for follow_up in owed()] == [cast.pete]


# --- The last mark closes it -------------------------------------------------------------------------------


def mark(cast, session, outcome, *, by, at) -> None:
    (place,) = cast.dan.enrollments.all()
    attendance.save_register(session=session, marks=[Mark(place.pk, outcome)], by=by, at=at)


@pytest.fixture
def asked(cast, session) -> FollowUp:
    registers.sweep(service=cast.service, at=NOW)
    return FollowUp.objects.get()


def test_the_last_mark_is_the_closing_of_whoever_made_it(cast, session, asked):
    mark(cast, session, "present", by=cast.priya, at=NOW + HOUR)
    assert registers.sweep(service=cast.service, at=NOW + 2 * HOUR) == 0
    (done,) = owed()
    assert (done.status, done.closed_by, done.closed_at, done.version) == (
        "done",
        cast.priya,
        NOW + HOUR,
        2,
    )
    assert (done.owner, done.outcome) == (cast.tom, "")


def test_a_register_with_one_gap_left_stays_open(cast, session, asked):
    place = factories.make_enrollment(client=cast.luis, group=cast.group)
    factories.make_attendance(session=session, enrollment=place)
    mark(cast, session, "present", by=cast.tom, at=NOW)
    registers.sweep(service=cast.service, at=NOW + HOUR)
    assert [follow_up.status for follow_up in owed()] == ["open"]


def test_a_second_sweep_closes_nothing_more(cast, session, asked):
    mark(cast, session, "present", by=cast.tom, at=NOW)
    for hours in (1, 2):
        registers.sweep(service=cast.service, at=NOW + hours * HOUR)
    assert [follow_up.version for follow_up in owed()] == [2]
    assert AuditEntry.objects.filter(what="follow_up.filled").count() == 1


def test_in_a_colleagues_hands_it_is_closed_the_same_way(cast, session, asked):
    theirs = follow_ups.hand_over(follow_up=asked, to=cast.priya, by=cast.tom, at=NOW)
    mark(cast, session, "present", by=cast.tom, at=NOW + HOUR)
    registers.sweep(service=cast.service, at=NOW + 2 * HOUR)
    theirs.refresh_from_db()
    asked.refresh_from_db()
    assert (theirs.status, theirs.closed_by) == ("done", cast.tom)
    assert asked.status == "handed_over"


def test_whoever_cancels_the_session_has_closed_it_too(cast, session, asked):
    group_sessions.cancel(session=session, reason="Fire drill", by=cast.priya, at=NOW + HOUR)
    registers.sweep(service=cast.service, at=NOW + 2 * HOUR)
    assert [(each.status, each.closed_by) for each in owed()] == [("done", cast.priya)]


def test_a_roster_without_a_single_mark_is_nobodys_closing(cast, session, asked):
    Attendance.objects.all().delete()
    registers.sweep(service=cast.service, at=NOW + HOUR)
    assert [each.status for each in owed()] == ["open"]


def test_what_crossed_is_not_closed_before_it_was_asked_for(cast, session, asked):
    mark(cast, session, "present", by=cast.tom, at=NOW - HOUR)
    registers.sweep(service=cast.service, at=NOW + HOUR)
    assert [each.closed_at for each in owed()] == [NOW]


def test_a_mark_taken_back_asks_again_and_only_once(cast, session, asked):
    mark(cast, session, "present", by=cast.tom, at=NOW)
    registers.sweep(service=cast.service, at=NOW + HOUR)
    mark(cast, session, None, by=cast.priya, at=NOW + 2 * HOUR)
    assert registers.sweep(service=cast.service, at=NOW + 3 * HOUR) == 1
    assert registers.sweep(service=cast.service, at=NOW + 4 * HOUR) == 0
    again = FollowUp.objects.get(status="open")
    assert (again.owner, again.due_at, again.session) == (cast.tom, NOW + 3 * HOUR, session)
    mark(cast, session, "late", by=cast.priya, at=NOW + 5 * HOUR)
    registers.sweep(service=cast.service, at=NOW + 6 * HOUR)
    assert [each.status for each in owed()] == ["done", "done"]


def test_a_gap_that_was_explained_stays_until_a_mark_is_taken_back(cast, session, asked):
    follow_ups.complete(follow_up=asked, outcome="The sheet is lost.", by=cast.tom, at=NOW)
    assert registers.sweep(service=cast.service, at=NOW + HOUR) == 0
    mark(cast, session, "present", by=cast.tom, at=NOW + HOUR)
    mark(cast, session, None, by=cast.tom, at=NOW + 2 * HOUR)
    assert registers.sweep(service=cast.service, at=NOW + 3 * HOUR) == 1


# --- Two workers at the same moment ------------------------------------------------------------------------


class TwoWorkers:
    """Both have seen that the register is owed before either has said so: a lock holds them at the insert."""

    def __init__(self) -> None:
        with transaction.atomic():
            self.cast = Cast()
            factories.make_enrollment(client=self.cast.dan, group=self.cast.group)
            factories.make_session(group=self.cast.group, starts_at=NOW - 4 * HOUR)
            group_sessions.freeze_rosters(service_id=self.cast.service.pk, at=NOW)

    def sweep(self) -> int:
        """How many rows there are when both are done."""
        with ThreadPoolExecutor(2) as workers:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("lock table followups_followup in share mode")
                done = [workers.submit(self._sweep) for _worker in range(2)]
                self._until_both_wait(cursor)
            [worker.result(timeout=20) for worker in done]
        with acting_as(service=self.cast.service.pk, roles=["director"]):
            return len(owed())

    def _sweep(self) -> int:
        try:
            return registers.sweep(service=self.cast.service, at=NOW)
        finally:
            connections.close_all()

    def _until_both_wait(self, cursor) -> None:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            cursor.execute(
                "select count(*) from pg_locks where not granted and relation = 'followups_followup'::regclass"
            )
            if cursor.fetchone()[0] == 2:
                return
        raise AssertionError("The two workers did not come to the insert together.")


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_once():
    assert TwoWorkers().sweep() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_close_once():
    with transaction.atomic():
        cast = Cast()
        factories.make_enrollment(client=cast.dan, group=cast.group)
        session = factories.make_session(group=cast.group, starts_at=NOW - 4 * HOUR)
        registers.sweep(service=cast.service, at=NOW)
        set_frame(service=cast.service.pk, roles=["director"])
        mark(cast, session, "present", by=cast.tom, at=NOW)

    def sweep() -> int:
        return registers.close_filled(service=cast.service, at=NOW + HOUR)

    assert sorted(at_once(cast, sweep, sweep)) == [0, 1]
    with acting_as(service=cast.service.pk, roles=["director"]):
        assert [each.version for each in owed()] == [2]


@contextmanager
def without_the_key():
    """The unique key away, and back when the test is over."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_indexdef('register_owed_open_once'::regclass)")
        definition = cursor.fetchone()[0]
        as_owner(cursor, "drop index register_owed_open_once")
        try:
            yield
        finally:
            as_owner(cursor, "truncate followups_followup cascade")
            as_owner(cursor, definition)


def as_owner(cursor, statement: str) -> None:
    cursor.execute(f"set role {settings.DATABASE_ROLES['owner']}")
    cursor.execute(statement)
    cursor.execute(f"set role {settings.DATABASE_ROLES['app']}")


@pytest.mark.django_db(transaction=True)
def test_without_the_key_they_would_ask_twice():
    workers = TwoWorkers()
    with without_the_key():
        assert workers.sweep() == 2


def test_a_pause_said_ahead_begins_with_its_day(cast, session):
    place = factories.make_enrollment(client=cast.luis, group=cast.group)
    pauses.pause(
        enrollment=place,
        reason="leave",
        since=NOW.date() + timedelta(days=1),
        returns_on=NOW.date() + timedelta(days=9),
        by=cast.tom,
        at=NOW,
    )
    registers.sweep(service=cast.service, at=NOW)
    place.refresh_from_db()
    assert place.status == "placed"
    registers.sweep(service=cast.service, at=NOW + timedelta(days=1))
    place.refresh_from_db()
    assert place.status == "paused"
