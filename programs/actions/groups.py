from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programs.actions import curricula, schedules
from programs.models import Facilitator, Group, Program
from services.actions import audit
from services.errors import NotAcceptable, Stale
from services.models import Site, Staff
from services.models.membership import Role

# Only where nobody has a place: where a series meets people, and what was agreed with whoever hosts it.
WITHOUT_NAMES = ("setting", "host", "agreed")
# How many run each session, and whether a man and a woman do.
STAFFED = ("facilitators_needed", "mixed")
FIELDS = ("name", "site", "room", "capacity", "entry", *STAFFED, "started_on", "ended_on", *WITHOUT_NAMES)


@transaction.atomic
def make(
    *,
    program: Program,
    name: str,
    site: Site | None = None,
    started_on: date,
    facilitators: Iterable[Staff] = (),
    recurrence: Mapping[str, Any] | None = None,
    by: Staff,
    at: datetime,
    **fields: object,
) -> Group:
    """Open a group, name who runs it and, with a recurrence, plan when it meets: all of it or nothing.

    `recurrence` is what `schedules.schedule` takes; `fields`: room, capacity, entry, ended_on.
    """
    _check_site(site, by=by)
    group = Group(
        service_id=program.service_id,
        program=program,
        name=name.strip(),
        site=site,
        started_on=started_on,
        curriculum=curricula.newest(program),
        **fields,
    )
    _check_days(group)
    _check_setting(group)
    group.full_clean(exclude=["service"])
    group.save()
    Facilitator.objects.bulk_create(
        Facilitator(service_id=group.service_id, group=group, staff=staff, since=started_on)
        for staff in facilitators
    )
    audit.record(by=by, what="group.made", about=group, at=at)
    if recurrence:
        schedules.schedule(group=group, **recurrence, by=by, at=at)
    return group


@transaction.atomic
def edit(*, group: Group, version: int | None = None, by: Staff, at: datetime, **fields: object) -> Group:
    """Change a group's name, place, size or days. Raises Stale when somebody else did in between."""
    group = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if version is not None and version != group.version:
        raise Stale(_("Somebody else changed this group since you opened it."), current=group)
    if "site" in fields and fields["site"] != group.site:
        _check_site(fields["site"], by=by)
    for name in FIELDS:
        if name in fields:
            setattr(group, name, fields[name])
    _check_days(group)
    _check_setting(group)
    group.version += 1
    group.full_clean(exclude=["service"])
    group.save()
    audit.record(by=by, what="group.edited", about=group, at=at)
    return group


def sites_led_by(staff: Staff) -> QuerySet[Site]:
    """Where this person may put a group."""
    sites = Site.objects.in_service_of(staff)
    if staff.desk.everywhere(Role.DIRECTOR):
        return sites
    return sites.filter(pk__in=staff.desk.sites_of(Role.DIRECTOR))


def _check_site(site: object, *, by: Staff) -> None:
    """A director of some sites makes groups at these, and would not find one without a site again."""
    if by.desk.everywhere(Role.DIRECTOR) or (
        isinstance(site, Site) and site.pk in by.desk.sites_of(Role.DIRECTOR)
    ):
        return
    raise NotAcceptable(
        _("You lead no groups there."), fields={"site": [_("Choose one of the sites you lead.")]}
    )


def _check_setting(group: Group) -> None:
    said = [name for name in WITHOUT_NAMES if getattr(group, name)]
    if said and group.program.takes_names:
        only = _("Leave it empty: men have places here.")
        raise NotAcceptable(
            _("Only prevention and outreach have a setting and a host."),
            fields={name: [only] for name in said},
        )


def _check_days(group: Group) -> None:
    if group.started_on and group.ended_on and group.ended_on < group.started_on:
        raise NotAcceptable(
            _("A group cannot end before it starts."), fields={"ended_on": [_("Choose a later day.")]}
        )
