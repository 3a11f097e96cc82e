"""Referrals that a list shows to have gone further than we knew: he has a place, or his last place has ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from programs.models import Enrollment
from referrals.actions.imports.plan import Plan
from referrals.models import Referral
from referrals.models.referral import WAITING, Status

# The legal way from each waiting status to a place; the database lets no step be left out.
WAY = {
    Status.RECEIVED: (Status.TRIAGED, Status.ACCEPTED, Status.PLACED),
    Status.CONTACTING: (Status.TRIAGED, Status.ACCEPTED, Status.PLACED),
    Status.TRIAGED: (Status.ACCEPTED, Status.PLACED),
    Status.ACCEPTED: (Status.PLACED,),
    Status.WAITLISTED: (Status.PLACED,),
    Status.PLACED: (Status.CLOSED,),
}


def place_waiting(plan: Plan, first_days: dict[UUID, date]) -> None:
    """A man who is on a register is not waiting: his referrals up to that day count as placed."""
    waiting = Referral.objects.filter(client__in=first_days, status__in=WAITING)
    for referral in waiting:
        if referral.received_on <= first_days[referral.client_id]:
            plan.change(referral, status=Status.PLACED)


def close_ended(plan: Plan, ended: Iterable[Enrollment]) -> None:
    """When his last place has ended, the referrals that led there are closed."""
    ended = list(ended)
    gone = {enrollment.pk for enrollment in ended}
    clients = {enrollment.client_id for enrollment in ended}
    running = Enrollment.objects.filter(client__in=clients).open().exclude(pk__in=gone)
    clients -= set(running.values_list("client", flat=True))
    clients -= {place.client_id for place in plan.made.get(Enrollment, ()) if place.is_open}
    last_day: dict[UUID, date] = {}
    for place in ended:
        if place.ended_on:
            last_day[place.client_id] = max(place.ended_on, last_day.get(place.client_id, date.min))
    placed = {
        referral.pk: referral
        for referral in Referral.objects.filter(client__in=clients, status=Status.PLACED)
    }
    # Those that the same list has only just placed.
    placed |= {
        pk: change.row
        for pk, change in plan.changed.get(Referral, {}).items()
        if change.row.status == Status.PLACED
    }
    for referral in placed.values():
        if referral.client_id in clients and referral.received_on <= last_day[referral.client_id]:
            plan.change(referral, status=Status.CLOSED)


def way(before: str, to: str) -> tuple[str, ...]:
    """The steps between two statuses."""
    steps = WAY[Status(before)]
    return (*steps, Status.CLOSED) if to == Status.CLOSED and steps[-1] != Status.CLOSED else steps
