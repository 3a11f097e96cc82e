"""Referrals that a list shows to have gone further than we knew: he has a place, or his last place has ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from programs.models import Enrollment
from referrals.actions.imports.plan import Plan
from referrals.models import Referral
from referrals.models.referral import WAITING, Crisis, Status

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


def settle_new(plan: Plan) -> None:
    """What this list brings of men who are on a register already is placed; what is old of the others is set aside.

    Nobody knows whether an old one was called, so nothing is said about it: it stays received, beside the queue.
    """
    new: list[Referral] = plan.made.get(Referral, [])
    known = {referral.client_id for referral in new} - plan.new_men
    places: dict[UUID, list[Enrollment]] = defaultdict(list)
    for place in Enrollment.objects.filter(client__in=known):
        places[place.client_id].append(place)
    old = plan.setting.on - timedelta(days=plan.setting.set_aside_after)
    for referral in new:
        since = [place for place in places[referral.client_id] if place.started_on >= referral.received_on]
        if since:
            referral.status = Status.PLACED if any(place.is_open for place in since) else Status.CLOSED
        elif referral.received_on < old and referral.crisis != Crisis.SELF_HARM:
            referral.set_aside = True
            plan.set_aside += 1


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
