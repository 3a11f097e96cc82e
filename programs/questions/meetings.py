"""The meetings of one group around today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from programs.models import Group, GroupSession
from programs.models.attendance import CAME
from services.models import Staff

BEFORE, AHEAD = 6, 4


def told(staff: Staff, group: Group) -> QuerySet[GroupSession]:
    """Each with how many were expected, marked and came, and whether its register has gaps."""
    return (
        GroupSession.objects.visible_to(staff)
        .filter(group=group)
        .annotate(
            expected=Count("attendances"),
            marked=Count("attendances", filter=Q(attendances__outcome__isnull=False)),
            came=Count("attendances", filter=Q(attendances__outcome__in=CAME)),
            unrecorded=Q(roster_frozen_at=None) | Q(expected__gt=F("marked")),
        )
    )


def around(
    staff: Staff, group: Group, *, at: datetime
) -> tuple[Sequence[GroupSession], Sequence[GroupSession]]:
    """The last that began, the latest first, and the next to come, the soonest first. One query."""
    sessions = GroupSession.objects.visible_to(staff).filter(group=group)
    last = sessions.filter(starts_at__lte=at).order_by("-starts_at", "-id")
    to_come = sessions.filter(starts_at__gt=at).order_by("starts_at", "id")
    near = Q(pk__in=last.values("pk")[:BEFORE]) | Q(pk__in=to_come.values("pk")[:AHEAD])
    shown = list(told(staff, group).filter(near).order_by("starts_at", "id"))
    began = [session for session in shown if session.starts_at <= at]
    return began[::-1], shown[len(began) :]
