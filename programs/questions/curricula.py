"""What a program teaches: an edition whole, for a page, a sheet of paper or a file."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet

from programs.curricula.written import Written, WrittenHandout, WrittenPart, WrittenPlan, WrittenSkill
from programs.models import Curriculum, GroupSession, Module, SessionPlan, Skill
from services.models import Staff


def in_full(rows: QuerySet[Curriculum]) -> QuerySet[Curriculum]:
    """Editions with their parts, session plans and skills, in order. Three queries beside their own."""
    plans = SessionPlan.objects.order_by("position").prefetch_related("skills")
    modules = Module.objects.order_by("position").prefetch_related(Prefetch("plans", queryset=plans))
    return rows.select_related("program").prefetch_related(Prefetch("modules", queryset=modules))


def with_plan(rows: QuerySet[GroupSession]) -> QuerySet[GroupSession]:
    """Sessions with the plan each follows, and the names of the tools it teaches, in the query they come by."""
    taught = Skill.objects.filter(plans=OuterRef("plan")).order_by("name").values("name")
    return rows.select_related("module", "plan").annotate(tools=ArraySubquery(taught))


def editions(staff: Staff) -> QuerySet[Curriculum]:
    return in_full(Curriculum.objects.visible_to(staff))


def as_written(edition: Curriculum) -> Written:
    """The edition as another service can bring it in. Needs `in_full`."""
    plans = [plan for module in edition.modules.all() for plan in module.plans.all()]
    skills = {skill.name: skill.says for plan in plans for skill in plan.skills.all()}
    return Written(
        name=edition.program.name,
        me_first=edition.me_first,
        skills=tuple(WrittenSkill(name, says) for name, says in sorted(skills.items())),
        parts=tuple(_part(module) for module in edition.modules.all()),
    )


def _part(module: Module) -> WrittenPart:
    return WrittenPart(module.name, module.stage, module.skills, tuple(map(_plan, module.plans.all())))


def _plan(plan: SessionPlan) -> WrittenPlan:
    return WrittenPlan(
        name=plan.name,
        minutes=plan.minutes,
        aim=plan.aim,
        steps=tuple(plan.steps),
        handouts=tuple(WrittenHandout(sheet["title"], sheet["words"]) for sheet in plan.handouts),
        skills=tuple(skill.name for skill in plan.skills.all()),
        for_everybody=plan.for_everybody,
    )
