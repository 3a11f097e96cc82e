"""Who runs a group: from a day, until another."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions import fitting
from programs.errors import AlreadyRunsIt
from programs.models import Facilitator, Group
from services.actions import audit
from services.errors import NotAcceptable
from services.models import Staff


@transaction.atomic
def add(*, group: Group, staff: Staff, since: date, by: Staff, at: datetime) -> Facilitator:
    """From this day on somebody runs the group: keeps its register and sees its men."""
    # The group's row is the lock: two colleagues naming the same person at once name him once.
    group = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if Facilitator.objects.filter(group=group, staff=staff).exclude(until__lt=since).exists():
        raise AlreadyRunsIt(_("%(name)s already runs this group then.") % {"name": staff.name})
    fitting.refuse_unfit_staff(staff=staff, group=group, at=at)
    facilitator = Facilitator.objects.create(
        service_id=group.service_id, group=group, staff=staff, since=since
    )
    audit.record(by=by, what="facilitator.added", about=group, at=at, staff=str(staff.pk))
    return facilitator


@transaction.atomic
def cover(
    *, group: Group, staff: Staff, covers: Staff, since: date, until: date, by: Staff, at: datetime
) -> Facilitator:
    """From a day until another somebody runs the group in the place of a colleague who is away."""
    group = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if until < since:
        raise NotAcceptable(
            _("The last day is before the first."), fields={"until": [_("Choose a later day.")]}
        )
    if staff.pk == covers.pk:
        raise NotAcceptable(_("Cover is for somebody else."), fields={"staff": [_("Choose somebody else.")]})
    running = Facilitator.objects.filter(group=group, since__lte=until).exclude(until__lt=since)
    if running.filter(staff=staff).exists():
        raise AlreadyRunsIt(_("%(name)s already runs this group then.") % {"name": staff.name})
    if not running.filter(staff=covers).exists():
        raise NotAcceptable(
            _("%(name)s does not run this group then.") % {"name": covers.name},
            fields={"covers": [_("Choose who is away.")]},
        )
    fitting.refuse_unfit_staff(staff=staff, group=group, at=at)
    facilitator = Facilitator.objects.create(
        service_id=group.service_id, group=group, staff=staff, covers=covers, since=since, until=until
    )
    audit.record(by=by, what="facilitator.covers", about=group, at=at, staff=str(staff.pk))
    return facilitator


@transaction.atomic
def end(*, facilitator: Facilitator, until: date, by: Staff, at: datetime) -> Facilitator:
    """Hand the group on. What is still owed can be done for a month after that day."""
    facilitator = (
        Facilitator.objects.select_for_update(of=("self",)).select_related("staff").get(pk=facilitator.pk)
    )
    if until < facilitator.since:
        raise NotAcceptable(
            _("This is before %(name)s began.") % {"name": facilitator.staff.name},
            fields={"until": [_("Choose a later day.")]},
        )
    facilitator.until = until
    facilitator.save(update_fields=["until"])
    audit.record(
        by=by, what="facilitator.ended", about=facilitator.group, at=at, staff=str(facilitator.staff_id)
    )
    return facilitator
