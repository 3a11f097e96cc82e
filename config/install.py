"""Makes .venv and puts the locked packages into it; run by any Python 3.11+ that has nothing else."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path

VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
# Whether pip itself is the newest is nothing to tell somebody who has just begun.
PIP = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def main(locks: list[str]) -> None:
    """Install these lock files, by hash; again changes nothing."""
    make_venv()
    fetch_uv()
    requirements = [word for lock in locks for word in ("-r", lock)]
    say(f"Fetching the packages in {' and '.join(locks)} (about 500 MB the first time).")
    uv = [str(UV), "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", *requirements]
    pip = [*PIP, "--require-hashes", *requirements]
    if not (UV.exists() and succeeds(uv)) and not succeeds(pip, show=True):
        sys.exit(
            "The packages could not be fetched; the reason is above. Is there a network? Then run it again."
        )


def make_venv() -> None:
    if PYTHON.exists() and succeeds([str(PYTHON), "-c", ""]):
        return
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        major, minor = sys.version_info[:2]
        sys.exit(
            f"This Python {major}.{minor} cannot make a virtual environment: its venv module is missing. "
            f"On Debian and Ubuntu: apt install python{major}.{minor}-venv"
        )
    say(f"Making {VENV} with Python {sys.version.split()[0]}.")
    if not succeeds([sys.executable, "-m", "venv", "--clear", str(VENV)], show=True):
        sys.exit(f"{VENV} could not be made; the reason is above.")


def fetch_uv() -> None:
    """uv installs five times faster than pip; without it pip does."""
    if UV.exists():
        return
    pinned = re.search(
        r"^uv==.*?(?=^\S)", Path("requirements-dev.lock").read_text() + "\nend", re.MULTILINE | re.DOTALL
    )
    if pinned:
        with tempfile.TemporaryDirectory() as folder:
            lock = Path(folder) / "uv.lock"
            lock.write_text(pinned.group())
            succeeds([*PIP, "--require-hashes", "-r", str(lock)])


def succeeds(command: list[str], *, show: bool = False) -> bool:
    """Whether a command ends well; what it complains of is shown only if nothing follows that may mend it."""
    return subprocess.run(command, check=False, stderr=None if show else subprocess.DEVNULL).returncode == 0


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
