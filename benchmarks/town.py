"""The database that is measured: a demo many times over, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
SCALE = int(os.environ.get("BENCH_SCALE", "50"))
FOLDER = HOUSE / ".local" / f"bench-{SCALE}"
# Read past the wall, as the bare measures do: no rule of ours may be in them.
BARE = "bare"


def prepare() -> None:
    """Build it where it is not there yet, and point this process at it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"LOCAL_DIR": str(FOLDER), "DJANGO_SETTINGS_MODULE": "config.settings"}
    began = time.monotonic()
    for command in (["migrate", "-v", "0"], ["demo", "--if-empty", "--scale", str(SCALE)]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=HOUSE, check=True)
    _set_up_django()
    _gather_statistics()
    print(f"The town stands ({time.monotonic() - began:.0f} s; kept in {FOLDER.relative_to(HOUSE)}).")


def leave() -> None:
    """Stop the server of the town; what it holds stays for the next time."""
    from config import embedded

    embedded.stop(FOLDER)


def _set_up_django() -> None:
    import django
    from django.conf import settings
    from django.db import connections
    from django.db.backends.signals import connection_created

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STATIC_ROOT = str(HOUSE / "static")  # nothing is gathered here, and nobody asks for a file
    django.setup()
    # Serving as this role is refused, and here it serves nobody.
    connection_created.disconnect(dispatch_uid="refuse_wrong_role")
    connections.settings[BARE] = connections.settings["default"] | {
        "USER": settings.DATABASE_ROLES["maintenance"]
    }


def _gather_statistics() -> None:
    """What autovacuum would know by tomorrow."""
    import psycopg
    from django.db import connection

    database = connection.settings_dict
    with psycopg.connect(
        host=database["HOST"], dbname=database["NAME"], user="postgres", autocommit=True
    ) as superuser:
        superuser.execute("vacuum analyze")
