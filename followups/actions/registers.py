"""Registers that nobody finished: asked for an hour after the group, and done with the last mark."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from followups.models import FollowUp
from followups.models.follow_up import Kind, Status
from programs.actions import group_sessions, pauses
from programs.models import Attendance, Facilitator, GroupSession
from services.actions import audit
from services.models import Service, Staff
from services.wall import acting_as

GRACE = timedelta(hours=1)
# How far back a gap is still asked for; older ones stand in the report of unrecorded sessions.
REACH = timedelta(days=14)


def sweep(*, service: Service, at: datetime) -> int:
    """Begin pauses that are due, freeze rosters of sessions that ended, close what a last mark has done, ask for gaps.

    Run it as often as you like, from as many workers: the database keeps one open row for each session.
    """
    with acting_as(service=service.pk, roles=["director"]):
        pauses.begin_due(service_id=service.pk, on=at.astimezone(ZoneInfo(service.zone)).date())
        group_sessions.freeze_rosters(service_id=service.pk, at=at)
        pauses.let_off_gaps(service_id=service.pk)
        close_filled(service=service, at=at)
        return ask_for_registers(service=service, at=at)


@transaction.atomic
def close_filled(*, service: Service, at: datetime) -> int:
    """Write down that a register is full: done by whoever made the last mark, then. Answers how many."""
    marks = Attendance.objects.filter(session=OuterRef("session")).exclude(outcome=None)
    last = marks.exclude(marked_by=None).order_by("-marked_at", "-id")
    filled = list(
        FollowUp.objects.filter(service=service)
        .open()
        .filled()
        .annotate(
            last_by=Subquery(last.values("marked_by")[:1]), last_at=Subquery(last.values("marked_at")[:1])
        )
        .exclude(last_by=None)
        .select_for_update(of=("self",), skip_locked=True)
    )
    for follow_up in filled:
        follow_up.status, follow_up.closed_by_id = Status.DONE, follow_up.last_by
        # Not before it was asked for: the last mark and the asking may have crossed.
        follow_up.closed_at = max(follow_up.last_at, follow_up.opened_at)
        follow_up.version += 1
        follow_up.save(update_fields=["status", "closed_by", "closed_at", "version"])
        audit.record(by=Staff.objects.the_house(), what="follow_up.filled", about=follow_up, at=at)
    return len(filled)


@transaction.atomic
def ask_for_registers(*, service: Service, at: datetime) -> int:
    """Open what is owed for sessions that ended an hour ago with somebody unmarked; answers how many are new."""
    new = [
        FollowUp(
            service=service,
            kind=Kind.REGISTER_OWED,
            owner_id=owner,
            site_id=session.group.site_id,
            session=session,
            due_at=at if session.asked_before else session.ends_at + GRACE,
            opened_at=at,
        )
        for session in _to_ask_for(service, at)
        if (owner := _who_keeps_it(session))
    ]
    # Two workers may come here together: the unique key lets one row in, and the other is not an error.
    return len(FollowUp.objects.bulk_create(new, ignore_conflicts=True)) if new else 0


def _to_ask_for(service: Service, at: datetime) -> QuerySet[Any]:
    """Sessions with gaps for which nothing is open, and whose gaps nobody has explained."""
    asked = FollowUp.objects.filter(session=OuterRef("pk"), kind=Kind.REGISTER_OWED)
    taken_back = Attendance.objects.filter(
        session=OuterRef("session"), outcome=None, marked_at__gt=OuterRef("closed_at")
    )
    # Closed with words, somebody meant the gap to stay. A mark taken back since is a new gap.
    explained = asked.filter(status=Status.DONE).exclude(outcome="").filter(~Exists(taken_back))
    return (
        GroupSession.objects.filter(service=service, ends_at__lte=at - GRACE, ends_at__gt=at - REACH)
        .with_gaps(at=at)
        .filter(~Exists(asked.open()), ~Exists(explained))
        .annotate(asked_before=Exists(asked))
        .select_related("group")
    )


def _who_keeps_it(session: GroupSession) -> UUID | None:
    """The facilitator longest with the group on that day."""
    running = Facilitator.objects.filter(group_id=session.group_id, since__lte=session.session_on)
    return (
        running.exclude(until__lt=session.session_on)
        .order_by("since", "id")
        .values_list("staff_id", flat=True)
        .first()
    )
