"""The PostgreSQL that comes with us: one server per checkout, started when first asked for.

Its programs arrive in a wheel. It listens on no network; whoever may enter the socket's folder may log in,
so that folder's mode (0700) is the password. Nothing here needs Django: settings.py calls it.
`python -m config.embedded FOLDER` stops the server of a folder.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import secrets
import shutil
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from config import postmaster, roles
from config.embedded_server import MAJOR, EmbeddedError, Server, last_line

PATIENCE = 60
INITDB = (
    "--username=postgres",
    "--auth-local=trust",
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)
# log_min_messages: anything chattier writes failed statements, and so people's words, into the log.
SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 60
timezone = 'UTC'
jit = off
logging_collector = on
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_min_messages = fatal
"""
# For a server whose data nobody will miss: the tests' own. Nothing waits for the disk.
FLEETING = """\
fsync = off
synchronous_commit = off
full_page_writes = off
"""


def start(folder: Path, *, lasting: bool = True) -> Path:
    """Make sure the server for this folder runs, set up; returns the folder of its socket."""
    server = Server(folder.resolve())
    with _alone(server):
        if not server.data.exists():
            postmaster.end_orphans(server.data)
        if not (server.answers() and _is_set_up(server)):
            if not server.answers():
                _create(server)
                _boot(server, lasting=lasting)
            _set_up(server)
    return server.socket


def stop(folder: Path) -> None:
    """Stop the server for this folder, if it runs."""
    server = Server(folder.resolve())
    if server.data.is_dir():
        with _alone(server):
            _halt(server)
            with contextlib.suppress(OSError):  # not there, or not empty
                server.socket.rmdir()


def ensure_database(folder: Path, name: str) -> None:
    """Make sure a database of this name is there, belonging to the owner role."""
    _make_database(Server(folder.resolve()), name)


def data_folder(folder: Path) -> Path:
    """Where the data of this folder's server lies (elsewhere if the folder is closed to the server's account)."""
    return Server(folder.resolve()).data


def keys(folder: Path) -> dict[str, str]:
    """The secrets of this checkout, made once and readable by its owner alone."""
    path = folder / "keys.env"
    _make_folder(folder)
    with _locked(folder / "keys.lock"):
        if not path.exists():
            _refuse_new_keys_for_old_data(path, Server(folder.resolve()).data)
            field_key = b64encode(secrets.token_bytes(32)).decode()
            fresh = path.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            with open(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(f"SECRET_KEY={secrets.token_urlsafe(50)}\nFIELD_KEYS=k1:{field_key}\n")
            fresh.replace(path)
        if "PARTNER_KEYS=" not in path.read_text():
            # A folder from before the wing: it gets a key of its own beside those it has.
            with path.open("a") as file:
                file.write(f"PARTNER_KEYS=p1:{b64encode(secrets.token_bytes(32)).decode()}\n")
        lines = path.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def _refuse_new_keys_for_old_data(path: Path, data: Path) -> None:
    """The data may lie elsewhere and outlive its keys, and nothing they encrypted can be read with others."""
    if data.exists():
        raise EmbeddedError(
            f"{path} is gone, and the data in {data} cannot be read without the keys it held. "
            f"Put it back, or remove {data} as well to begin anew."
        )


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        with path.open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except PermissionError as error:
        raise EmbeddedError(f"The database may not write {error.filename}: {error.strerror}.") from error


@contextlib.contextmanager
def _alone(server: Server) -> Iterator[None]:
    """One at a time may start or stop this server, however many ask."""
    _make_folder(server.place)
    with _locked(server.place / "postgres.lock"):
        yield


def _make_folder(path: Path) -> None:
    if not path.exists():
        try:
            path.mkdir(parents=True, exist_ok=True)
            path.chmod(0o755)
        except OSError as error:
            raise EmbeddedError(f"{path} cannot be made: {error.strerror}.") from error


def _create(server: Server) -> None:
    """A data folder; made beside and moved, so that one half made is never taken for one."""
    if not server.data.exists():
        keys(server.folder)  # before what they encrypt, so that data without keys is known to have lost them
        fresh = server.place / "postgres.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        server.give(fresh)
        done = server.run("initdb", *INITDB, "-D", str(fresh))
        if done.returncode:
            raise EmbeddedError(f"The embedded database could not be made: {last_line(done.stderr)}")
        with (fresh / "postgresql.conf").open("a") as file:
            file.write("include 'alongside.conf'\n")
        fresh.rename(server.data)
    made_by = (server.data / "PG_VERSION").read_text().strip()
    if made_by != MAJOR:
        raise EmbeddedError(
            f"{server.data} was made by PostgreSQL {made_by}, and this is {MAJOR}; see docs/running.md."
        )


def _boot(server: Server, *, lasting: bool) -> None:
    """Start it, also after a crash: whoever was killed may need a moment to be gone."""
    _make_socket_folder(server)
    settings = server.data / "alongside.conf"
    settings.unlink(missing_ok=True)
    settings.write_text(SETTINGS.format(socket=server.socket) + ("" if lasting else FLEETING))
    server.give(settings)
    log, deadline = server.data / "start.log", time.monotonic() + PATIENCE
    start_it = ("-D", str(server.data), "-l", str(log), "-w", "-t", str(PATIENCE), "start")
    log.unlink(missing_ok=True)
    if postmaster.holders(server.data):  # it runs, but not at our address: the checkout was moved
        _halt(server)
    while not server.answers():
        done = server.run("pg_ctl", *start_it)
        if done.returncode == 0:
            return
        waits = postmaster.forget_dead(server.data, server.socket)
        if not waits or time.monotonic() > deadline:
            said = log.read_text(errors="replace") if log.exists() else done.stderr
            raise EmbeddedError(f"The embedded database does not start: {last_line(said)}")
        time.sleep(0.3)


def _halt(server: Server) -> None:
    server.run("pg_ctl", "-D", str(server.data), "-m", "fast", "-w", "-t", str(PATIENCE), "stop")


def _make_socket_folder(server: Server) -> None:
    with contextlib.suppress(FileExistsError):
        server.socket.mkdir(mode=0o700)
        server.give(server.socket)
    found = server.socket.lstat()
    if (found.st_uid, found.st_mode) != (server.user.pw_uid, 0o040700):
        raise EmbeddedError(f"{server.socket} is not ours alone; remove it, or ask whoever made it.")


def _is_set_up(server: Server) -> bool:
    return server.applied.exists() and server.applied.read_text() == roles.role_sql()


def _set_up(server: Server) -> None:
    """Roles and the database; noted only when done, and done again when the SQL changes."""
    server.psql(roles.role_sql())
    _make_database(server, roles.DATABASE)
    server.applied.write_text(roles.role_sql())


def _make_database(server: Server, name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,50}", name):
        raise EmbeddedError(f"{name!r} is no name for a database here: small letters, digits and _ only.")
    server.psql(
        f"SELECT 'CREATE DATABASE {name} OWNER {roles.ROLES['owner']}'"  # noqa: S608
        f" WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{name}') \\gexec\n"
    )


if __name__ == "__main__":
    stop(Path(sys.argv[1]))
