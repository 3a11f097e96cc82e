"""Requests that may be sent again: done once, answered the same each time."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from services.errors import NotAcceptable, Refused
from services.fields import decrypt, encrypt
from services.models import IdempotencyKey, Service, Staff

KEPT_FOR = timedelta(days=30)


class StillRunning(Refused):
    slug = "still_running"


class KeyReused(NotAcceptable):
    slug = "key_reused"


def claim(*, key: str, request: object, by: Staff, at: datetime) -> IdempotencyKey | None:
    """What was answered to this key before, or None: then the caller does it, and has the key until it commits.

    Raises StillRunning while another request holds the key, and KeyReused when it was sent with something else.
    """
    if not _lock(by, key):
        raise StillRunning(_("The first request with this key is still running. Ask again in a moment."))
    kept = IdempotencyKey.objects.filter(service_id=by.desk.service_id, staff=by, key=key).first()
    if kept is None:
        return None
    if kept.created_at <= at - KEPT_FOR:
        kept.delete()
        return None
    if kept.request_hash != hash_of(request):
        raise KeyReused(_("This key was used for another request. Take a new one for each thing you send."))
    return kept


@transaction.atomic
def keep(
    *, key: str, request: object, status: int, answer: str, etag: str = "", by: Staff, at: datetime
) -> IdempotencyKey:
    """Keep what was answered, sealed: an answer may hold words that are unreadable at rest elsewhere."""
    return IdempotencyKey.objects.create(
        service_id=by.desk.service_id,
        staff=by,
        key=key,
        request_hash=hash_of(request),
        status=status,
        answer=base64.b64encode(encrypt(answer)).decode(),
        etag=etag,
        created_at=at,
    )


def answer_of(kept: IdempotencyKey) -> str:
    return decrypt(base64.b64decode(str(kept.answer)))


@transaction.atomic
def forget_old(*, service: Service, at: datetime) -> int:
    """Delete keys that are a month old; answers how many."""
    deleted, _by_model = IdempotencyKey.objects.filter(
        service=service, created_at__lte=at - KEPT_FOR
    ).delete()
    return deleted


def hash_of(request: object) -> str:
    """The same for two bodies that say the same, however their keys are ordered.

    Keyed: a telephone number that is sealed elsewhere could be guessed from a plain hash in an hour.
    """
    told = json.dumps(request, sort_keys=True, default=str)
    return salted_hmac("idempotency key", told, algorithm="sha256").hexdigest()


def _lock(by: Staff, key: str) -> bool:
    """A lock held until the request's transaction ends, so that its row is there to see when it is let go."""
    named = hashlib.sha256(f"{by.desk.service_id}:{by.pk}:{key}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_try_advisory_xact_lock(%s)", [int.from_bytes(named[:8], "big", signed=True)]
        )
        return cursor.fetchone()[0]
