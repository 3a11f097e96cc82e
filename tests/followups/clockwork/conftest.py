"""Real workers, a real clock and a real dispatcher beside the test's own process, on the test's database."""

from __future__ import annotations

import base64
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from followups.models import FollowUp
from services.models import LoopPass
from services.wall import acting_as
from tests import factories
from tests.conftest import Cast

HOUSE = Path(__file__).resolve().parent.parent.parent.parent
PATIENCE = 60


def until(holds: Callable[[], object], *, what: str) -> None:
    """Ask again and again, a tenth of a second apart, until it holds."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"Waited {PATIENCE} s in vain: {what}.")
        time.sleep(0.1)


class Office:
    """One service in which a register is owed, and the processes that should see to it."""

    def __init__(self, folder: Path, *, redis_url: str = "") -> None:
        self.folder = folder
        self.running: list[subprocess.Popen] = []
        self.env = os.environ | {
            "DATABASE_URL": database_url(),
            "SECRET_KEY": settings.SECRET_KEY,
            "FIELD_KEYS": ",".join(
                f"{name}:{base64.b64encode(key).decode()}" for name, key in settings.FIELD_KEYS.items()
            ),
            "LOCAL_DIR": str(folder),
            "REDIS_URL": redis_url,
        }
        self.env.pop("DATABASE_OWNER_URL", None)
        with transaction.atomic():
            self.cast = Cast()
            self.now = timezone.now()
            factories.make_enrollment(client=self.cast.dan, group=self.cast.group)
            self.end_a_session(hours_ago=2)

    def end_a_session(self, *, hours_ago: float) -> None:
        factories.make_session(group=self.cast.group, starts_at=self.now - timedelta(hours=hours_ago + 2))

    def start(self, *command: str) -> subprocess.Popen:
        with (self.folder / f"{len(self.running)}.log").open("w") as log:
            process = subprocess.Popen(
                command, cwd=HOUSE, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        self.running.append(process)
        return process

    def worker(self) -> subprocess.Popen:
        """As `make run` starts it."""
        return self.start(
            *celery("worker", "-P", "threads", "-c", "4", "-l", "warning", "--prefetch-multiplier", "1"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        )

    def beat(self) -> subprocess.Popen:
        return self.start(*celery("beat", "-l", "warning", "--pidfile="))

    def dispatcher(self) -> subprocess.Popen:
        return self.start(sys.executable, "manage.py", "dispatch")

    def call(self, task: str, *, times: int = 1) -> None:
        say = f"from config.celery import app; [app.send_task({task!r}) for _time in range({times})]"
        subprocess.run(
            [sys.executable, "-c", say],
            cwd=HOUSE,
            env=self.env,
            check=True,
            capture_output=True,
            timeout=PATIENCE,
        )

    def asked(self) -> int:
        with acting_as(service=self.cast.service.pk, roles=["director"]):
            return FollowUp.objects.filter(kind="register_owed").count()

    def went_round(self, name: str, *, after=None) -> bool:
        passes = LoopPass.objects.filter(name=name)
        return passes.filter(finished_at__gt=after).exists() if after else passes.exists()

    def close(self) -> None:
        for process in self.running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def celery(*words: str) -> list[str]:
    return [sys.executable, str(Path(sys.executable).parent / "celery"), "-q", "-A", "config", *words]


def database_url(*, user: str = "") -> str:
    login = connection.settings_dict
    user = user or (settings.DATABASE_ROLES["worker"] if settings.EMBEDDED else login["USER"])
    secret = f":{quote(login['PASSWORD'], safe='')}" if login["PASSWORD"] else ""
    if login["HOST"].startswith("/"):  # a socket's folder goes into the path
        return f"postgres://{user}{secret}@/{login['HOST']}/{login['NAME']}"
    port = f":{login['PORT']}" if login["PORT"] else ""
    return f"postgres://{user}{secret}@{login['HOST']}{port}/{login['NAME']}"


@pytest.fixture
def office(transactional_db, tmp_path):
    """Without Redis: messages pass through files."""
    office = Office(tmp_path)
    yield office
    office.close()


@pytest.fixture(params=["files", pytest.param("redis", marks=pytest.mark.redis)])
def broker(request, tmp_path) -> str:
    """The address of a Redis of its own, or none."""
    if request.param == "files":
        yield ""
        return
    with redis_server(tmp_path) as url:
        yield url


@pytest.fixture
def staffed_office(transactional_db, tmp_path, broker):
    office = Office(tmp_path, redis_url=broker)
    yield office
    office.close()


class redis_server:  # noqa: N801 (reads as what it is)
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> str:
        program = shutil.which("redis-server")
        if not program:
            missing = "No redis-server on this machine: the clockwork was not tried with Redis."
            if os.environ.get("CI") == "true":
                pytest.fail(missing)
            print(missing)
            pytest.skip(missing)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL,
        )
        until(lambda: answers(port), what="redis-server answers")
        return f"redis://127.0.0.1:{port}/0"

    def __exit__(self, *_problem) -> None:
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
