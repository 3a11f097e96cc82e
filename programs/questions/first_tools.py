"""How soon a man takes a tool home: where an edition teaches the first one, and how many sessions men were offered till then."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from programs.models import Attendance, Curriculum, Enrollment, PlanSkill
from programs.models.attendance import CAME
from services.models import Staff

# Who began longer ago says little of what is done now.
LATELY = timedelta(days=365)
APART = 3


@dataclass
class FirstTool:
    """`number` is the session of the edition that first teaches a tool; `men` how many met theirs at which session offered."""

    number: int | None = None
    name: str = ""
    men: Counter = field(default_factory=Counter)
    not_yet: int = 0

    @property
    def rows(self) -> list[tuple[int, int]]:
        return [(number, self.men[number]) for number in range(1, APART + 1) if self.men[number]]

    @property
    def later(self) -> int:
        return sum(men for number, men in self.men.items() if number > APART)

    @property
    def any_men(self) -> bool:
        return bool(self.men or self.not_yet)


def first_tool(staff: Staff, edition: Curriculum, *, at: datetime) -> FirstTool:
    """Both of one edition. One query; needs its parts and plans as `in_full` brings them."""
    told = FirstTool()
    number = 0
    for module in edition.modules.all():
        # A part without session plans counts as one session.
        for plan in module.plans.all() or [None]:
            number += 1
            if plan and plan.skills.all() and told.number is None:
                told.number, told.name = number, plan.skills.all()[0].name
    for offered, men in _men(staff, edition, at=at):
        if offered:
            told.men[offered] += men
        else:
            told.not_yet += men
    return told


def _men(staff: Staff, edition: Curriculum, *, at: datetime):
    """Places by the number of the session offered at which its man first came to one that teaches a tool; 0: not yet."""
    his = Attendance.objects.offered().filter(
        enrollment=OuterRef("pk"), session__ends_at__lte=at, session__cancelled_at=None
    )
    teaches = PlanSkill.objects.filter(plan=OuterRef("session__plan"))
    first = his.filter(Exists(teaches), outcome__in=CAME).order_by("session__starts_at")
    till_then = his.filter(session__starts_at__lte=OuterRef("first_at")).order_by().values("enrollment")
    return (
        Enrollment.objects.visible_to(staff)
        .filter(Exists(his), group__curriculum=edition, started_on__gte=(at - LATELY).date())
        .annotate(first_at=Subquery(first.values("session__starts_at")[:1]))
        .annotate(offered=Coalesce(Subquery(till_then.annotate(n=Count("pk")).values("n")), 0))
        .order_by()
        .values("offered")
        .annotate(men=Count("pk"))
        .values_list(F("offered"), F("men"))
    )
