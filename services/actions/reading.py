from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from services.errors import NotAcceptable
from services.models import AccessEvent, Staff

SHORTEST = 10


def reason_stands(*, what: str, about_id: UUID, by: Staff, at: datetime) -> bool:
    """Did this person say why within the last hour?"""
    return AccessEvent.objects.opens(what=what, about_id=about_id, by=by, at=at).exists()


@transaction.atomic
def give_reason(*, what: str, about_id: UUID, reason: str, by: Staff, at: datetime) -> AccessEvent:
    """Say why a record is opened that asks for a reason. It opens for an hour, and what was said stays."""
    if len(reason.strip()) < SHORTEST:
        raise NotAcceptable(
            _("Say in a few words why you open this."),
            fields={"reason": [_("A few words are enough: what are you looking for?")]},
        )
    return AccessEvent.objects.create(
        service_id=by.desk.service_id, by=by, what=what, about_id=about_id, reason=reason.strip()[:300], at=at
    )
