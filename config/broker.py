"""Messages through files, for one machine without Redis: kombu's own way, and nobody reads what is half written.

kombu makes a file under its last name and fills it afterwards. A worker that looks in between takes an empty message,
and ends with it.
"""

from __future__ import annotations

import fcntl
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

URL = "files://localhost"  # it has no host, but a log line says so at each start unless one is named


class Channel(filesystem.Channel):
    """Puts a message there whole, and reads the list of queues while nobody writes it."""

    def _put(self, queue: str, payload: dict, **_kwargs: Any) -> None:  # type: ignore[override]
        # Names are read in order, and the clock is the same for all on this machine.
        folder, name = Path(self.data_folder_out), f"{time.monotonic_ns():020}_{uuid.uuid4()}"
        fresh = folder / f"{name}.new"
        fresh.write_text(dumps(payload))
        fresh.replace(folder / f"{name}.{queue}.msg")

    def get_table(self, exchange: str) -> list:
        with self._alone():
            return super().get_table(exchange)

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        with self._alone():
            super()._queue_bind(exchange, routing_key, pattern, queue)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with (self.control_folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel


TRANSPORT_ALIASES["files"] = f"{__name__}:Transport"
