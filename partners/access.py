"""Who works on this side, who writes at its doors, and whose enquiries a worker may never open."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from partners.models import Enquiry, Tie
from partners.questions.looking_down import speaks_of
from programs.models import Enrollment
from referrals.access import RECEIVERS
from services.access import Role, covered_men
from services.models import Client, Membership, Service, Staff

WORKERS = (Role.PARTNER_WORKER,)
# Who takes calls at the front desk: they write at the door and read nothing back.
WRITERS = RECEIVERS
# Whoever runs groups may be the one who works with him.
RUN_GROUPS = (Role.COUNSELOR, Role.PEER)


def workers_of(service_id: UUID) -> list[UUID]:
    """Ids of those who read what comes in. Without any, no door keeps anything."""
    held = Membership.objects.current().filter(service_id=service_id, role=Role.PARTNER_WORKER)
    return list(held.filter(staff__is_active=True).values_list("staff_id", flat=True).distinct())


def has_worker(service: Service) -> bool:
    return bool(workers_of(service.pk))


def own_men(staff: Staff):
    """Ids of men this person works with: in groups of theirs, or in their care; records made one with theirs, too."""
    in_groups = Q(pk__in=Enrollment.objects.in_own_groups(staff).values("client"))
    own = Client.objects.in_service_of(staff).filter(in_groups | Q(pk__in=covered_men(staff))).values("pk")
    return Client.objects.in_service_of(staff).filter(Q(pk__in=own) | Q(merged_into__in=own)).values("pk")


def openable_by(staff: Staff):
    """Enquiries this person may open, as far as a connection says; a likeness is looked for when one is opened."""
    rows = Enquiry.objects.visible_to(staff)
    if not staff.desk.has(*RUN_GROUPS):
        return rows
    tied = Tie.objects.visible_to(staff).standing().filter(man_id__in=own_men(staff))
    return rows.exclude(pk__in=tied.values("enquiry"))


def about_own_man(staff: Staff, enquiry: Enquiry) -> bool:
    """Is it about a man this person works with? Then it is for a colleague of the wing."""
    return staff.desk.has(*RUN_GROUPS) and speaks_of(enquiry, men=own_men(staff), staff=staff)


def openable(staff: Staff, rows: Iterable[Enquiry]) -> list[Enquiry]:
    """Those of a few that this person may open: of the others not even the caller's name is listed."""
    return [each for each in rows if not about_own_man(staff, each)]


def one_openable(staff: Staff, pk: UUID) -> Enquiry:
    """The enquiry of this id, or a 404: also when it speaks of a man she works with."""
    enquiry = openable_by(staff).with_danger().with_tie().filter(pk=pk).first()
    if enquiry is None or about_own_man(staff, enquiry):
        raise Http404
    return enquiry
