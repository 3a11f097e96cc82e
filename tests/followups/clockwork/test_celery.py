from __future__ import annotations

import os
import signal

import pytest
from django.utils import timezone

from tests.followups.clockwork.conftest import until

SWEEP = "followups.tasks.sweep_registers"


def test_two_workers_ask_once_also_after_one_was_killed(staffed_office):
    office = staffed_office
    workers = [office.worker(), office.worker()]
    office.call(SWEEP, times=4)
    # One that found the other at work goes round with nothing to do, and may be the first to have done so.
    until(lambda: office.went_round("registers") and office.asked(), what="a worker asks")
    assert office.asked() == 1
    os.killpg(workers[0].pid, signal.SIGKILL)
    workers[0].wait()
    office.worker()
    again = timezone.now()
    office.call(SWEEP, times=2)
    until(lambda: office.went_round("registers", after=again), what="a worker sweeps after the restart")
    assert office.asked() == 1


def test_the_clock_winds_the_workers_up(staffed_office):
    office = staffed_office
    office.worker()
    beat = office.beat()
    until(lambda: office.went_round("imports"), what="beat's five-second entry reaches a worker")
    beat.terminate()
    assert beat.wait(timeout=20) == 0


def test_what_was_owed_while_nobody_worked_is_asked_for_afterwards(office):
    """The row is the queue: no message had to survive."""
    assert office.asked() == 0
    office.worker()
    office.call(SWEEP)
    until(lambda: office.asked() == 1, what="the first worker to come finds it")


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_it_stops_when_asked(office, name):
    process = getattr(office, name)()
    log = office.folder / "0.log"
    if name == "worker":
        office.call(SWEEP)
        until(lambda: office.asked() == 1, what="the worker is up")
    else:
        until(
            lambda: (office.folder / "beat").exists() or list(office.folder.glob("beat*")), what="beat is up"
        )
    process.terminate()
    assert process.wait(timeout=20) == 0, log.read_text()
