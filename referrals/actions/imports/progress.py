"""How far a batch is, told to whoever looks while its one transaction is still open."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

SAY = "update referrals_importbatch set done = %s, total = %s where service_id = %s and id = %s and lease_token = %s"


class Progress:
    """Says figures over a connection of its own: nobody could see them inside the transaction they are about."""

    def __init__(self, *, service_id: UUID, pk: UUID, token: UUID | None, total: int) -> None:
        self.key = (service_id, pk, token)
        self.service_id, self.total = service_id, total
        self.line = connection.copy()

    def __enter__(self) -> Progress:
        self.say(0)
        return self

    def __exit__(self, *error: object) -> None:
        self.line.close()

    def say(self, done: int) -> None:
        with self.line.cursor() as cursor:
            cursor.execute("select set_config('app.service', %s, false)", [str(self.service_id)])
            cursor.execute(SAY, [done, self.total, *self.key])
