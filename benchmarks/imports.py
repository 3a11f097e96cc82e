"""Ten thousand rows of an old attendance list brought in, with history, and taken back at once by the transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from benchmarks.asking import Asker, bare_rows
from referrals.actions.imports import batches
from referrals.actions.imports.plan import Setting
from services.access import seat
from services.wall import acting_as

ROWS, MEN, GROUPS = 10_000, 200, 8
HEADINGS = "client_ref,group,session_on,outcome,minutes_late,reason\n"
# As many marks written again, with the history that triggers keep of each.
UPSERT = """
    insert into programs_attendance (id, service_id, session_id, enrollment_id, outcome, reason, version)
    select id, service_id, session_id, enrollment_id, outcome, reason, version from programs_attendance limit %s
    on conflict (service_id, session_id, enrollment_id) do update set version = excluded.version + 1
"""


def ways(asker: Asker) -> tuple[Callable[[], None], Callable[[], None]]:
    """Ours and bare SQL."""
    content = _list(asker).encode()
    at = timezone.now()

    def ours() -> None:
        with acting_as(service=asker.service.pk, roles=["director"]):
            by = seat(asker.director, asker.service, on=at.date())
            setting = Setting(service=asker.service, by=by, on=at.date(), at=at)
            answer = batches.bring_in(
                kind="attendance", file_name="old.csv", content=content, mapping={}, setting=setting
            )
            assert answer["accepted"] == ROWS, answer["accepted"]
            transaction.set_rollback(True)

    def straight() -> None:
        with asker.sql.transaction(force_rollback=True):
            asker.sql.execute(UPSERT, [ROWS])

    return ours, straight


def _list(asker: Asker) -> str:
    """Men who are there, in groups that are not, on Mondays long past."""
    references = bare_rows(
        "select reference from services_client where service_id = %s order by id limit %s",
        [asker.service.pk, MEN],
    )
    mondays = [date(2004, 3, 1) + timedelta(weeks=week) for week in range(ROWS // MEN)]
    return HEADINGS + "".join(
        f"{reference},Old group {number % GROUPS},{day},{'present' if number % 5 else 'excused'},,\n"
        for day in mondays
        for number, (reference,) in enumerate(references)
    )
