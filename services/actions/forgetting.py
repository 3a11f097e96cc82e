"""One round over what is kept for a time only. Running it twice, or twice at once, deletes nothing that still counts."""

from __future__ import annotations

import logging
from datetime import datetime

from django.contrib.sessions.models import Session

from services.actions import idempotency_keys, loops, tallies
from services.models import Service
from services.wall import acting_as

log = logging.getLogger(__name__)


def go_round(*, at: datetime, name: str = "forgetting") -> bool:
    """Forget old keys of every service, counts that ran out and sessions that ended; True when all of it was done."""
    done = [_keys_of(service, at) for service in Service.objects.order_by("slug")]
    tallies.forget_old(at=at)
    Session.objects.filter(expire_date__lte=at).delete()
    if all(done):
        loops.finished(name=name, at=at)
    return all(done)


def _keys_of(service: Service, at: datetime) -> bool:
    try:
        with acting_as(service=service.pk):
            idempotency_keys.forget_old(service=service, at=at)
    except Exception as error:  # noqa: BLE001 (whatever it is, the other services wait)
        log.error("idempotency keys of service %s: %s", service.pk, type(error).__name__)
        return False
    return True
