"""Two reports: who came in one month, and who stays since the first day there was."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import bare
from benchmarks.asking import Asker, bare_rows, ok
from benchmarks.turns import Work
from reports.actions.stays import keep_stays

LAST_FULL_MONTH = """
    select (date_trunc('month', now()) - interval '1 month')::date, (date_trunc('month', now()) - interval '1 day')::date
"""


def works(asker: Asker) -> Iterator[Work]:
    keep_stays(at=timezone.now())  # as the clockwork does each minute
    first, last = bare_rows(LAST_FULL_MONTH)[0]
    month = f"/api/v1/reports/attendance/?from={first}&to={last}"
    yield _report(
        asker, "month", "report: who came in a month", month, bar=10, times_view=3, times_sql=4, turns=30
    )
    # The page, drawing and all.
    yield _report(
        asker,
        "history",
        "report: who stays, all years",
        "/reports/retention/",
        bar=70,
        times_view=4,
        times_sql=5,
    )


def _report(
    asker: Asker,
    key: str,
    name: str,
    url: str,
    *,
    bar: float,
    times_view: float,
    times_sql: float,
    turns: int = 15,
) -> Work:
    with CaptureQueriesContext(connection) as captured:
        ok(asker.ours.get(url))
    # The one statement that asks the records; it names the service itself, so it answers the same past the wall.
    statement = next(query["sql"] for query in captured if "with place as" in query["sql"])
    bare.REPORTS[key] = statement
    return Work(
        name,
        bar=bar,
        ours=lambda: ok(asker.ours.get(url)),
        view=lambda: ok(asker.floor.get(f"/report/{key}/")),
        sql=lambda: asker.sql.execute(statement).fetchall(),
        times_view=times_view,
        times_sql=times_sql,
        turns=turns,
        queries=12,
    )
