from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from followups.actions import registers
from followups.models import FollowUp
from programs.actions import group_sessions
from programs.models import Attendance
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW, Cast

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


@contextmanager
def without_the_key():
    """The unique key away, and back when the test is over."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_indexdef('register_owed_once'::regclass)")
        definition = cursor.fetchone()[0]
        as_owner(cursor, "drop index register_owed_once")
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
