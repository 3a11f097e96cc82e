"""What is measured: a list page, a man found while his name is typed, tonight's register for twelve men, and who stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle

import psycopg
from django.conf import settings
from django.db import connection, connections
from django.test import Client as Browser
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from benchmarks import bare
from benchmarks.town import BARE
from benchmarks.turns import Work
from services.folding import LAST
from services.models import Service, Staff

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
UPSERT = """
    insert into programs_attendance (id, service_id, session_id, enrollment_id, outcome, reason, version)
    values {rows} on conflict (service_id, session_id, enrollment_id)
    do update set outcome = excluded.outcome, version = excluded.version
"""
TWELVE = """
    select session_id from programs_attendance a join programs_groupsession s on s.id = a.session_id
    where a.service_id = %s and s.ends_at < now() and s.cancelled_at is null
    group by session_id having count(*) = 12 order by max(s.ends_at) desc, session_id limit 1
"""
SIZES = "select (select count(*) from services_client), (select count(*) from programs_attendance)"


def all_of_them() -> Iterator[Work]:
    service = Service.objects.order_by("slug").get(slug=_larger())
    director = _director(service)
    yield _list(service, director)
    yield _found(service, director)
    yield _register(service, director)
    yield _report(service, director)


def size() -> str:
    men, marks = _bare(SIZES)[0]
    return f"{men:,} men and {marks:,} marks; medians in milliseconds, ratios of medians."


def _list(service: Service, director: Staff) -> Work:
    browser, floor = _browsers(director)
    sql = _psycopg()
    return Work(
        "list of men, 20 on a page",
        ours=lambda: _ok(browser.get("/clients/")),
        view=lambda: _ok(floor.get(f"/men/?service={service.pk}")),
        sql=lambda: sql.execute(MEN, [service.pk]).fetchall(),
        times_view=8,
        times_sql=90,
    )


def _found(service: Service, director: Staff) -> Work:
    browser, floor = _browsers(director)
    sql = _psycopg()
    start = _bare(START, [service.pk])[0][0]
    typed = {"text": start, "service": str(service.pk)}
    return Work(
        "a man found while typing",
        ours=lambda: _ok(browser.post("/clients/search/", typed, headers={"HX-Request": "true"})),
        view=lambda: _ok(floor.post("/found/", typed)),
        sql=lambda: sql.execute(FOUND, [service.pk, service.pk, start, start + LAST]).fetchall(),
        times_view=3,
        times_sql=6,
    )


def _register(service: Service, director: Staff) -> Work:
    browser, floor = _browsers(director)
    sql = _psycopg()
    session = _bare(TWELVE, [service.pk])[0][0]
    columns = "id, service_id, session_id, enrollment_id"
    rows = _bare(f"select {columns} from programs_attendance where session_id = %s order by id", [session])
    outcomes = cycle(["present", "unexcused"])
    versions = iter(range(1_000, 1_000_000))
    marks = [
        dict(zip(("id", "service", "session", "enrollment"), map(str, row), strict=True)) for row in rows
    ]
    upsert = UPSERT.format(rows=", ".join(["(%s, %s, %s, %s, %s, '', %s)"] * len(rows)))

    def said() -> dict[str, str]:
        outcome = next(outcomes)
        return {f"outcome-{mark['enrollment']}": outcome for mark in marks}

    def straight() -> None:
        outcome, version = next(outcomes), next(versions)
        sql.execute(upsert, [value for row in rows for value in (*row, outcome, version)])

    return Work(
        "register of 12 men, saved",
        ours=lambda: _ok(
            browser.post(f"/sessions/{session}/register/", said(), HTTP_ACCEPT="application/json")
        ),
        view=lambda: _ok(
            floor.post("/save/", said() | {"marks": json.dumps(marks), "version": str(next(versions))})
        ),
        sql=straight,
        times_view=5,
        times_sql=20,
        queries=14,
    )


def _report(service: Service, director: Staff) -> Work:
    browser, floor = _browsers(director)
    with CaptureQueriesContext(connection) as captured:
        _ok(browser.get("/reports/retention/"))
    # The one statement that asks the records; it names the service itself, so it answers the same past the wall.
    bare.REPORT["sql"] = next(query["sql"] for query in captured if "began as (" in query["sql"])
    sql = _psycopg()
    return Work(
        "report: who stays",
        ours=lambda: _ok(browser.get("/reports/retention/")),
        view=lambda: _ok(floor.get("/report/")),
        sql=lambda: sql.execute(bare.REPORT["sql"]).fetchall(),
        times_view=3,
        times_sql=3.5,
        turns=15,
        queries=12,
    )


def _browsers(director: Staff) -> tuple[Browser, Browser]:
    """The director in our house, and in the bare one: its own middleware and addresses, the same session."""
    ours, floor = Browser(headers={"host": "localhost"}), Browser(headers={"host": "localhost"})
    ours.force_login(director)
    floor.cookies = ours.cookies
    with override_settings(MIDDLEWARE=bare.MIDDLEWARE):
        floor.handler.load_middleware()
    return ours, floor


def _psycopg() -> psycopg.Connection:
    """Straight to PostgreSQL, each statement its own transaction, prepared when it comes again."""
    database = connection.settings_dict
    role = settings.DATABASE_ROLES["maintenance"]
    return psycopg.connect(host=database["HOST"], dbname=database["NAME"], user=role, autocommit=True)


def _director(service: Service) -> Staff:
    who = _bare(
        "select staff_id from services_membership where service_id = %s and role = 'director' "
        "and site_id is null and ended_at is null order by started_at limit 1",
        [service.pk],
    )
    return Staff.objects.get(pk=who[0][0])


def _larger() -> str:
    return _bare(
        "select s.slug from services_service s join services_client c on c.service_id = s.id "
        "group by s.slug order by count(*) desc limit 1"
    )[0][0]


def _bare(sql: str, values: list | None = None) -> list[tuple]:
    with connections[BARE].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _ok(answer) -> None:
    assert answer.status_code in (200, 302), answer.status_code
