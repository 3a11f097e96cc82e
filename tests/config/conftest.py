from __future__ import annotations

import os
import shutil
import signal
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from config import embedded, postmaster
from config.embedded_server import EmbeddedError, Server

HOUSE = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def open_folder():
    """A folder anybody may enter, as a checkout usually is; pytest's own are closed to other accounts."""
    with _open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def running():
    """The folder of a server that runs, for tests that leave it as it was."""
    with _open_folder() as folder:
        embedded.start(folder)
        yield folder


@contextmanager
def _open_folder():
    folder = Path(tempfile.mkdtemp(prefix="a b'c-")).resolve()
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        for data in folder.rglob("postgres"):
            with suppress(EmbeddedError):
                clear(data.parent)
        shutil.rmtree(folder)


def clear(folder):
    """Stop the server of a folder and take its socket's folder away."""
    socket = Server(folder).socket
    embedded.stop(folder)
    for left in postmaster.holders(folder / "postgres"):
        os.kill(left, signal.SIGKILL)
    shutil.rmtree(socket, ignore_errors=True)


def ask(folder, sql, *, role="postgres", database="alongside"):
    """What psql prints, and what it complains of."""
    server = Server(folder.resolve())
    options = ("-h", str(server.socket), "-U", role, "-d", database, "-XAtq", "-v", "ON_ERROR_STOP=1")
    done = server.run("psql", *options, "-f", "-", text=sql)
    return done.stdout.strip(), done.stderr.strip()
