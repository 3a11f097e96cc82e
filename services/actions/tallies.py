"""How often somebody came lately, counted in one statement that two processes at once cannot outrun.

In PostgreSQL and not in a cache: every process shares it, and where it does not answer nothing else does either.
The table is unlogged, so counting waits for no disk; after a crash of the server everybody begins anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from services.models import Tally

COUNT = """
    insert into services_tally as t (key, count, until) values (%(key)s, 1, %(until)s)
    on conflict (key) do update set
        count = case when t.until <= %(at)s then 1 else least(t.count, %(most)s) + 1 end,
        until = case when t.until <= %(at)s or (%(must_rest)s and t.count < %(most)s) then excluded.until
                     else t.until end
    returning count, until
"""


@dataclass(frozen=True)
class Limit:
    """So many within so long. With `must_rest` the count is forgotten only when nothing came for that long:
    then no stretch of time, wherever it begins, holds more."""

    most: int
    within: timedelta
    must_rest: bool = False


def come(*, what: str, who: str, limit: Limit, at: datetime) -> datetime | None:
    """Count one more; answers until when it is too much, or None. What was too much does not prolong it."""
    given: dict[str, str | int | bool | datetime] = {
        "key": _print_of(what, who),
        "at": at,
        "until": at + limit.within,
        "most": limit.most,
        "must_rest": limit.must_rest,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, given)
        count, until = cursor.fetchone()
    return until if count > limit.most else None


def forget(*, what: str, who: str) -> None:
    """Begin anew: it was the right password."""
    Tally.objects.filter(key=_print_of(what, who)).delete()


def forget_old(*, at: datetime) -> int:
    """Delete what counts no longer; answers how many."""
    deleted, _by_model = Tally.objects.filter(until__lte=at).delete()
    return deleted


def _print_of(what: str, who: str) -> str:
    return salted_hmac(f"tally.{what}", who, algorithm="sha256").hexdigest()
