"""How things stand between him and a partner, as he told it on a day. The newest counts; what he told before stays."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from services.actions import audit
from services.codes import known
from services.errors import NotAcceptable
from services.models import Client, RelationshipStatus, Staff
from services.models.relationship_status import Status


@transaction.atomic
def tell(
    *, client: Client, status: str, since: date | None = None, told_on: date, by: Staff, at: datetime
) -> RelationshipStatus:
    """Keep what he told, with its day. The same again is no news and adds nothing."""
    status = known(Status, status, field="relationship_status")
    if since and since > told_on:
        raise NotAcceptable(
            _("This day is still to come."), fields={"relationship_since": [_("Choose today or earlier.")]}
        )
    newest = RelationshipStatus.objects.filter(client=client).first()
    if newest and newest.status == status and since in (None, newest.since):
        return newest
    told = RelationshipStatus.objects.create(
        service_id=client.service_id, client=client, status=status, since=since, told_on=told_on, by=by, at=at
    )
    audit.record(by=by, what="relationship.told", about=told, at=at)
    return told
