"""How the service answers its doors, as its director says."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from referrals.models import FrontDesk
from services.actions import audit
from services.errors import NotAcceptable, Stale
from services.models import Service, Staff

FIELDS = (
    "doors_open",
    "phone",
    "crisis_numbers",
    "other_help",
    "read_within_hours",
    "hours_today",
    "days_this_week",
    "days_soon",
    "tries_on_days",
    "keep_warm_days",
    "waiting_alarm_days",
)
LONGEST, MOST_TRIES = 365, 12


@transaction.atomic
def keep(*, version: int, by: Staff, at: datetime, **fields: object) -> FrontDesk:
    """Change what is named, of the one row of this service; version 0 says that there was none yet.

    Raises Stale when another director did in between: a door somebody shut is not opened by an old page.
    """
    service = by.desk.service
    # The service's row is the lock: two first pages at once make one front desk.
    Service.objects.select_for_update().get(pk=service.pk)
    desk = FrontDesk.objects.select_for_update(of=("self",)).filter(service=service).first()
    if version != (desk.version if desk else 0):
        raise Stale(_("Somebody else changed the front desk since you opened it."), current=desk)
    desk = desk or FrontDesk(service=service, version=0)
    changed = [name for name in FIELDS if name in fields and getattr(desk, name) != fields[name]]
    for name in changed:
        setattr(desk, name, fields[name])
    _check_ladder(desk.tries_on_days)
    desk.version += 1
    desk.full_clean(exclude=["service"])
    desk.save()
    audit.record(by=by, what="front_desk.changed", about=desk, at=at, fields=" ".join(changed))
    return desk


def _check_ladder(days: object) -> None:
    """Days after the referral, each later than the one before."""
    fine = (
        isinstance(days, list)
        and 0 < len(days) <= MOST_TRIES
        and all(type(day) is int and 0 <= day <= LONGEST for day in days)
        and sorted(set(days)) == days
    )
    if not fine:
        raise NotAcceptable(
            _("The days of the tries are numbers that grow."),
            fields={"tries_on_days": [_("Write them like this: 0, 2, 5, 10.")]},
        )
