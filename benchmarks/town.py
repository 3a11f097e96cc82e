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
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "20000"))
# Read past the wall, as the bare measures do: no rule of ours may be in them.
BARE = "bare"

MORE = """
    with larger as (select service_id from services_client group by service_id order by count(*) desc limit 1),
         named as (select c.*, row_number() over (order by c.id) as number from services_client c natural join larger)
    insert into services_client (id, service_id, reference, first_name, last_name, other_names, date_of_birth,
                                 language, needs_interpreter, relationship, version, created_at)
    select gen_random_uuid(), one.service_id, 'Z' || n, one.first_name, other.last_name || '-' || one.last_name, '',
           one.date_of_birth, '', false, '', 1, one.created_at
    from generate_series(1, %s) n
    join named one on one.number = 1 + n %% (select count(*) from named)
    join named other on other.number = 1 + n * 7 %% (select count(*) from named)
"""


def prepare() -> None:
    """Build it where it is not there yet, and point this process at it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"LOCAL_DIR": str(FOLDER), "DJANGO_SETTINGS_MODULE": "config.settings"}
    began = time.monotonic()
    for command in (["migrate", "-v", "0"], ["demo", "--if-empty", "--scale", str(SCALE)]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=HOUSE, check=True)
    _set_up_django()
    _fill_up()
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


def size(ask) -> str:
    men, marks = ask(
        "select (select count(*) from services_client), (select count(*) from programs_attendance)"
    )[0]
    return f"{men:,} men and {marks:,} marks; medians in milliseconds, ratios of medians."


def _fill_up() -> None:
    """More men for the larger service, known by name alone, and what autovacuum would know by tomorrow."""
    import psycopg
    from django.db import connection

    database = connection.settings_dict
    with psycopg.connect(
        host=database["HOST"], dbname=database["NAME"], user="postgres", autocommit=True
    ) as superuser:
        there = superuser.execute("select count(*) from services_client").fetchone()
        if there and there[0] < PEOPLE:
            superuser.execute(MORE, [PEOPLE - there[0]])
        superuser.execute("vacuum analyze")
