"""The frame of the second wall: who is asking, told to PostgreSQL for the length of a transaction.

Row-level security lets a row through only when its `service_id` is the service named here. What is not
named is closed: with nothing set, every table behind the wall is empty (docs/decisions/0003-two-walls.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

NAMES = ("app.service", "app.person", "app.roles", "app.token")
READ = "select " + ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in NAMES)
SET = "select " + ", ".join(f"set_config('{name}', %s, true)" for name in NAMES)
# Read and set in one statement: the columns are worked out from left to right.
SWAP = READ + SET.replace("select", ",")


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
    """Run a block in a transaction as this person in this service, then put back who asked before.

    The end of a transaction forgets by itself; only inside another one are the old names put back by hand.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SWAP, [str(service), str(person), ",".join(sorted(roles)), token])
            before = cursor.fetchone()[: len(NAMES)]
        yield
        # A broken transaction rolls its settings back by itself, and refuses more SQL.
        if nested and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(SET, before)


@contextmanager
def same_frame_on(alias: str) -> Iterator[BaseDatabaseWrapper]:
    """Another connection, for one transaction, on which the same person asks: who is nobody here is nobody there."""
    with connection.cursor() as cursor:
        cursor.execute(READ)
        named = cursor.fetchone()
    with transaction.atomic(using=alias, durable=True):
        other = connections[alias]
        with other.cursor() as cursor:
            cursor.execute(SET, named)
        yield other
