from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from programs.models import Facilitator, Group, Program
from services.actions import audit
from services.models import Site, Staff


@transaction.atomic
def make(
    *,
    program: Program,
    name: str,
    site: Site | None = None,
    started_on: date,
    facilitators: Iterable[Staff] = (),
    by: Staff,
    at: datetime,
    **fields: object,
) -> Group:
    """Open a group and name who runs it. `fields`: room, capacity, entry, ended_on."""
    group = Group(
        service_id=program.service_id,
        program=program,
        name=name.strip(),
        site=site,
        started_on=started_on,
        **fields,
    )
    group.full_clean(exclude=["service"])
    group.save()
    Facilitator.objects.bulk_create(
        Facilitator(service_id=group.service_id, group=group, staff=staff, since=started_on)
        for staff in facilitators
    )
    audit.record(by=by, what="group.made", about=group, at=at)
    return group
