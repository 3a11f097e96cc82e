"""A first contact, noted whole: the man, his number with its rule, and the referral; all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from referrals.actions import referrals
from referrals.models import Referral
from services.actions import clients
from services.models import Client, ContactRule, Staff


@transaction.atomic
def receive(
    *,
    client: Client | None,
    person: Mapping[str, Any],
    phone: str = "",
    rule: Mapping[str, Any] | None = None,
    by: Staff,
    at: datetime,
    **referral: Any,
) -> Referral:
    """Note a man who reached us. With `client` he is one we know: a new episode for him, never a second file.

    `rule` holds only what he allowed: what he allowed before about the same number is not taken back here.
    """
    if client is None:
        client = clients.make(service=by.desk.service, nameless=True, by=by, at=at, **person)
    if phone.strip():
        clients.add_contact(
            client=client, kind=ContactRule.Kind.PHONE, value=phone, by=by, at=at, **(rule or {})
        )
    return referrals.receive(client=client, by=by, at=at, **referral)
