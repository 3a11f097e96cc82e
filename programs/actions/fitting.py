"""Whether a group fits a man as far as people are concerned. One sentence, whatever the cause: a cause tells a secret.

The floors above know whom he must not meet, and what a partner said; each says so by a function named in settings.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from programs.actions import sign_offs
from programs.errors import DoesNotFit
from programs.models import Group
from services.models import Client, Staff

log = logging.getLogger(__name__)


Answer = TypeVar("Answer")


class PlacementCheck(Protocol):
    """What `PLACEMENT_CHECKS` names: those of the groups in which this man must not sit."""

    def __call__(self, *, client: Client, groups: Collection[Group], at: datetime) -> set[UUID]: ...


class StaffingCheck(Protocol):
    """What `STAFFING_CHECKS` names: True when this person must not run this group."""

    def __call__(self, *, staff: Staff, group: Group, at: datetime) -> bool: ...


def words() -> str:
    """The one sentence, in the language of whoever reads it."""
    return _("This group does not fit him at the moment.")


def unfit(*, client: Client, groups: Collection[Group], at: datetime) -> set[UUID]:
    """Groups in which he cannot have a place, and nobody says why. Every check is asked, whatever another one said:
    how long an answer takes tells nothing either. Needs `program` loaded on each."""
    found = {group.pk for group in groups if sign_offs.waits(client=client, group=group, at=at)}
    everywhere = {group.pk for group in groups}
    for path in settings.PLACEMENT_CHECKS:
        check: PlacementCheck = import_string(path)
        found |= set(_asked(check, everywhere, client=client, groups=groups, at=at)) & everywhere
    return found


def refuse_unfit(*, client: Client, group: Group, at: datetime) -> None:
    """Raises DoesNotFit. Asked before anything else of the group, so that a full one answers in no other words."""
    if unfit(client=client, groups=[group], at=at):
        raise DoesNotFit(words())


def refuse_unfit_staff(*, staff: Staff, group: Group, at: datetime) -> None:
    """Raises DoesNotFit for somebody who must not meet one of its men at work."""
    checks = [import_string(path) for path in settings.STAFFING_CHECKS]
    said = [_asked(check, True, staff=staff, group=group, at=at) for check in checks]
    if any(said):
        raise DoesNotFit(_("%(name)s cannot run this group at the moment.") % {"name": staff.name})


def _asked(check: Callable[..., Answer], if_broken: Answer, **about: object) -> Answer:
    try:
        return check(**about)
    except Exception as error:  # noqa: BLE001 (an error page would say that somebody is known there)
        # The kind of fault alone: what it says may be about somebody.
        log.error("A check of who may meet whom failed: %s", type(error).__name__)
        return if_broken
