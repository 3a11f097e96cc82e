"""A sign of life that costs nothing to read: a small file whose age says when a loop last did its work here.

`python -m services.pulse worker` ends with 0 while it is young. Without Django and without the database, as Docker asks every
half minute and starting either would be most of what a small machine does. Each container has files of its own, so one
worker that stands still is seen although another goes on; what stands still everywhere is for `/readyz` to say.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

# Seconds; the same loops as in services.health, and what winds them up.
LIMITS = {
    "worker": 90,
    "beat": 60,
    "dispatch": 60,
    # A large spreadsheet is brought in within one round.
    "dispatch_imports": 15 * 60,
}


def felt(folder: Path, name: str) -> None:
    """Note that a loop has just done its work."""
    note = _note(folder, name)
    note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    note.touch()


def missed(folder: Path, name: str, *, at: float) -> str:
    """A sentence when there was no sign of life for too long; else empty."""
    try:
        age = at - _note(folder, name).stat().st_mtime
    except FileNotFoundError:
        return f"{name} has not done anything yet."
    return f"{name} did nothing for {age:.0f} s." if age > LIMITS[name] else ""


def _note(folder: Path, name: str) -> Path:
    return Path(folder) / "pulse" / name


def main(names: list[str]) -> int:
    folder = Path(os.environ.get("LOCAL_DIR") or ".local")
    if not names or set(names) - set(LIMITS):
        print(f"usage: python -m services.pulse {' | '.join(LIMITS)}", file=sys.stderr)
        return 2
    said = [sentence for name in names if (sentence := missed(folder, name, at=time.time()))]
    print("\n".join(said) or "All is well.")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
