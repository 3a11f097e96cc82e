"""The frame of the second wall: who is asking, told to PostgreSQL for the length of a transaction.

Row-level security lets a row through only when its `service_id` is the service named here. What is not
named is closed: with nothing set, every table behind the wall is empty (docs/decisions/0003-two-walls.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

NAMES = ("app.service", "app.person", "app.roles", "app.token")
READ = "select " + ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in NAMES)
SET = "select " + ", ".join(f"set_config('{name}', %s, true)" for name in NAMES)


def set_frame(
    *, service: UUID | str = "", person: UUID | str = "", roles: Iterable[str] = (), token: str = ""
) -> None:
    """Name who asks until the transaction ends. Only inside one; `acting_as` puts the old names back."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("The wall needs a transaction: use acting_as(...).")
    with connection.cursor() as cursor:
        cursor.execute(SET, [str(service), str(person), ",".join(sorted(roles)), token])


@contextmanager
def acting_as(
    *, service: UUID | str = "", person: UUID | str = "", roles: Iterable[str] = (), token: str = ""
) -> Iterator[None]:
    """Run a block in a transaction of its own as this person in this service, then put back who asked before."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(READ)
            before = cursor.fetchone()
            cursor.execute(SET, [str(service), str(person), ",".join(sorted(roles)), token])
        yield
        # A broken transaction rolls its settings back by itself, and refuses more SQL.
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(SET, before)
