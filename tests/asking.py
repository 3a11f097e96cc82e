"""How many statements a request costs, as it would outside a test."""

from __future__ import annotations

from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

MOST = 10


def asked(browser: Browser, url: str) -> int:
    """Statements of one page, with those that name who asks; without the test's own savepoints and its frame put back."""
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(url)
    assert answer.status_code == 200
    told = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert "set_config" in told[-1]
    return len(told) - 1
