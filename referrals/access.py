"""What makes a man somebody's own, on this floor, and who may know which door he came through."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from referrals.models import KeptApart, Referral
from services.access import Role, colleagues_of
from services.models import Staff

# Who reads referrals and moves them on; a counselor those of own men.
TRIAGERS = (Role.INTAKE, Role.COUNSELOR, Role.DIRECTOR)
# Who writes a first contact down, and knows the door.
RECEIVERS = (Role.INTAKE, Role.DIRECTOR)


def not_their_men(staff) -> QuerySet:
    """Ids of men whom this person must not meet at work: their pages are not there."""
    return KeptApart.objects.men_kept_from(staff)


def own_men(staff) -> QuerySet:
    """Ids of men whose referral this person may see: of the site, or held by the person. His groups' men are told below."""
    return Referral.objects.in_hand_of(staff).values("client")


def knows_the_door(staff, referral: Referral) -> bool:
    """Who sent him is for intake and directors of the site: a counselor meets the man, not his door."""
    desk = staff.desk
    return desk.everywhere(*RECEIVERS) or referral.site_id in desk.sites_of(*RECEIVERS)


def who_may_hold(staff, referral: Referral) -> QuerySet[Staff]:
    """Colleagues who call men back; and whoever has it now, also when that role has ended."""
    colleagues = colleagues_of(staff, *TRIAGERS).values("pk")
    return Staff.objects.filter(Q(pk__in=colleagues) | Q(pk=referral.owner_id)).order_by("name", "id")
