from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.models import Facilitator, Group, Program
from services.actions import audit
from services.errors import NotAcceptable, Stale
from services.models import Site, Staff

FIELDS = ("name", "site", "room", "capacity", "entry", "started_on", "ended_on")


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


@transaction.atomic
def edit(*, group: Group, version: int | None = None, by: Staff, at: datetime, **fields: object) -> Group:
    """Change a group's name, place, size or days. Raises Stale when somebody else did in between."""
    group = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if version is not None and version != group.version:
        raise Stale(_("Somebody else changed this group since you opened it."), current=group)
    for name in FIELDS:
        if name in fields:
            setattr(group, name, fields[name])
    if group.started_on and group.ended_on and group.ended_on < group.started_on:
        raise NotAcceptable(
            _("A group cannot end before it starts."), fields={"ended_on": [_("Choose a later day.")]}
        )
    group.version += 1
    group.full_clean(exclude=["service"])
    group.save()
    audit.record(by=by, what="group.edited", about=group, at=at)
    return group
