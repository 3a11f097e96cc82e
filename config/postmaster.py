"""Whether a PostgreSQL server is alive, read from the machine's own list of processes."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path


def forget_dead(data: Path, socket: Path) -> bool:
    """Clear away what a killed server left; False when there was nothing, so that waiting is pointless."""
    if holders(data):
        return True
    notes = [data / "postmaster.pid", *socket.glob(".s.PGSQL.*.lock")]
    found = [note for note in notes if note.exists()]
    for note in found:
        note.unlink(missing_ok=True)
    return bool(found)


def holders(data: Path) -> list[int]:
    """The living processes of the server on this data folder: each works inside it.

    The number in the pid file is no proof: after a kill it may be a zombie's, after a reboot a stranger's.
    """
    return _working_in(str(data))


def end_orphans(data: Path) -> None:
    """End the server of a data folder that somebody deleted: it still answers at the address, with nothing behind it.

    PostgreSQL finds out by itself, but only once a minute.
    """
    for pid in _working_in(f"{data} (deleted)"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGQUIT)
    for _glance in range(100):
        if not _working_in(f"{data} (deleted)"):
            return
        time.sleep(0.1)


def _working_in(folder: str) -> list[int]:
    inside = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str((process / "cwd").readlink()) == folder and (process / "comm").read_text().startswith(
                "postgres"
            ):
                inside.append(int(process.name))
        except OSError:
            continue  # gone meanwhile, a zombie, or somebody else's
    return inside
