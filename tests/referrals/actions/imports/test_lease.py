"""A long import keeps its lease, so that no second worker begins it; and none is ever brought in twice."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from threading import Event

import pytest
from django.db import connections

from config.celery import app
from referrals.actions.imports import batches, lease, work
from referrals.actions.imports.writing import write
from referrals.models import ImportBatch, Referral
from referrals.models.import_batch import Status
from services.wall import acting_as
from tests.conftest import NOW
from tests.referrals.actions.imports.conftest import REFERRALS, Office

LATER = NOW + lease.LEASE + timedelta(milliseconds=1)
DAN = REFERRALS + "T1,Dan,Okafor,,,,2025-01-02,self,own_choice,\n"
pytestmark = pytest.mark.django_db(transaction=True)


class Slow:
    """A worker in the middle of bringing a file in: it has written, and waits before it commits."""

    def __init__(self, monkeypatch) -> None:
        with acting_as():
            self.office = Office()
            self.batch = batches.upload(
                kind="referrals", file_name="list.csv", content=DAN.encode(), by=self.office.house, at=NOW
            )
        work.run_due_imports(at=NOW)
        with acting_as(service=self.office.service.pk):
            batches.apply(batch=self.batch, by=self.office.house, at=NOW)
        self.has_written, self.may_commit = Event(), Event()
        monkeypatch.setattr(work, "write", self._write)

    def _write(self, plan, batch, *, say) -> None:
        write(plan, batch, say=say)
        # Only the first worker is slow.
        if not self.has_written.is_set():
            self.has_written.set()
            assert self.may_commit.wait(20)

    @contextmanager
    def at_work(self):
        with ThreadPoolExecutor(1) as worker:
            done = worker.submit(self.run, NOW)
            try:
                assert self.has_written.wait(20)
                yield
            finally:
                self.may_commit.set()
            self.came_to = done.result(timeout=20)

    def run(self, at) -> bool:
        try:
            return work.run_import(service_id=self.office.service.pk, pk=self.batch.pk, at=at)
        finally:
            connections.close_all()

    def row(self) -> ImportBatch:
        with acting_as(service=self.office.service.pk):
            return ImportBatch.objects.get()

    def men(self) -> int:
        with acting_as(service=self.office.service.pk):
            return Referral.objects.count()


def test_a_lease_is_moved_on_while_the_step_runs(monkeypatch):
    monkeypatch.setattr(lease, "EVERY", 0.01)
    slow = Slow(monkeypatch)
    with slow.at_work():
        deadline = time.monotonic() + 20
        while slow.row().lease_until <= LATER and time.monotonic() < deadline:
            pass
        assert slow.row().lease_until > LATER
        assert work.due_imports(at=LATER) == []
        assert work.run_import(service_id=slow.office.service.pk, pk=slow.batch.pk, at=LATER) is False
    assert (slow.came_to, slow.row().status, slow.men()) == (True, Status.APPLIED, 1)
    assert slow.row().lease_until is None


def test_one_that_renews_nothing_is_followed_by_another_and_the_file_is_in_once(monkeypatch):
    """Frozen for longer than a lease. The second waits for the first, which finds its lease gone and writes nothing."""
    slow = Slow(monkeypatch)
    with slow.at_work(), ThreadPoolExecutor(1) as worker:
        second = worker.submit(slow.run, LATER)
        deadline = time.monotonic() + 20
        while slow.row().lease_until <= LATER and time.monotonic() < deadline:
            pass
        assert slow.row().lease_until == LATER + lease.LEASE
        slow.may_commit.set()
        assert second.result(timeout=20) is True
    assert (slow.came_to, slow.row().status, slow.men()) == (False, Status.APPLIED, 1)


def test_what_a_killed_worker_left_is_taken_up_within_a_minute():
    """A round of the clockwork later than the lease at most; and one renewal that comes late costs nothing."""
    waits = app.conf.beat_schedule["read, bring in and take back spreadsheets"]["schedule"].run_every
    assert lease.LEASE + waits <= timedelta(minutes=1)
    assert timedelta(seconds=4 * lease.EVERY) < lease.LEASE


def test_a_renewal_that_fails_is_said_and_stops_nothing(monkeypatch, caplog):
    monkeypatch.setattr(lease, "EVERY", 0.01)
    monkeypatch.setattr(lease, "MOVE_ON", "update nowhere set lease_until = %s where %s = %s and %s is null")
    slow = Slow(monkeypatch)
    with slow.at_work():
        deadline = time.monotonic() + 20
        while "was not renewed" not in caplog.text and time.monotonic() < deadline:
            pass
    assert "was not renewed: ProgrammingError" in caplog.text
    assert (slow.came_to, slow.men()) == (True, 1)
