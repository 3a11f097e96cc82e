"""The processes of `make run`, watched: started, brought back when they die, and ended together."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

GRACE = 10  # seconds between asking a part to stop and ending it
STRIKES = 3  # deaths ...
WITHIN = 60  # ... in so many seconds, after which a part is not brought back


class Part:
    """One process, in a group of its own: Ctrl-C does not reach it, and what it starts can be ended with it."""

    def __init__(self, name: str, command: Sequence[str], *, notes: Path) -> None:
        self.name, self.command = name, list(command)
        self.note = notes / f"{name}.pid"
        self.deaths: list[float] = []
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
        self.note.parent.mkdir(parents=True, exist_ok=True)
        self.note.write_text(json.dumps({"pid": self.process.pid, "command": self.command}))
        threading.Thread(target=self._repeat_output, args=(self.process,), daemon=True).start()

    def _repeat_output(self, process: subprocess.Popen[str]) -> None:
        with process.stdout as lines:  # type: ignore[union-attr]
            for line in lines:
                say(f"{self.name:>8} | {line.rstrip()}")

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def bring_back(self, *, at: float) -> bool:
        """Start it again, unless it keeps dying; what the dead one left running goes first."""
        self.kill()
        self.deaths = [death for death in self.deaths if at - death < WITHIN] + [at]
        if len(self.deaths) >= STRIKES:
            return False
        self.start()
        return True

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it and all it started."""
        if self.process:
            end_group(self.process.pid)
            self.process.wait()
            self.note.unlink(missing_ok=True)


class Stop:
    """Whether somebody asked us to stop; a signal may set it.

    Not threading.Event: its lock may be held by the very code that the signal interrupts, and then nobody stops.
    """

    asked = False

    def ask(self, *_: object) -> None:
        self.asked = True

    def within(self, seconds: float) -> bool:
        """Wait a moment, and say whether to stop."""
        if not self.asked:
            time.sleep(seconds)
        return self.asked


def say(text: str) -> None:
    """Tell the person at the terminal; whether it still is open must not matter to what we do next."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


def watch(parts: Sequence[Part], stop: Stop, *, also: Callable[[], None]) -> int:
    """Bring back what dies until asked to stop; 1 when a part keeps dying. `also` runs every few seconds."""
    turns = 0
    while not stop.within(0.25):
        turns += 1
        for part in parts:
            if part.has_died():
                say(f"{part.name:>8} | ended by itself; starting it again")
                if not part.bring_back(at=time.monotonic()):
                    say(f"{part.name} keeps ending, so everything is stopped; its last words are above.")
                    return 1
        if turns % 20 == 0:
            also()
    return 0


def stop_all(parts: Iterable[Part]) -> None:
    """Ask everyone, wait for them together, then end who is left."""
    parts = [part for part in parts if part.process]
    for part in parts:
        part.ask_to_stop()
    deadline = time.monotonic() + GRACE
    while time.monotonic() < deadline and not all(part.has_died() for part in parts):
        time.sleep(0.05)
    for part in parts:
        part.kill()


def stop_leftovers(notes: Path) -> list[str]:
    """End the parts of a supervisor that was killed; a number alone is no proof, the command must match."""
    ended = []
    for note in sorted(notes.glob("*.pid")):
        try:
            left = json.loads(note.read_text())
            if _runs(left["pid"], left["command"]):
                os.killpg(left["pid"], signal.SIGTERM)
                deadline = time.monotonic() + GRACE
                while _runs(left["pid"], left["command"]) and time.monotonic() < deadline:
                    time.sleep(0.05)
                end_group(left["pid"])
                ended.append(note.stem)
        except (ValueError, KeyError):
            pass  # half written by whoever was killed: nothing can be known from it
        note.unlink(missing_ok=True)
    return ended


def end_group(pid: int) -> None:
    """End whoever is left in a group that start_new_session made."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _runs(group: int, command: list[str]) -> bool:
    """Whether some process of this group still is the command we started (its leader may be gone)."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            its_group = int((process / "stat").read_text().rpartition(")")[2].split()[2])
            words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")[:-1]
        except (OSError, ValueError, IndexError):
            continue  # gone meanwhile
        if its_group == group and words == command:
            return True
    return False
