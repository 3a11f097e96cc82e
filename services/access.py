"""Who may do what: a person sits at a desk in one service, with the roles held there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from services.models import CaseCover, Client, Membership, Service, Staff
from services.models.membership import Role

EVERY_SITE = None
# Who knows a man by more than his first name.
KNOW_HIM = (Role.INTAKE, Role.COUNSELOR, Role.DIRECTOR)
# Whom each may bring in, and let go again.
MAY_INVITE: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.DIRECTOR: frozenset({Role.INTAKE, Role.COUNSELOR, Role.PEER}),
}


@dataclass(frozen=True)
class Desk:
    """The service somebody sits in, the day, and for each role the sites it reaches (None: every site)."""

    service: Service
    on: date
    sites: Mapping[str, frozenset[UUID] | None]

    @property
    def service_id(self) -> UUID:
        return self.service.id

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(self.sites)

    def has(self, *roles: str) -> bool:
        """Does the person hold one of these roles, wherever?"""
        return any(role in self.sites for role in roles)

    def everywhere(self, *roles: str) -> bool:
        """Does one of these roles reach every site?"""
        return any(role in self.sites and self.sites[role] is EVERY_SITE for role in roles)

    def sites_of(self, *roles: str) -> frozenset[UUID]:
        """The named sites these roles reach; ask `everywhere` first."""
        return frozenset().union(*(self.sites.get(role) or frozenset() for role in roles))


def desk_of(staff: Staff, service: Service, *, on: date) -> Desk:
    """What a person may be in a service today: the union of the memberships held there."""
    held = Membership.objects.current().filter(service=service, staff=staff).values_list("role", "site_id")
    return Desk(service=service, on=on, sites=sites_by_role(held))


def sites_by_role(held: Iterable[tuple[str, UUID | None]]) -> dict[str, frozenset[UUID] | None]:
    """(role, site) pairs as a desk holds them; a role without a site reaches every site."""
    sites: dict[str, frozenset[UUID] | None] = {}
    for role, site_id in held:
        if site_id is None or sites.get(role, frozenset()) is EVERY_SITE:
            sites[role] = EVERY_SITE
        else:
            sites[role] = (sites.get(role) or frozenset()) | {site_id}
    return sites


def desk_of_the_house(service: Service, *, on: date) -> Desk:
    """The desk of sweeps and commands: the whole service, in the roles that care for it."""
    return Desk(service=service, on=on, sites=dict.fromkeys((Role.INTAKE, Role.DIRECTOR), EVERY_SITE))


def seat(staff: Staff, service: Service, *, on: date) -> Staff:
    """Sit somebody down in a service; one query. Without a role there, everything is empty."""
    staff.desk = desk_of(staff, service, on=on)
    return staff


def the_house(service: Service, *, on: date) -> Staff:
    """The program itself, at its desk in a service: who sweeps and commands act as."""
    house = Staff.objects.the_house()
    house.desk = desk_of_the_house(service, on=on)
    return house


def staff_with(*roles: str, everywhere: bool = False) -> Callable:
    """Only people who hold one of these roles here, or at every site; for everybody else the page is not there."""

    def guard(view: Callable) -> Callable:
        @wraps(view)
        @login_required
        def guarded(request, *args, **kwargs):
            desk = request.user.desk
            if not (desk.everywhere(*roles) if everywhere else desk.has(*roles)):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)
        return guarded

    return guard


def covered_men(staff: Staff) -> QuerySet:
    """Ids of men whom a director put into this person's care for these days."""
    return CaseCover.objects.men_of(staff)


def name_for(staff: Staff, client: Client) -> str:
    """What a page calls him: first name and initial; for a peer, his first name alone."""
    if staff.desk.has(*KNOW_HIM):
        return client.short_name
    return client.first_name or _("A man")


def colleagues_of(staff: Staff, *roles: str) -> QuerySet[Staff]:
    """People of the same service who hold one of these roles and can log in, by name."""
    held = Membership.objects.visible_to(staff).filter(role__in=roles).values("staff")
    return Staff.objects.filter(pk__in=held, can_log_in=True, is_active=True).order_by("name", "id")


def led_by(staff: Staff, *roles: str) -> QuerySet[Staff]:
    """People who work where this person holds one of these roles: at every site, or at a site of theirs."""
    here, desk = Staff.objects.visible_to(staff), staff.desk
    if desk.everywhere(*roles):
        return here
    reached = Q(site=None) | Q(site__in=desk.sites_of(*roles))
    working = Membership.objects.in_service_of(staff).current().filter(reached)
    return here.filter(pk__in=working.values("staff")) if desk.has(*roles) else here.none()


def may_invite(staff: Staff) -> frozenset[str]:
    """The roles this person may give to others, and take away."""
    return frozenset().union(*(MAY_INVITE.get(role, frozenset()) for role in staff.desk.roles))


def may_give(staff: Staff, role: str, site_id: UUID | None) -> bool:
    """May this person give, or take away, this role at this site (None: every site)?

    Asked of the very role that gives it: a director of every site who is administrator of one makes no
    administrator of another.
    """
    givers = [giver for giver, given in MAY_INVITE.items() if role in given]
    return staff.desk.everywhere(*givers) or site_id in staff.desk.sites_of(*givers)
