"""What an order asks of a man in one place: written down, changed, lifted. Each order is counted apart."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from programs.models import Enrollment, OrderedDose
from services.actions import audit
from services.errors import NotAcceptable, Stale
from services.models import Staff

FIELDS = ("name", "sessions_required", "minutes_required", "credited_from", "due_on", "lifted_on")


@transaction.atomic
def write_down(
    *, enrollment: Enrollment, mandate_id: UUID | None = None, by: Staff, at: datetime, **fields: object
) -> OrderedDose:
    """Add an order to his place. `fields`: those of FIELDS. `mandate_id` is the order the front desk holds."""
    # His place is the lock: two people who write down the same order do not both do so.
    enrollment = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    dose = OrderedDose(service_id=enrollment.service_id, enrollment=enrollment, mandate_id=mandate_id)
    _tell(dose, fields)
    dose.save()
    audit.record(by=by, what="order.written_down", about=dose, at=at)
    return dose


@transaction.atomic
def edit(
    *, dose: OrderedDose, version: int | None = None, by: Staff, at: datetime, **fields: object
) -> OrderedDose:
    """Put right what an order asks, or say since when it is no longer in force. Raises Stale."""
    dose = OrderedDose.objects.select_for_update(of=("self",)).get(pk=dose.pk)
    if version is not None and version != dose.version:
        raise Stale(_("Somebody else changed this order since you opened it."), current=dose)
    was_lifted = dose.lifted_on
    _tell(dose, fields)
    dose.version += 1
    dose.save()
    lifted = dose.lifted_on and not was_lifted
    audit.record(by=by, what="order.lifted" if lifted else "order.edited", about=dose, at=at)
    return dose


def _tell(dose: OrderedDose, fields: dict[str, object]) -> None:
    for name in FIELDS:
        if name in fields:
            setattr(dose, name, fields[name])
    dose.name = dose.name.strip()
    if not dose.name:
        raise NotAcceptable(_("Say which order it is."), fields={"name": [_("A short name is enough.")]})
    twin = OrderedDose.objects.filter(enrollment=dose.enrollment, name=dose.name).exclude(pk=dose.pk)
    if twin.exists():
        raise NotAcceptable(
            _("This order is written down already."), fields={"name": [_("Choose another name.")]}
        )
    if dose.sessions_required == 0 or dose.minutes_required == 0:
        raise NotAcceptable(
            _("An order asks for at least one session."),
            fields={"sessions_required": [_("Leave it empty or say how many.")]},
        )
    if _before(dose.due_on, dose.credited_from):
        raise NotAcceptable(
            _("It is due after it begins to count."), fields={"due_on": [_("Choose a later day.")]}
        )


def _before(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other
