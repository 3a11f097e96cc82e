"""What people do all evening: look at a list, find a man, and save tonight's register for twelve."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle

from benchmarks.asking import Asker, bare_rows, ok
from benchmarks.turns import Work
from services.folding import LAST

MEN = """
    select id, reference, first_name, last_name, date_of_birth from services_client
    where service_id = %s order by find_last, find_first, id limit 20
"""
# The letters after which most men still fit, of those two that begin a name.
START = """
    select left(word, 2) from services_clientword where service_id = %s and length(word) > 3
    group by 1 order by count(*) desc limit 1
"""
FOUND = """
    select c.id, c.reference, c.first_name, c.last_name from services_client c
    where c.service_id = %s and c.id in (
        select client_id from services_clientword w where w.service_id = %s and w.word >= %s and w.word < %s)
    order by c.find_last, c.find_first, c.id limit 9
"""
SPELT = """
    select first_name, last_name, date_of_birth from services_client
    where service_id = %s and date_of_birth is not null and last_name <> '' order by id limit 1
"""
ALIKE = """
    select id, reference, first_name, last_name from services_client
    where service_id = %s and find_first = lower(%s) and find_last = lower(%s)
    union select id, reference, first_name, last_name from services_client
    where service_id = %s and date_of_birth = %s and (find_first = lower(%s) or find_last = lower(%s)) limit 9
"""
UPSERT = """
    insert into programs_attendance (id, service_id, session_id, enrollment_id, outcome, reason, version)
    values {rows} on conflict (service_id, session_id, enrollment_id)
    do update set outcome = excluded.outcome, version = excluded.version
"""
MARKED = "select enrollment_id::text, version from programs_attendance where session_id = %s"
TWELVE = """
    select session_id from programs_attendance a join programs_groupsession s on s.id = a.session_id
    where a.service_id = %s and s.ends_at < now() and s.cancelled_at is null
    group by session_id having count(*) = 12 and count(a.minutes_late) = 0 order by max(s.ends_at) desc, session_id limit 2
"""


def works(asker: Asker) -> Iterator[Work]:
    yield _list(asker)
    yield _found(asker)
    yield _alike(asker)
    yield _register(asker)


def _list(asker: Asker) -> Work:
    service = asker.service.pk
    return Work(
        "list of men, 20 on a page",
        bar=25,
        ours=lambda: ok(asker.ours.get("/clients/")),
        view=lambda: ok(asker.floor.get(f"/men/?service={service}")),
        sql=lambda: asker.sql.execute(MEN, [service]).fetchall(),
        times_view=6,
        times_sql=130,
    )


def _found(asker: Asker) -> Work:
    service = asker.service.pk
    start = bare_rows(START, [service])[0][0]
    typed = {"text": start, "service": str(service)}
    return Work(
        "a man found while typing",
        bar=25,
        ours=lambda: asker.post(asker.ours, "/clients/search/", typed, **{"HX-Request": "true"}),
        view=lambda: asker.post(asker.floor, "/found/", typed),
        sql=lambda: asker.sql.execute(FOUND, [service, service, start, start + LAST]).fetchall(),
        times_view=4,
        times_sql=40,
    )


def _alike(asker: Asker) -> Work:
    """Somebody spells his name on the phone: is he here already, and when was he here?"""
    service = asker.service.pk
    first, last, born = bare_rows(SPELT, [service])[0]
    typed = {"first_name": first, "last_name": last, "date_of_birth": str(born), "phone": "020 7946 0999"}
    begun = {"text": last.lower(), "service": str(service)}
    return Work(
        "a man spelt on the phone",
        bar=25,
        ours=lambda: asker.post(asker.ours, "/calls/alike/", typed, **{"HX-Request": "true"}),
        view=lambda: asker.post(asker.floor, "/found/", begun),
        sql=lambda: asker.sql.execute(ALIKE, [service, first, last, service, born, first, last]).fetchall(),
        times_view=5,
        times_sql=60,
    )


def _register(asker: Asker) -> Work:
    # Ours checks which version of a mark it saw, so nobody else writes to its session.
    (session,), (elsewhere,) = bare_rows(TWELVE, [asker.service.pk])
    read = dict(bare_rows(MARKED, [session]))
    men = list(read)
    columns = "id, service_id, session_id, enrollment_id"
    where = "where session_id = %s order by id"
    rows = bare_rows(f"select {columns} from programs_attendance {where}", [elsewhere])
    marks = json.dumps(
        [dict(zip(("id", "service", "session", "enrollment"), map(str, row), strict=True)) for row in rows]
    )
    upsert = UPSERT.format(rows=", ".join(["(%s, %s, %s, %s, %s, '', %s)"] * len(rows)))
    outcomes, versions = cycle(["present", "unexcused"]), iter(range(1_000, 1_000_000))
    told: dict[str, dict[str, object]] = {"versions": read, "saw": {}}

    def said(men: list[str]) -> dict[str, str]:
        outcome = next(outcomes)
        return {f"outcome-{man}": outcome for man in men}

    def ours() -> None:
        """As the page that saves itself does: with what it saw of each man, and the versions it heard last."""
        seen = {f"version-{man}": str(version) for man, version in told["versions"].items()}
        saw = {f"saw-{man}": str(saw) for man, saw in told["saw"].items()}
        answer = asker.post(
            asker.ours, f"/sessions/{session}/register/", said(men) | seen | saw, Accept="application/json"
        )
        told.update(answer.json())

    def view() -> None:
        asker.post(
            asker.floor,
            "/save/",
            said([str(row[3]) for row in rows]) | {"marks": marks, "version": str(next(versions))},
        )

    def straight() -> None:
        outcome, version = next(outcomes), next(versions)
        asker.sql.execute(upsert, [value for row in rows for value in (*row, outcome, version)])

    return Work(
        "register of 12 men, saved",
        bar=10,
        ours=ours,
        view=view,
        sql=straight,
        times_view=4,
        times_sql=16,
        queries=12,
    )
