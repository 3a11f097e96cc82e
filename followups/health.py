from __future__ import annotations

from django.utils.translation import gettext as _

from followups.models import FollowUp
from followups.models.follow_up import Kind
from services.health import Alert, Asking
from services.models import Service
from services.wall import acting_as


def late_crises(asking: Asking) -> list[Alert]:
    """Crisis follow-ups past their time: in the person's own service with their number, else whether there are any.

    Each service is asked behind its own wall, and answers one thing.
    """
    if asking.service_id:
        late = _late(asking.service_id, asking)
    else:
        ids = Service.objects.values_list("pk", flat=True)
        late = next((1 for service_id in ids if _late(service_id, asking, enough=1)), 0)
    if not late:
        return []
    return [Alert("crisis_late", _("A follow-up after a crisis is late."), count=late)]


def _late(service_id, asking: Asking, *, enough: int = 1000) -> int:
    with acting_as(service=service_id):
        rows = FollowUp.objects.filter(service_id=service_id, kind=Kind.CRISIS).late(at=asking.at)
        return rows[:enough].count()
