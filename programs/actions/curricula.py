"""Editions of what a program teaches: the newest may be changed until a group begins with it."""

from __future__ import annotations

from uuid import UUID

from programs.models import Curriculum, Group, Module, PlanSkill, Program, SessionPlan

# Module of the edition before, to its copy in the one that may be changed.
Copies = dict[UUID, Module]


def newest(program: Program) -> Curriculum | None:
    """What groups opened from now on begin with; None while nobody has written down what the program teaches."""
    return Curriculum.objects.newest_of(program).first()


def lessons_of(group: Group) -> list[tuple[Module, SessionPlan | None]]:
    """What the group works through, one for each session, in order; a part without session plans is one lesson."""
    if group.curriculum_id is None:
        return []
    lessons: list[tuple[Module, SessionPlan | None]] = []
    for module in Module.objects.filter(curriculum=group.curriculum_id).prefetch_related("plans"):
        lessons += [(module, plan) for plan in module.plans.all()] or [(module, None)]
    return lessons


def open_to_change(program: Program) -> tuple[Curriculum, Copies]:
    """The newest edition while no group has begun with it, else a copy of it as the next one.

    The program's row is locked by whoever calls, so that two colleagues cannot begin the same edition.
    """
    last = newest(program)
    if last and not last.is_locked:
        return last, {module.pk: module for module in last.modules.all()}
    edition = Curriculum.objects.create(
        service_id=program.service_id,
        program=program,
        edition=last.edition + 1 if last else 1,
        me_first=last.me_first if last else None,
    )
    return edition, _copied(last, edition) if last else {}


def _copied(last: Curriculum, edition: Curriculum) -> Copies:
    """Every part with its plans and their skills; the rows are new, what they say is the same."""
    copies: Copies = {}
    for module in last.modules.all():
        copies[module.pk] = Module(
            service_id=module.service_id,
            curriculum=edition,
            position=module.position,
            name=module.name,
            stage=module.stage,
            skills=module.skills,
        )
    Module.objects.bulk_create(copies.values())
    plans = {
        plan.pk: SessionPlan(
            service_id=plan.service_id,
            module=copies[plan.module_id],
            position=plan.position,
            name=plan.name,
            minutes=plan.minutes,
            aim=plan.aim,
            steps=plan.steps,
            handouts=plan.handouts,
            for_everybody=plan.for_everybody,
        )
        for plan in SessionPlan.objects.filter(module__curriculum=last)
    }
    SessionPlan.objects.bulk_create(plans.values())
    PlanSkill.objects.bulk_create(
        PlanSkill(service_id=each.service_id, plan=plans[each.plan_id], skill_id=each.skill_id)
        for each in PlanSkill.objects.filter(plan__module__curriculum=last)
    )
    return copies
