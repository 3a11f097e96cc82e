"""Who is away, from a day until another. Why is nobody's business, and is not asked."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from services.access import led_by
from services.actions import audit
from services.errors import NotAcceptable, Refused, Stale
from services.models import Leave, Staff
from services.models.membership import Role

LEADERS = (Role.DIRECTOR, Role.ADMINISTRATOR)
MOST_DAYS = 732


@transaction.atomic
def add(*, staff: Staff, since: date, until: date, by: Staff, at: datetime) -> Leave:
    """Write down that somebody is away: oneself, or a colleague by whoever leads here. Twice at once is refused."""
    # The person's row is the lock: two who write down the same days write them once.
    Staff.objects.select_for_update(of=("self",)).get(pk=staff.pk)
    leave = Leave(service=by.desk.service, staff=staff, since=since, until=until)
    _check(leave, by=by)
    leave.save()
    audit.record(by=by, what="leave.added", about=leave, at=at)
    return leave


@transaction.atomic
def edit(*, leave: Leave, version: int | None = None, by: Staff, at: datetime, **fields: date) -> Leave:
    """Back sooner, or later. Raises Stale when somebody else changed it in between."""
    leave = Leave.objects.select_for_update(of=("self",)).get(pk=leave.pk)
    if version is not None and version != leave.version:
        raise Stale(_("Somebody else changed this since you opened it."), current=leave)
    leave.since, leave.until = fields.get("since", leave.since), fields.get("until", leave.until)
    _check(leave, by=by)
    leave.version += 1
    leave.save()
    audit.record(by=by, what="leave.edited", about=leave, at=at)
    return leave


@transaction.atomic
def remove(*, leave: Leave, by: Staff, at: datetime) -> None:
    """Not away after all. Whoever was named to cover stays named."""
    if not may_write(by, leave.staff):
        raise Refused(_("This is for your director to write down."))
    audit.record(by=by, what="leave.removed", about=leave, at=at)
    leave.delete()


def may_write(by: Staff, staff: Staff) -> bool:
    """One's own, and those of whoever works where one leads; no other site's."""
    own, everywhere = staff.pk == by.pk, by.desk.everywhere(*LEADERS)
    return own or everywhere or led_by(by, *LEADERS).filter(pk=staff.pk).exists()


def whose(by: Staff) -> QuerySet[Staff]:
    """Those whose days away this person writes down."""
    mine = Q(pk=by.pk) | Q(pk__in=led_by(by, *LEADERS).values("pk"))
    return Staff.objects.visible_to(by).filter(mine).order_by("name", "id")


def _check(leave: Leave, *, by: Staff) -> None:
    if not may_write(by, leave.staff):
        raise Refused(_("This is for your director to write down."))
    if leave.until < leave.since:
        raise NotAcceptable(
            _("The last day is before the first."), fields={"until": [_("Choose a later day.")]}
        )
    if (leave.until - leave.since).days >= MOST_DAYS:
        raise NotAcceptable(
            _("That is more than two years."), fields={"until": [_("Choose an earlier day.")]}
        )
    others = Leave.objects.in_service_of(by).filter(staff=leave.staff).exclude(pk=leave.pk)
    if others.between(leave.since, leave.until).exists():
        raise Refused(_("Some of these days are written down already."))
