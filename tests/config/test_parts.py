from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from config import parts
from tests.config.conftest import HOUSE

LIVE = "import time; print('up', flush=True); time.sleep(60)"
# A child that does not listen to a polite request, in the same group.
WITH_CHILD = (
    "import subprocess, sys, time\n"
    "stubborn = 'import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)'\n"
    "child = subprocess.Popen([sys.executable, '-c', stubborn])\n"
    "open(sys.argv[1], 'w').write(str(child.pid))\n"
    "time.sleep(60)\n"
)


def until(true, *, seconds=30):
    """Wait for a thing to become true; what it was asked is returned."""
    deadline = time.monotonic() + seconds
    while not (answer := true()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return answer


def is_alive(pid):
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def part(tmp_path):
    """Makes parts; whatever a test leaves running is ended."""
    made = []

    def make(program, *arguments, name="web"):
        made.append(parts.Part(name, [sys.executable, "-c", program, *arguments], notes=tmp_path))
        return made[-1]

    yield make
    for one in made:
        one.kill()


def test_a_part_that_died_is_brought_back_and_everything_is_stopped_on_request(part, capsys):
    web, stop = part(LIVE), parts.Stop()
    web.start()
    first, ended = web.process.pid, []
    watching = threading.Thread(target=lambda: ended.append(parts.watch([web], stop, also=lambda: None)))
    watching.start()
    os.kill(first, signal.SIGKILL)
    assert until(lambda: web.process.pid != first)
    assert is_alive(web.process.pid)
    stop.ask()
    watching.join(timeout=60)
    parts.stop_all([web])
    assert ended == [0]
    assert not is_alive(web.process.pid)
    assert not web.note.exists()
    assert "web | ended by itself; starting it again" in capsys.readouterr().out


def test_a_part_that_keeps_dying_ends_the_run_with_a_sentence(part, capsys):
    web = part("print('my last words')")
    web.start()
    assert parts.watch([web], parts.Stop(), also=lambda: None) == 1
    assert len(web.deaths) == parts.STRIKES
    said = capsys.readouterr().out
    assert "web keeps ending, so everything is stopped" in said
    assert "web | my last words" in said


def test_deaths_long_ago_are_forgiven(part):
    web = part(LIVE)
    web.start()
    assert all(web.bring_back(at=at) for at in (0, parts.WITHIN, 2 * parts.WITHIN, 3 * parts.WITHIN))


def test_what_a_part_started_and_will_not_go_is_ended_with_it(part, tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "GRACE", 0.5)
    note = tmp_path / "child"
    web = part(WITH_CHILD, str(note))
    web.start()
    assert until(lambda: note.exists() and note.read_text())
    child = int(note.read_text())
    assert is_alive(child)
    parts.stop_all([web])
    assert not is_alive(web.process.pid)
    assert until(lambda: not is_alive(child), seconds=30)


def test_what_a_killed_supervisor_left_is_ended_next_time(part, tmp_path):
    web = part(LIVE)
    web.start()
    assert parts.stop_leftovers(tmp_path) == ["web"]
    assert web.process.wait(timeout=60) != 0
    assert not web.note.exists()


def test_a_number_that_belongs_to_a_stranger_by_now_is_left_alone(part, tmp_path):
    stranger = part(LIVE, name="stranger")
    stranger.start()
    stranger.note.unlink()
    note = tmp_path / "web.pid"
    note.write_text(json.dumps({"pid": stranger.process.pid, "command": ["python", "-m", "gunicorn"]}))
    (tmp_path / "beat.pid").write_text("{half a no")
    assert parts.stop_leftovers(tmp_path) == []
    assert is_alive(stranger.process.pid)
    assert list(tmp_path.glob("*.pid")) == []


def test_stopping_what_already_ended_is_no_error(part):
    web = part("")
    web.start()
    assert until(web.has_died)
    parts.stop_all([web, part(LIVE, name="never started")])
    assert isinstance(web.process, subprocess.Popen)
    assert web.process.returncode == 0


# A signal every tenth of a millisecond, however short the moment in which it would hurt.
UNDER_FIRE = """
import signal
from config import parts
stop = parts.Stop()
signal.signal(signal.SIGALRM, lambda *_: (stop.ask(), setattr(stop, "asked", False)))
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
for _ in range(3000):
    stop.within(0.0002)
signal.setitimer(signal.ITIMER_REAL, 0)
print("through")
"""


def test_a_request_to_stop_may_come_at_any_moment():
    done = subprocess.run(
        [sys.executable, "-c", UNDER_FIRE], cwd=HOUSE, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "through\n"


def test_a_closed_terminal_does_not_keep_us_from_stopping(monkeypatch):
    class Closed:
        def write(self, text):
            raise OSError(5, "Input/output error")

        flush = write

    monkeypatch.setattr(sys, "stdout", Closed())
    assert parts.say("Stopping.") is None
