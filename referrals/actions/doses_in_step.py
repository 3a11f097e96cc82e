"""What each order of a man asks of each place he has: worked out here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from programs.actions import ordered_doses
from programs.models import Enrollment, OrderedDose
from referrals.models import Mandate
from referrals.models.mandate import Counting
from services.models import Staff

MINUTES = 60
NAME_LENGTH = 80


def of_man(*, client_id: UUID, by: Staff, at: datetime) -> None:
    """Every place he has now asks what his orders ask. Call it inside the change, with the man locked."""
    orders = list(Mandate.objects.filter(client=client_id))
    if not orders:
        return
    for place in Enrollment.objects.filter(client=client_id).open():
        _in_place(place, orders, by=by, at=at)


def _in_place(place: Enrollment, orders: Iterable[Mandate], *, by: Staff, at: datetime) -> None:
    here = list(OrderedDose.objects.filter(enrollment=place))
    there = {dose.mandate_id: dose for dose in here if dose.mandate_id}
    for order in orders:
        dose = there.get(order.pk)
        asked = _asked(order)
        if dose is None:
            if order.ended_on is None and order.amount:
                name = _free_name(order, taken={each.name for each in here})
                here.append(
                    ordered_doses.write_down(
                        enrollment=place, mandate_id=order.pk, name=name, **asked, by=by, at=at
                    )
                )
            continue
        asked["name"] = _free_name(order, taken={each.name for each in here if each.pk != dose.pk})
        changed = {name: value for name, value in asked.items() if getattr(dose, name) != value}
        if changed:
            ordered_doses.edit(dose=dose, **changed, by=by, at=at)


def _asked(order: Mandate) -> dict[str, Any]:
    """In the words of a place: hours are minutes there."""
    by_hours = order.counting == Counting.HOURS
    return {
        "sessions_required": None if by_hours else order.amount,
        "minutes_required": order.amount * MINUTES if by_hours and order.amount else None,
        "due_on": order.due_on,
        "lifted_on": order.ended_on,
    }


def _free_name(order: Mandate, *, taken: set[str]) -> str:
    name = f"{order.get_kind_display()} {order.number}".strip()[:NAME_LENGTH]
    free, n = name, 2
    while free in taken:
        end = f" ({n})"
        free, n = name[: NAME_LENGTH - len(end)] + end, n + 1
    return free
