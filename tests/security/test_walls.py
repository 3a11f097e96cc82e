"""The second wall alone, table by table: whatever a page forgets, the database does not answer."""

from __future__ import annotations

import json
import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from services.wall import set_frame
from tests.house import catalogue
from tests.house.lists import CLOSED_TO
from tests.security.full_house import rows_in

ROLES = ("intake", "counselor", "peer", "director", "partner_worker", "researcher", "administrator")


def seen() -> dict[str, int]:
    return {table: count for table in catalogue.walled() if (count := rows_in(table))}


def test_there_is_something_to_see_in_every_table(house, as_role):
    as_role("maintenance")
    assert set(catalogue.walled()) - set(seen()) == set()


@pytest.mark.parametrize("role", ["app", "worker"])
def test_with_nobody_named_every_table_is_empty(house, as_role, role):
    as_role(role)
    set_frame()
    assert seen() == {}


def test_from_another_service_no_row_is_seen(house):
    with house.as_south():
        foreign = f"service_id <> '{house.other_service.pk}'"
        assert {table: n for table in catalogue.walled() if (n := rows_in(table, where=foreign))} == {}


def test_without_its_policy_each_table_shows_everything(house, as_role, run):
    """The twin: for every table the two tests above hang on its policy."""
    set_frame()
    blind = []
    for table in catalogue.walled():
        as_role("owner")
        run(f'alter policy wall on "{table}" using (true)')
        as_role("app")
        if not rows_in(table):
            blind.append(table)
    assert blind == []


def test_from_another_service_no_row_can_be_changed_or_deleted(house, run):
    """Refused by a missing right, or nothing found to change."""
    done = []
    with house.as_south():
        for table in catalogue.walled():
            for sql in (f'update "{table}" set service_id = service_id', f'delete from "{table}"'):
                foreign = f"{sql} where service_id = '{house.service.pk}'"
                try:
                    with transaction.atomic():
                        changed = run(foreign)[0][0]
                except DatabaseError as refusal:
                    changed = 0 if "permission denied" in str(refusal) else 1
                if changed:
                    done.append(foreign)
    assert done == []


def test_no_row_can_be_put_into_another_service(house, as_role, run):
    as_role("maintenance")
    rows = {table: run(f'select to_jsonb(t) from "{table}" t limit 1')[0][0] for table in catalogue.walled()}
    as_role("app")
    entered = []
    with house.as_south():
        for table, row in rows.items():
            try:
                with transaction.atomic():
                    insert(table, json.loads(row) if isinstance(row, str) else row, service=house.service.pk)
                entered.append(table)
            except DatabaseError as refusal:
                if "row-level security" not in str(refusal):
                    entered.append(f"{table}: {refusal}")
    assert entered == []


@pytest.mark.parametrize("role", ROLES)
def test_words_about_a_man_open_to_those_who_need_them(house, role):
    with house.as_north(role):
        open_ = {table for table in CLOSED_TO if rows_in(table)}
    assert open_ == {table for table, closed in CLOSED_TO.items() if role not in closed}


def test_without_the_roles_in_its_policy_a_note_is_open_to_a_peer(house, as_role, run):
    as_role("owner")
    run(
        "alter policy wall on programs_progressnote using (service_id = current_setting('app.service')::uuid)"
    )
    as_role("app")
    with house.as_north("peer"):
        assert rows_in("programs_progressnote") == 1


def test_a_peer_cannot_write_a_note_either(house):
    house.note.pk = uuid.uuid4()
    with (
        house.as_north("peer"),
        transaction.atomic(),
        pytest.raises(DatabaseError, match="row-level security"),
    ):
        house.note.save(force_insert=True)


def insert(table: str, row: dict, *, service) -> None:
    """The same row again under a new key, by raw SQL; columns that are computed are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 "
            "and not attisdropped and attgenerated = ''",
            [f'"{table}"'],
        )
        names = [name for (name,) in cursor.fetchall()]
        row |= {"service_id": str(service)}
        if "pgh_id" not in names:
            row["id"] = str(uuid.uuid4())
        columns = ", ".join(f'"{name}"' for name in names)
        cursor.execute(
            f'insert into "{table}" ({columns}) select {columns} from jsonb_populate_record(null::"{table}", %s)',
            [json.dumps(row)],
        )
