"""Registers that nobody finished: asked for an hour after the group, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from followups.models import FollowUp
from followups.models.follow_up import Kind
from programs.actions import group_sessions
from programs.models import Facilitator, GroupSession
from services.models import Service
from services.wall import acting_as

GRACE = timedelta(hours=1)
# How far back a gap is still asked for; older ones stand in the report of unrecorded sessions.
REACH = timedelta(days=14)


def sweep(*, service: Service, at: datetime) -> int:
    """Freeze rosters of sessions that ended, and open `register_owed` for those with gaps.

    Run it as often as you like, from as many workers: the database keeps one row for each session.
    """
    with acting_as(service=service.pk, roles=["director"]):
        group_sessions.freeze_rosters(service_id=service.pk, at=at)
        return ask_for_registers(service=service, at=at)


@transaction.atomic
def ask_for_registers(*, service: Service, at: datetime) -> int:
    """Open what is owed for sessions that ended an hour ago with somebody unmarked; answers how many are new."""
    owed = (
        GroupSession.objects.filter(service=service, ends_at__lte=at - GRACE, ends_at__gt=at - REACH)
        .with_gaps(at=at)
        .exclude(follow_ups__kind=Kind.REGISTER_OWED)
        .select_related("group")
    )
    new = [
        FollowUp(
            service=service,
            kind=Kind.REGISTER_OWED,
            owner_id=owner,
            site_id=session.group.site_id,
            session=session,
            due_at=session.ends_at + GRACE,
            opened_at=at,
        )
        for session in owed
        if (owner := _who_keeps_it(session))
    ]
    # Two workers may come here together: the unique key lets one row in, and the other is not an error.
    return len(FollowUp.objects.bulk_create(new, ignore_conflicts=True)) if new else 0


def _who_keeps_it(session: GroupSession) -> UUID | None:
    """The facilitator longest with the group on that day."""
    running = Facilitator.objects.filter(group_id=session.group_id, since__lte=session.session_on)
    return (
        running.exclude(until__lt=session.session_on)
        .order_by("since", "id")
        .values_list("staff_id", flat=True)
        .first()
    )
