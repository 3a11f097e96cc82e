"""After a test that committed nothing of it is left, and every guard stands again."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from services.wall import acting_as
from tests.conftest import become
from tests.emptying import STAY, TABLES, empty
from tests.security.full_house import FullHouse


def rows_left() -> list[str]:
    """Tables that still hold a row, seen past the wall."""
    become("maintenance")
    try:
        with connection.cursor() as cursor:
            cursor.execute(TABLES, [list(STAY)])
            tables = [name for (name,) in cursor.fetchall()]
            cursor.execute(
                " union all ".join(f"select '{name}' where exists (select from {name})" for name in tables)
            )
            return [name for (name,) in cursor.fetchall()]
    finally:
        become("app")


@pytest.mark.django_db(transaction=True)
def test_a_full_house_is_emptied_and_its_guards_stand_again():
    with transaction.atomic(), acting_as():
        FullHouse()
    assert len(rows_left()) > 100
    become("owner")
    empty()
    become("app")
    assert rows_left() == []
    with transaction.atomic(), acting_as():
        house = FullHouse()
        with (
            pytest.raises(DatabaseError, match="signed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("update programs_progressnote set did = '' where id = %s", [house.note.pk])
