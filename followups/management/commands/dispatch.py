from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from threading import Event, Thread

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone

from followups.actions.rounds import DISPATCHED
from services import pulse

PAUSE = 5
GLANCE = 0.2
# The supervisor gives ten seconds; what is unfinished then is rolled back, and its lease runs out.
GRACE = 8
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Does what is due, straight from the database and without a broker, every five seconds until it is stopped."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="one round; exit code 1 when something failed"
        )

    def handle(self, *args, **options) -> None:
        if options["once"]:
            went_round = [go_round(name, act) for name, act in DISPATCHED.items()]
            if not all(went_round):
                raise CommandError("Something failed in this round; the lines above say where.")
            return
        stopping = Event()
        # The handler only takes a note: setting an event in it may hang on the event's own lock.
        asked: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _frame: asked.append(number))
        # A thread for each: a long import keeps nobody waiting who is in a crisis.
        loops = [Loop(name, act, stopping) for name, act in DISPATCHED.items()]
        for loop in loops:
            loop.start()
        while not asked and not stopping.is_set():
            time.sleep(GLANCE)
        stopping.set()
        for loop in loops:
            loop.join(GRACE / len(loops))
        if any(loop.broke for loop in loops):
            raise CommandError("A loop broke; start the dispatcher again.")


class Loop(Thread):
    """Round after round; a database that goes away is asked again at the next one."""

    def __init__(self, name: str, act: Callable[..., bool], stopping: Event) -> None:
        super().__init__(name=name, daemon=True)
        self.act, self.stopping, self.broke = act, stopping, False

    def run(self) -> None:
        try:
            while not self.stopping.is_set():
                go_round(self.name, self.act)
                self.stopping.wait(PAUSE)
        except BaseException:
            # Half a dispatcher would look like a whole one: end, and be started again.
            self.broke = True
            self.stopping.set()
            raise
        finally:
            connections.close_all()


def go_round(name: str, act: Callable[..., bool]) -> bool:
    try:
        close_old_connections()
        went_round = act(at=timezone.now(), name=name)
    except (DatabaseError, InterfaceError) as error:
        log.error("%s: the database does not answer (%s)", name, type(error).__name__)
        return False
    if went_round:
        pulse.felt(settings.LOCAL_DIR, name)
    return went_round
