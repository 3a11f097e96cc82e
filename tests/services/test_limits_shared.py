"""Two web servers, real requests: what one counted the other knows, though no Redis is there."""

from __future__ import annotations

import http.client
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection

from tests.followups.clockwork.conftest import Office, answers, database_url, until

MOST = 40


@pytest.fixture
def port(transactional_db, tmp_path) -> Iterator[int]:
    """Where gunicorn answers with two processes, as the web's own database role."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    office = Office(tmp_path)
    office.env |= {"LIMIT_API_SIGNED_OUT": str(MOST), "DATABASE_URL": database_url(user=the_app())}
    office.start(
        *(sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--workers", "2", "--threads", "4", "--no-control-socket"),
    )
    until(lambda: answers(port) and status_of(port, "/livez") == 200, what="gunicorn answers")
    yield port
    office.close()


def the_app() -> str:
    return settings.DATABASE_ROLES["app"] if settings.EMBEDDED else connection.settings_dict["USER"]


def status_of(port: int, path: str) -> int:
    caller = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        caller.request("GET", path)
        return caller.getresponse().status
    finally:
        caller.close()


def test_no_more_get_through_however_many_processes_serve(port):
    with ThreadPoolExecutor(8) as threads:
        found = Counter(threads.map(lambda _time: status_of(port, "/api/v1/groups/"), range(3 * MOST)))
    assert found == {401: MOST, 429: 2 * MOST}
