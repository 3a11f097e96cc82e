"""One round over every service. The rows are the queue: whoever comes round first does what is due."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from followups.actions import registers
from referrals.actions.imports import work
from services.actions import loops
from services.models import Service

log = logging.getLogger(__name__)


def sweep_registers(*, at: datetime, name: str = "registers") -> bool:
    """Sweep the registers of every service; one that fails stops no other. True when none did."""
    done = [_swept(service, at) for service in Service.objects.order_by("slug")]
    return _note(name, all(done), at)


def run_imports(*, at: datetime, name: str = "imports") -> bool:
    """Read, bring in and take back whatever waits. True when all of it could be tried."""
    try:
        work.run_due_imports(at=at)
    except Exception as error:  # noqa: BLE001 (the next round tries again)
        log.error("imports: %s", type(error).__name__)
        return False
    return _note(name, True, at)


# What the dispatcher does without a broker, under names of its own: Celery's passes must not hide that it stands still.
DISPATCHED: dict[str, Callable[..., bool]] = {
    "dispatch": sweep_registers,
    "dispatch_imports": run_imports,
}


def _swept(service: Service, at: datetime) -> bool:
    try:
        registers.sweep(service=service, at=at)
    except Exception as error:  # noqa: BLE001 (whatever it is, the other services wait)
        log.error("registers of service %s: %s", service.pk, type(error).__name__)
        return False
    return True


def _note(name: str, went_round: bool, at: datetime) -> bool:
    """A pass is noted when everything was done, so that a service which fails each time shows in /readyz."""
    if went_round:
        loops.finished(name=name, at=at)
    return went_round
