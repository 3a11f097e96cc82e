"""Couples work waits for the partner worker; `fitting` says so, in the words it has for everything of this kind."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from programs.models import Group
from programs.models.program import Kind
from services.models import Client

log = logging.getLogger(__name__)


class SignOff(Protocol):
    """What `COUPLES_SIGN_OFF` names: True once the partner worker has signed couples work off for this man."""

    def __call__(self, *, client: Client, at: datetime) -> bool: ...


def never(*, client: Client, at: datetime) -> bool:
    """While nobody is asked, everybody waits."""
    return False


def waits(*, client: Client, group: Group, at: datetime) -> bool:
    """Is this couples work that is not signed off for him? Needs `group.program` loaded."""
    return group.program.kind == Kind.COUPLES and not _signed_off(client, at=at)


def _signed_off(client: Client, *, at: datetime) -> bool:
    check: SignOff = import_string(settings.COUPLES_SIGN_OFF)
    try:
        return check(client=client, at=at) is True
    except Exception as error:  # noqa: BLE001 (another answer than "wait" would say that something is known of her)
        # The kind of fault alone: what it says may be about somebody.
        log.error("The check of couples work failed: %s", type(error).__name__)
        return False
