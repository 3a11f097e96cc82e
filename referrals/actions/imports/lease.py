"""A batch is held by one worker: for less than a minute at a time, and anew for as long as that worker lives."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from threading import Event, Thread
from time import monotonic
from uuid import UUID

from django.db import Error, connection

# Short, so that a killed worker keeps nobody waiting: another has taken over within a minute.
LEASE = timedelta(seconds=45)
EVERY = 9.0  # seconds: a lease outlives four renewals that failed
# Waits for nobody: while the step itself has the row it is about to let go.
HOLD = "select set_config('app.service', %s, false), set_config('lock_timeout', '2s', false)"
MOVE_ON = (
    "update referrals_importbatch set lease_until = %s where service_id = %s and id = %s and lease_token = %s"
)
log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another worker has taken the batch over; what this one did is rolled back."""


class Renewal:
    """Moves the lease on while a step runs, over a connection of its own: the step's transaction is still open.

    A worker that is killed or frozen renews nothing, and another takes over when the lease has run out. The step
    asks once more before it commits, so that no file is brought in twice.
    """

    def __init__(self, *, service_id: UUID, pk: UUID, token: UUID | None, at: datetime) -> None:
        self.key = (service_id, pk, token)
        self.service_id, self.at = service_id, at
        self.over = Event()
        self.thread = Thread(target=self._renew, name=f"lease of {pk}", daemon=True)

    def __enter__(self) -> Renewal:
        self.thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.over.set()
        self.thread.join()

    def _renew(self) -> None:
        begun = monotonic()
        try:
            while not self.over.wait(EVERY):
                self._move_on(until=self.at + timedelta(seconds=monotonic() - begun) + LEASE)
        finally:
            connection.close()

    def _move_on(self, *, until: datetime) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute(HOLD, [str(self.service_id)])
                cursor.execute(MOVE_ON, [until, *self.key])
        except Error as error:
            log.warning("the lease of an import was not renewed: %s", type(error).__name__)
            connection.close()
