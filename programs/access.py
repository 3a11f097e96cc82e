"""What makes a man somebody's own, on this floor."""

from __future__ import annotations

from django.db.models import QuerySet

from programs.models import Enrollment
from services.access import Role


def own_men(staff) -> QuerySet:
    """Ids of men with a place in a group this person runs, or at a site this person directs or takes calls for."""
    if not staff.desk.has(Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR):
        return Enrollment.objects.none().values("client")
    return Enrollment.objects.visible_to(staff).values("client")
