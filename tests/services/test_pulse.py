"""A sign of life: young while the work is done, old when a process is up and does nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from services import health, pulse

HOUSE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", pulse.LIMITS)
def test_it_is_well_until_its_limit_and_ill_after_it(tmp_path, name):
    pulse.felt(tmp_path, name)
    felt_at = (tmp_path / "pulse" / name).stat().st_mtime
    assert pulse.missed(tmp_path, name, at=felt_at + pulse.LIMITS[name]) == ""
    assert name in pulse.missed(tmp_path, name, at=felt_at + pulse.LIMITS[name] + 1)


def test_who_has_not_begun_is_not_well(tmp_path):
    assert pulse.missed(tmp_path, "worker", at=0) == "worker has not done anything yet."


def test_the_dispatcher_has_as_long_here_as_in_readyz():
    for name in ("dispatch", "dispatch_imports"):
        assert pulse.LIMITS[name] == health.LIMITS[name].total_seconds()


def asked(folder: Path, *names: str) -> subprocess.CompletedProcess:
    env = {"LOCAL_DIR": str(folder), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "services.pulse", *names]
    return subprocess.run(command, cwd=HOUSE, env=env, capture_output=True, text=True, check=False)


def test_the_command_answers_by_its_exit_code(tmp_path):
    pulse.felt(tmp_path, "worker")
    assert asked(tmp_path, "worker").returncode == 0
    both = asked(tmp_path, "worker", "beat")
    assert (both.returncode, both.stdout) == (1, "beat has not done anything yet.\n")
    old = time.time() - pulse.LIMITS["worker"] - 1
    os.utime(tmp_path / "pulse" / "worker", (old, old))
    assert asked(tmp_path, "worker").returncode == 1
    assert asked(tmp_path).returncode == asked(tmp_path, "cook").returncode == 2


def test_it_starts_no_framework(tmp_path):
    """Asked every half minute in three containers, it may cost next to nothing."""
    pulse.felt(tmp_path, "worker")
    code = "import sys, services.pulse; print(sorted({'django', 'celery', 'psycopg'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
