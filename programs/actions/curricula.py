"""Editions of what a program teaches: the newest may be changed until a group begins with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import cycle, islice
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from programs.models import Curriculum, Group, GroupSession, Module, PlanSkill, Program, SessionPlan
from services.actions import audit
from services.errors import Refused
from services.models import Staff

Lesson = tuple[Module | None, SessionPlan | None]
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


def lessons_from(group: Group, *, number: int) -> Iterator[Lesson]:
    """What sessions take from this number on, round and round: after what the one before it took."""
    before = GroupSession.objects.filter(group=group, number__gt=0, number__lt=number).exclude(module=None)
    last = before.select_related("module", "plan").order_by("-number").first()
    if last is None or last.number is None:
        return islice(cycle(_lessons(group)), number - 1, None)
    return islice(lessons_after(group, last=last), number - last.number - 1, None)


def lessons_after(group: Group, *, last: GroupSession | None) -> Iterator[Lesson]:
    """What comes next, round and round: after the lesson of this session, found in the group's edition by its name."""
    lessons = _lessons(group)
    return islice(cycle(lessons), _after(last, lessons), None)


def _lessons(group: Group) -> list[Lesson]:
    return [*lessons_of(group)] or [(None, None)]


def _after(last: GroupSession | None, lessons: list[Lesson]) -> int:
    """The place after what this session was about; in an edition that follows, the same lesson is another row."""
    if last is None or last.module is None:
        return ((last.number or 0) if last else 0) % len(lessons)
    rows = [(module and module.pk, plan and plan.pk) for module, plan in lessons]
    if (last.module_id, last.plan_id) in rows:
        return rows.index((last.module_id, last.plan_id)) + 1
    names = [(module and module.name, plan and plan.name) for module, plan in lessons]
    said = (last.module.name, last.plan and last.plan.name)
    if said in names:
        return names.index(said) + 1
    # That session is not taught any more: the next part then, or by the number where the part is gone, too.
    of_the_part = [place for place, (part, _plan) in enumerate(names) if part == last.module.name]
    return of_the_part[-1] + 1 if of_the_part else (last.number or 0) % len(lessons)


@transaction.atomic
def take_over(*, group: Group, by: Staff, at: datetime) -> Group:
    """Let a group go on with the newest edition. What was held keeps what it says; sessions to come go on from there.

    A session that a facilitator gave a topic of its own, outside the plan, keeps it.
    """
    group = Group.objects.select_related("program").select_for_update(of=("self",)).get(pk=group.pk)
    edition = newest(group.program)
    if edition is None or edition.pk == group.curriculum_id:
        raise Refused(_("This group runs the newest edition already."))
    had_none = group.curriculum_id is None
    group.curriculum, group.version = edition, group.version + 1
    group.save(update_fields=["curriculum", "version"])
    sessions = GroupSession.objects.filter(group=group, cancelled_at=None).select_related("module", "plan")
    last = sessions.filter(starts_at__lte=at).exclude(module=None).order_by("-starts_at").first()
    ahead = sessions.filter(starts_at__gt=at).exclude(number=0).order_by("starts_at", "id")
    changed = list(ahead if had_none else ahead.exclude(module=None))
    for session, (module, plan) in zip(changed, lessons_after(group, last=last), strict=False):
        session.module, session.plan, session.version = module, plan, session.version + 1
    GroupSession.objects.bulk_update(changed, ["module", "plan", "version"])
    audit.record(
        by=by, what="group.taken_over", about=group, at=at, edition=edition.edition, sessions=len(changed)
    )
    return group


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
