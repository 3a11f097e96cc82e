"""What `/readyz` asks. Each question answers with alerts; the floors above add their own in `settings.HEALTH`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from services.models import LoopPass

# A loop is late after several of its rounds. The names are those under which each notes its pass.
LIMITS = {
    "registers": timedelta(minutes=3),
    "imports": timedelta(minutes=3),
    "forgetting": timedelta(minutes=35),
    "dispatch": timedelta(minutes=1),
    # A large spreadsheet is brought in within one round.
    "dispatch_imports": timedelta(minutes=15),
}


@dataclass(frozen=True)
class Alert:
    """Something a person should look at. `count` is shown to signed-in staff alone."""

    code: str
    sentence: str
    count: int | None = None


@dataclass(frozen=True)
class Asking:
    """When it is asked, and in which service the person sits; a stranger sits in none."""

    at: datetime
    service_id: UUID | None = None


def why_not_ready() -> str:
    """A sentence when the database or its migrations are not there; else empty."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select app, name from django_migrations")
            missing = _last_migrations() - set(cursor.fetchall())
    except (DatabaseError, InterfaceError):
        return _("The database does not answer, or it is empty.")
    return _("The database waits for its migrations.") if missing else ""


def alerts(asking: Asking) -> list[Alert]:
    return [alert for path in settings.HEALTH for alert in import_string(path)(asking)]


def standing_still(asking: Asking) -> list[Alert]:
    """Loops whose last full round is too long ago; one that never went round has had since the last migration."""
    passes = dict(LoopPass.objects.values_list("name", "finished_at"))
    begun = _last_migrated()
    late = [name for name, limit in LIMITS.items() if asking.at - passes.get(name, begun) > limit]
    return [
        Alert("loop_late", _("The loop “%(name)s” has not gone round for too long.") % {"name": name})
        for name in late
    ]


def broker(asking: Asking) -> list[Alert]:
    """Nothing is lost without it: the rows wait, and the dispatcher goes on by itself."""
    if _broker_answers():
        return []
    return [Alert("no_broker", _("The broker does not answer, so background work waits for the dispatcher."))]


def _last_migrated() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("select max(applied) from django_migrations")
        return cursor.fetchone()[0]


@cache
def _last_migrations() -> set[tuple[str, str]]:
    """The newest migration of each app, as our code knows it; it cannot change while we run."""
    return set(MigrationLoader(None).graph.leaf_nodes())


def _broker_answers() -> bool:
    if not settings.REDIS_URL:
        return os.access(Path(settings.LOCAL_DIR) / "broker", os.W_OK)
    import redis  # where there is none, no start waits for its library

    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1) as asked:
            return bool(asked.ping())
    except redis.RedisError:
        return False
