"""Who may ask how much: counts for those who plan, the men behind them only for those who work with them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from programs.models import Enrollment, Group
from services.access import Role

READERS = (Role.INTAKE, Role.COUNSELOR, Role.DIRECTOR, Role.PARTNER_WORKER, Role.RESEARCHER)
COUNTING_BY_SITE = (Role.INTAKE, Role.DIRECTOR, Role.PARTNER_WORKER, Role.RESEARCHER)
# How a man came: told by the sites where somebody takes calls or counts, never by the groups somebody runs.
DOOR = ("source", "pressure")
OPENING = {Role.DIRECTOR, Role.COUNSELOR, Role.PEER, Role.ADMINISTRATOR}


def sees_every_place(staff) -> bool:
    return staff.desk.everywhere(*COUNTING_BY_SITE)


def counted_groups(staff, *, by: str = "") -> QuerySet[Group]:
    """Groups whose men this person's reports count: of the sites, or, unless split by door, those a counselor runs."""
    rows = Group.objects.in_service_of(staff)
    if sees_every_place(staff):
        return rows
    counted = Q(site__in=staff.desk.sites_of(*COUNTING_BY_SITE))
    if staff.desk.has(Role.COUNSELOR) and by not in DOOR:
        counted |= Q(pk__in=Group.objects.visible_to(staff))
    return rows.filter(counted)


def counted_enrollments(staff, *, by: str) -> QuerySet[Enrollment]:
    rows = Enrollment.objects.in_service_of(staff)
    if sees_every_place(staff):
        return rows
    return rows.filter(group__in=counted_groups(staff, by=by))


def opens_the_men(staff) -> bool:
    """May this person open the records behind every figure shown? If not, small counts are hidden."""
    desk = staff.desk
    return desk.everywhere(Role.DIRECTOR) or (
        desk.has(Role.DIRECTOR, Role.COUNSELOR) and set(desk.roles) <= OPENING
    )


def may_split_by(staff, dimension: str) -> bool:
    """How a man came is not for those who run his group; which pair keeps its men is for a supervisor."""
    if dimension in DOOR:
        return staff.desk.has(*COUNTING_BY_SITE)
    if dimension == "facilitator":
        return staff.desk.has(Role.DIRECTOR)
    if dimension == "man":
        return opens_the_men(staff)
    return True
