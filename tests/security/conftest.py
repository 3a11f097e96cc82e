from __future__ import annotations

import pytest
from django.db import connection

from tests.security.full_house import FullHouse


@pytest.fixture
def house(db) -> FullHouse:
    return FullHouse()


@pytest.fixture
def run():
    def sql(text: str, values: list | None = None) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(text, values)
            return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]

    return sql
