"""Who must not meet: asked before a man gets a place and before somebody runs a group. Nothing of it is ever said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from programs.models import Enrollment, Facilitator, Group
from referrals.models import KeptApart
from services.models import Client, Staff


def unfit(*, client: Client, groups: Collection[Group], at: datetime) -> set[UUID]:
    """Groups with a man, or run by somebody, this one is kept apart from. Always three questions."""
    keys = [group.pk for group in groups]
    pairs = KeptApart.objects.in_force().filter(service_id=client.service_id)
    found = list(
        pairs.filter(Q(client=client.pk) | Q(other=client.pk)).values_list("client", "other", "staff")
    )
    men = {key for first, second, _staff in found for key in (first, second)} - {client.pk, None}
    staff = {key for *_men, key in found if key}
    places = Enrollment.objects.filter(
        service_id=client.service_id, group__in=keys, client__in=men or {client.pk}
    )
    beside = places.open().exclude(client=client.pk).values_list("group", flat=True)
    runs = Facilitator.objects.filter(
        service_id=client.service_id, group__in=keys, staff__in=staff or {client.pk}
    )
    run_by = runs.exclude(until__lt=timezone.localdate(at)).values_list("group", flat=True)
    return set(beside) | set(run_by)


def unfit_staff(*, staff: Staff, group: Group, at: datetime) -> bool:
    """Has a man this person must not meet a place there?"""
    kept = KeptApart.objects.in_force().filter(service_id=group.service_id, staff_id=staff.pk)
    return Enrollment.objects.filter(group=group, client__in=kept.values("client")).open().exists()
