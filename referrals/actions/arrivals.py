"""What comes in from outside: left at a door by somebody we do not know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from referrals.models import Arrival
from services.actions.tokens import hash_of
from services.models import Service


@transaction.atomic
def leave(*, service: Service, door: str, said: Mapping[str, str], receipt: str = "", at: datetime) -> None:
    """Put what somebody wrote into the letter box. Written under nobody's name, and never read back from there."""
    Arrival.objects.create(
        service=service,
        door=door,
        said=json.dumps(dict(said), ensure_ascii=False),
        received_at=at,
        receipt_hash=hash_of(receipt) if receipt else "",
    )
