"""Prevention and outreach in figures: events and heads, never a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from programs.models import Group, GroupSession
from programs.models.group import Setting
from programs.models.program import WITHOUT_NAMES
from services.models import Staff


@dataclass
class Row:
    """What was held in one setting in one month. `uncounted`: events of which nobody said how many came."""

    month: date
    setting: str
    events: int
    heads: int
    uncounted: int

    @property
    def where(self) -> str:
        return str(Setting(self.setting).label) if self.setting in Setting.values else ""


def without_names(staff: Staff):
    """Sessions this person may see of groups in which nobody has a place."""
    return GroupSession.objects.visible_to(staff).filter(group__program__kind__in=WITHOUT_NAMES)


def by_month_and_setting(
    staff: Staff, *, at: datetime, since: date | None = None, until: date | None = None
) -> list[Row]:
    """Events that were held and heads that were counted, the latest month first. One query."""
    held = without_names(staff).held(at=at)
    if since:
        held = held.filter(session_on__gte=since)
    if until:
        held = held.filter(session_on__lte=until)
    told = (
        held.order_by()
        .annotate(month=TruncMonth("session_on"))
        .values("month", "group__setting")
        .annotate(
            events=Count("pk"), heads=Sum("counted", default=0), uncounted=Count("pk", filter=Q(counted=None))
        )
        .order_by("-month", "group__setting")
    )
    return [
        Row(row["month"], row["group__setting"], row["events"], row["heads"], row["uncounted"])
        for row in told
    ]


def totals(rows: Iterable[Row]) -> dict[str, int]:
    rows = list(rows)
    return {name: sum(getattr(row, name) for row in rows) for name in ("events", "heads", "uncounted")}


def of_group(staff: Staff, group: Group, *, at: datetime) -> dict[str, int]:
    """What one series came to so far. One query."""
    held = GroupSession.objects.visible_to(staff).filter(group=group).held(at=at)
    return held.aggregate(
        events=Count("pk"), heads=Sum("counted", default=0), uncounted=Count("pk", filter=Q(counted=None))
    )
