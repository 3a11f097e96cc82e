"""What somebody who moves a session by hand should know: the day is theirs to choose."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.actions.moves import Step
from programs.models import GroupSession
from programs.questions.closed_days import closed_days
from services.models import Staff


def cautions(steps: list[Step], *, by: Staff) -> list[str]:
    """Of the one moved by hand, the first of these: it lands on a day that is past or closed, or passes others that stay. Two questions."""
    moved = next((step for step in steps if step.moves), None)
    if moved is None:
        return []
    session, day = moved.session, moved.session.session_on
    past = [_("%(day)s has passed already.") % {"day": date_format(day, "j F Y")}] if day < by.desk.on else []
    closed = closed_days(session.group, first=day, last=day, holidays=True, by=by)
    words = _("%(day)s is a day off: %(why)s.")
    said = past + [words % {"day": date_format(on, "j F"), "why": why} for on, why in closed.items()]
    span = sorted([moved.was_starts_at, session.starts_at])
    stay = GroupSession.objects.visible_to(by).filter(group=session.group_id, cancelled_at=None)
    passed = stay.filter(starts_at__gt=span[0], starts_at__lt=span[1])
    passed = passed.exclude(pk__in=[step.session.pk for step in steps]).order_by("starts_at")
    words = _("The order changes: it passes the session of %(day)s.")
    return said + [words % {"day": date_format(other.session_on, "j F")} for other in passed]
