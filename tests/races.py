"""Two people at the same moment: really two threads, two connections and two transactions."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from services.errors import Refused
from services.wall import acting_as
from tests.conftest import Cast


def at_once(cast: Cast, *actions: Callable[[], object]) -> list[object]:
    """What each came to: its answer, or the refusal. Nobody starts before everybody is there."""
    start = Barrier(len(actions))

    def run(action: Callable[[], object]) -> object:
        try:
            start.wait(timeout=10)
            with acting_as(service=cast.service.pk, roles=["director", "intake", "counselor"]):
                return action()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as threads:
        return list(threads.map(run, actions))
