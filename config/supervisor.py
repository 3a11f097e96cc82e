"""`make run`: everything Alongside needs, set up, started and stopped together on one machine."""

from __future__ import annotations

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import TextIO

import psycopg
from django.core.exceptions import ImproperlyConfigured

from config import address, embedded, parts, roles

HOUSE = Path(__file__).resolve().parent.parent
LOCAL = Path(os.environ.get("LOCAL_DIR") or HOUSE / ".local").resolve()
NOTES = LOCAL / "parts"
PATIENCE = 60
MAY_MIGRATE = "select coalesce(pg_has_role(current_user, to_regrole(%s), 'member'), false)"
stop = parts.Stop()


class Refused(Exception):
    """Why we do not start; str() is one sentence for the person at the keyboard."""


class Stopped(Exception):
    """Somebody asked us to stop while a step was under way."""


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop.ask)
    os.chdir(HOUSE)
    try:
        with _lock_file() as lock:
            return _run_alone(lock.fileno(), _port())
    except Stopped:
        return 0
    except (Refused, ImproperlyConfigured, embedded.EmbeddedError) as error:
        print(error, file=sys.stderr)
        return 1


def _lock_file() -> TextIO:
    try:
        LOCAL.mkdir(parents=True, exist_ok=True)
        return (LOCAL / "run.lock").open("a")
    except OSError as error:
        raise Refused(
            f"{error.filename} cannot be used ({error.strerror}); run as whoever owns this folder."
        ) from None


def _run_alone(lock: int, port: int) -> int:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused("Alongside runs from this folder already; stop it there with Ctrl-C first.") from None
    for name in parts.stop_leftovers(NOTES):
        parts.say(f"Ended a {name} left over from last time.")
    _check_port(port)
    try:
        began = time.monotonic()
        _prepare()
        running = _parts(port)
        try:
            return _serve(running, port, began)
        finally:
            parts.say("Stopping.")
            parts.stop_all(running)
    finally:
        if _embedded():
            embedded.stop(LOCAL)


def _prepare() -> None:
    """From nothing to a database with something to look at; each step is quick when already done."""
    parts.say("Starting the database.")
    _start_database()
    if _embedded() and LOCAL not in embedded.data_folder(LOCAL).parents:
        parts.say(f"It lies in {embedded.data_folder(LOCAL).parent}, as this folder is closed to it.")
    _manage("Bringing its tables up to date.", "migrate", "--verbosity", "0")
    _collect_static()
    _manage("Looking for the demo.", "demo", "--if-empty")


def _parts(port: int) -> list[parts.Part]:
    python, bin_folder = sys.executable, Path(sys.executable).parent
    # In a container everybody is root, and who reads its warning every time stops reading warnings.
    hush = ("-W", "ignore:You're running the worker with superuser privileges")
    celery = (python, *hush, str(bin_folder / "celery"), "-q", "-A", "config")
    quiet_worker = (
        "--without-gossip",
        "--without-mingle",
        "--without-heartbeat",
        "--prefetch-multiplier",
        "1",
    )
    commands = {
        "web": (
            *(python, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"),
            *("--graceful-timeout", "8", "--no-control-socket", "--log-level", "warning"),
        ),
        "worker": (*celery, "worker", "-P", "threads", "-c", "4", *quiet_worker, "-l", "warning"),
        # Beat alone: a worker with a beat inside leaves it behind when killed.
        "beat": (*celery, "beat", "-l", "warning", "--pidfile="),
        "dispatch": (python, "manage.py", "dispatch"),
    }
    return [parts.Part(name, command, notes=NOTES) for name, command in commands.items()]


def _serve(running: list[parts.Part], port: int, began: float) -> int:
    if stop.asked:
        return 0
    for part in running:
        part.start()
    if _answers(port, running):
        parts.say(
            f"\nAlongside is at http://127.0.0.1:{port}/ ({time.monotonic() - began:.0f} s). Ctrl-C stops it."
        )
        _manage("", "demo", "--logins")
    return parts.watch(running, stop, also=_keep_database)


def _answers(port: int, running: list[parts.Part]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not any(part.has_died() for part in running):
        if stop.within(0.1):
            return False
        try:
            caller = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            caller.request("GET", "/livez")
            if caller.getresponse().status == http.HTTPStatus.OK:
                return True
        except OSError:
            continue
        finally:
            caller.close()
    return False


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise Refused(f"PORT is {text!r}, and a port is a number from 1 to 65535.")
    return int(text)


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            # Low ones are not ours to take, and whoever is refused one is refused its neighbor.
            free = f"try another one: PORT={port + 1 if 1024 <= port < 65535 else 8000} make run"
            raise Refused(f"Port {port} cannot be used ({error.strerror}); {free}") from None


def _embedded() -> bool:
    return not address.is_given("DATABASE_URL")


def _start_database() -> None:
    if _embedded():
        embedded.start(LOCAL)
        return
    owner_too = address.is_given("DATABASE_OWNER_URL")
    may_migrate = _may_migrate("DATABASE_URL")
    if owner_too:
        _may_migrate("DATABASE_OWNER_URL")  # that it answers is enough: it may be called otherwise than ours
    elif not may_migrate:
        raise Refused(
            "`make run` brings the tables up to date, and the login in DATABASE_URL may not: "
            "name one that may in DATABASE_OWNER_URL as well."
        )


def _may_migrate(name: str) -> bool:
    """Whether the login of an address may become the owner of the tables; also whether it answers at all."""
    login = {"connect_timeout": 5} | address.for_psycopg(address.database(name))
    try:
        with psycopg.connect(**login) as asked:
            return asked.execute(MAY_MIGRATE, [roles.ROLES["owner"]]).fetchall() == [(True,)]
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise Refused(f"The database in {name} does not answer: {reason}") from None


def _keep_database() -> None:
    try:
        if _embedded():
            embedded.start(LOCAL)
    except embedded.EmbeddedError as error:
        parts.say(str(error))


def _collect_static() -> None:
    """Gather pictures, styles and scripts, unless the same ones were gathered before."""
    files = [Path("requirements.lock"), *sorted(Path("static").rglob("*"))]
    seen = sha256("\n".join(f"{file} {file.stat().st_mtime_ns}" for file in files).encode()).hexdigest()
    note = LOCAL / "static.sha256"
    if not (note.exists() and note.read_text() == seen and Path("staticfiles").is_dir()):
        _manage("Gathering styles and scripts.", "collectstatic", "--noinput", "--verbosity", "0")
        note.write_text(seen)


def _manage(title: str, *arguments: str) -> None:
    if title:
        parts.say(title)
    # A session of its own: Ctrl-C is for us to hear, and we end the step without its complaints.
    command = [sys.executable, "manage.py", *arguments]
    step = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    while step.poll() is None:
        if stop.within(0.05):
            step.terminate()
            step.wait()
            raise Stopped
    if step.returncode:
        raise Refused(f"`manage.py {' '.join(arguments)}` did not succeed; what it said is above.")


if __name__ == "__main__":
    sys.exit(main())
