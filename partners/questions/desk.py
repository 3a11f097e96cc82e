"""Her worker's desk: who waits for a call, since when, and with whom."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q

from partners.access import about_own_man, openable_by, workers_of
from partners.models import Enquiry
from services.access import Role
from services.models import Staff

BY = ("received_at", "id")
# What a line of the list shows; everything else stays sealed until somebody opens it.
SHOWN = ("id", "service_id", "relation", "her_name", "received_at", "first_answered_at", "closed_at", "owner_id",
         "outcome", "door")  # fmt: skip


def counts(rows, *, staff: Staff) -> dict[str, int]:
    """How many are open: all, mine, nobody's, and those nobody has talked with yet."""
    return rows.open().aggregate(
        everybody=Count("pk"),
        waiting=Count("pk", filter=Q(first_answered_at=None)),
        mine=Count("pk", filter=Q(owner_id=staff.pk)),
        nobodys=Count("pk", filter=Q(owner_id=None)),
    )


def names_of(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Colleagues by their id, as people here call them."""
    wanted = {pk for pk in ids if pk}
    return dict(Staff.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def kept_from(staff: Staff) -> tuple[set[UUID], bool]:
    """Open enquiries about men this person works with, and whether nobody else is there to take them.

    Asked only of somebody who also runs groups; a worker of the wing alone keeps nothing from herself.
    """
    if not staff.desk.has(Role.COUNSELOR, Role.PEER):
        return set(), False
    visible = Enquiry.objects.visible_to(staff).open()
    hidden = set(visible.exclude(pk__in=openable_by(staff).values("pk")).values_list("pk", flat=True))
    hidden |= {each.pk for each in openable_by(staff).open() if about_own_man(staff, each)}
    others = set(workers_of(staff.desk.service_id)) - {staff.pk}
    return hidden, bool(hidden) and not others
