"""What makes a man somebody's own, on this floor."""

from __future__ import annotations

from django.db.models import QuerySet

from followups.models import FollowUp
from services.access import KNOW_HIM, Role, colleagues_of
from services.models import Staff

READERS = (Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR)


def own_men(staff) -> QuerySet:
    """Ids of men to whom this person owes something."""
    return FollowUp.objects.owed_by(staff).exclude(client=None).values("client")


def may_hold(staff, *, names_a_man: bool) -> QuerySet[Staff]:
    """Colleagues on whose list it may stand: peers only what names nobody."""
    return colleagues_of(staff, *(KNOW_HIM if names_a_man else READERS))
