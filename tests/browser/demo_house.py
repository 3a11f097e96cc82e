"""`make run` beside the test: a folder, a port and a database of its own, with a demo built just now."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent.parent
PATIENCE = 600  # a machine that runs the whole suite at once is slow
# The demo brings its own PostgreSQL, whatever the tests run on.
OURS = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REPORTS_DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "FIELD_KEYS",
    "HTTPS",
)


@contextmanager
def demo_house() -> Iterator[str]:
    """The address of a running demo; everything it started is stopped and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="alongside-demo-"))
    folder.chmod(0o755)  # as root, PostgreSQL runs under another account, which must get in
    port = free_port()
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    env |= {"LOCAL_DIR": str(folder / "local"), "PORT": str(port)}
    with (folder / "log").open("w") as log:
        run = subprocess.Popen(
            [sys.executable, "-m", "config.supervisor"], cwd=HOUSE, env=env, stdout=log, stderr=log
        )
    try:
        wait_for(port, run, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        run.send_signal(signal.SIGTERM)
        code = run.wait(timeout=60)
        said = (folder / "log").read_text()
        shutil.rmtree(folder, ignore_errors=True)
    assert code == 0, said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, run: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if run.poll() is not None:
            raise AssertionError(f"The demo ended while it started:\n{log.read_text()}")
        caller = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with closing(caller), suppress(OSError, http.client.HTTPException):
            caller.request("GET", "/livez")
            if caller.getresponse().status == http.HTTPStatus.OK:
                return
        time.sleep(0.2)
    raise AssertionError(f"The demo did not answer in {PATIENCE} s:\n{log.read_text()}")
