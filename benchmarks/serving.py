"""A web server with one worker, ours and bare: from nothing to the first list of men, and the memory it then holds."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import connection

from benchmarks.asking import Asker
from benchmarks.town import FOLDER, HOUSE

LIST = "/clients/"
# What a worker has seen after its first hour. The library that draws stays in memory from its first chart on.
SEEN = ("/", LIST, "/groups/", "/referrals/", "/api/v1/clients/")
DRAWN = ("/reports/retention/", "/reports/attendance/")
PATIENCE = 60


@dataclass
class Served:
    """What several starts of one server showed."""

    seconds: list[float] = field(default_factory=list)
    mebibytes: list[float] = field(default_factory=list)
    with_charts: list[float] = field(default_factory=list)


def compare(asker: Asker, *, starts: int = 3) -> tuple[Served, Served]:
    """In turns; answers ours and bare."""
    _gather_files()
    database = connection.settings_dict
    bare = {
        "BARE_HOST": database["HOST"],
        "BARE_NAME": database["NAME"],
        "BARE_USER": settings.DATABASE_ROLES["maintenance"],
    }
    ways = (
        ("config.wsgi", {"LOCAL_DIR": str(FOLDER)}, SEEN, DRAWN),
        ("benchmarks.bare_house", bare, (LIST,), ()),
    )
    cookie = f"{settings.SESSION_COOKIE_NAME}={asker.ours.cookies[settings.SESSION_COOKIE_NAME].value}"
    served = (Served(), Served())
    for _start in range(starts):
        for (module, variables, pages, drawn), told in zip(ways, served, strict=True):
            with _server(module, variables) as (pid, port, began):
                _wait_for(port, cookie)
                told.seconds.append(time.monotonic() - began)
                _look_at(pages, port, cookie)
                told.mebibytes.append(_memory_of(pid))
                _look_at(drawn, port, cookie)
                told.with_charts.append(_memory_of(pid))
    return served


def lines(ours: Served, bare: Served) -> Iterator[tuple[str, float, float, float, str]]:
    """Name, ours, bare, bar and unit."""
    yield "cold start to the first list", median(ours.seconds), median(bare.seconds), 1.5, "s"
    yield "memory (PSS), one worker", median(ours.mebibytes), median(bare.mebibytes), 130, "MiB"
    yield "memory, charts drawn", median(ours.with_charts), median(bare.with_charts), 180, "MiB"


@contextmanager
def _server(module: str, variables: dict[str, str]) -> Iterator[tuple[int, int, float]]:
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", module, "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    began = time.monotonic()
    server = subprocess.Popen(
        [*command, "--no-control-socket", "--log-level", "error"],
        cwd=HOUSE,
        # Compiled once, as by `make run` and in the container; the first of several starts does it.
        env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        | variables,
    )
    try:
        yield server.pid, port, began
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int, cookie: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if _status(port, LIST, cookie) == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.01)
    raise TimeoutError(f"No answer from port {port}.")


def _look_at(pages: Iterable[str], port: int, cookie: str) -> None:
    for page in [*pages] * 3:
        assert _status(port, page, cookie) == http.HTTPStatus.OK, page


def _status(port: int, page: str, cookie: str) -> int:
    caller = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        caller.request("GET", page, headers={"Cookie": cookie})
        answer = caller.getresponse()
        answer.read()
        return answer.status
    finally:
        caller.close()


def _memory_of(pid: int) -> float:
    """What master and workers hold, shared pages divided among those who share them (Linux)."""
    family = [pid, *(int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    kibibytes = 0
    for each in family:
        for line in Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                kibibytes += int(line.split()[1])
    return kibibytes / 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _gather_files() -> None:
    """Styles and scripts under their hashed names, as the served pages ask for them."""
    gathered = HOUSE / "staticfiles" / "staticfiles.json"
    newest = max(file.stat().st_mtime for file in (HOUSE / "static").rglob("*"))
    if not gathered.exists() or gathered.stat().st_mtime < newest:
        command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(command, cwd=HOUSE, check=True)
