"""The signs of life of real processes: there soon after the start, and gone when one is frozen."""

from __future__ import annotations

import os
import signal
import time

from services import pulse
from tests.followups.clockwork.conftest import until


def well(office, *names: str) -> bool:
    return not any(pulse.missed(office.folder, name, at=time.time()) for name in names)


def felt_at(office, name: str) -> float:
    return (office.folder / "pulse" / name).stat().st_mtime


def test_worker_beat_and_dispatcher_show_that_they_work(staffed_office):
    office = staffed_office
    office.worker()
    office.beat()
    office.dispatcher()
    until(lambda: well(office, *pulse.LIMITS), what="everybody shows a sign of life")


def test_a_worker_that_is_up_and_does_nothing_shows_none(office):
    worker = office.worker()
    office.beat()
    until(lambda: well(office, "worker", "beat"), what="both work")
    os.killpg(worker.pid, signal.SIGSTOP)
    frozen = felt_at(office, "worker")
    beats = felt_at(office, "beat")
    until(lambda: felt_at(office, "beat") > beats + 5, what="beat goes on")
    assert felt_at(office, "worker") <= frozen + 1
    assert worker.poll() is None, "its process is there"
    assert pulse.missed(office.folder, "worker", at=frozen + pulse.LIMITS["worker"] + 2)
    os.killpg(worker.pid, signal.SIGCONT)
    until(lambda: felt_at(office, "worker") > beats + 5, what="thawed, it works again")


def test_a_task_that_fails_is_no_sign_of_life(office):
    office.env["DATABASE_URL"] = office.env["DATABASE_URL"].replace("test_", "no_such_")
    office.worker()
    office.call("followups.tasks.sweep_registers")
    log = office.folder / "0.log"
    until(lambda: "OperationalError" in log.read_text(), what="the task fails")
    assert not well(office, "worker")
