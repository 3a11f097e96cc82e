"""Letting a man meet the we sessions before he has done the me part: a decision with a reason, only ever added to."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.models import Enrollment, GateOverride
from services.actions import audit
from services.errors import NotAcceptable, Refused
from services.models import Staff


@transaction.atomic
def let_in(*, enrollment: Enrollment, reason: str, by: Staff, at: datetime) -> GateOverride:
    """Decide that he need not wait for the me part, and say why. Nobody is asked about him again."""
    enrollment = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    if not enrollment.is_open:
        raise Refused(_("His place has ended; there is nothing to decide."))
    if not reason.strip():
        raise NotAcceptable(_("Say why he need not wait."), fields={"reason": [_("One sentence is enough.")]})
    override = GateOverride(
        service_id=enrollment.service_id, enrollment=enrollment, reason=reason.strip(), by=by, at=at
    )
    override.full_clean(exclude=["service"])
    override.save()
    audit.record(by=by, what="gate.let_in", about=enrollment, at=at)
    return override
