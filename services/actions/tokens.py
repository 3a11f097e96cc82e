from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.db import connection, transaction

from services.actions import audit
from services.models import ApiToken, Membership, Service, Staff
from services.models.membership import Role
from services.wall import set_frame

BY_CASELOAD = (Role.COUNSELOR, Role.PEER, Role.PARTNER_WORKER)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make(
    *, service: Service, role: str, acts_as: Staff | None = None, name: str = "", by: Staff, at: datetime
) -> tuple[ApiToken, str]:
    """A new token and its one showing. Without `acts_as` it is a staff row of its own that cannot log in."""
    secret = f"al_{secrets.token_urlsafe(32)}"
    if acts_as is None:
        acts_as = Staff.objects.make(
            email=f"token-{secrets.token_hex(6)}@house.invalid", name=name or "API token", can_log_in=False
        )
        Membership.objects.create(service=service, staff=acts_as, role=role)
    token = ApiToken.objects.create(
        service=service, staff=acts_as, role=role, name=name, token_hash=hash_of(secret), created_at=at
    )
    audit.record(by=by, what="token.made", about=token, at=at, role=role)
    return token, secret


def behind(secret: str) -> ApiToken | None:
    """The token somebody holds, with its staff row and service; the wall shows it only to whoever names its hash."""
    set_frame(token=hash_of(secret))
    held = ApiToken.objects.filter(token_hash=hash_of(secret), revoked_at=None, staff__is_active=True)
    token = held.select_related("staff", "service").first()
    if token is None:
        set_frame()
    return token


def is_known(secret: str) -> bool:
    """Does this token open anything? One statement outside every frame (migration 0005_tally)."""
    with connection.cursor() as cursor:
        cursor.execute("select token_is_known(%s)", [hash_of(secret)])
        return cursor.fetchone()[0]


@transaction.atomic
def revoke(*, token: ApiToken, by: Staff, at: datetime) -> ApiToken:
    """Close a token at once; what it did stays."""
    token = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        audit.record(by=by, what="token.revoked", about=token, at=at)
    return token
