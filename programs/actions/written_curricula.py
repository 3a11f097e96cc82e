"""A whole curriculum brought in at once: from an example that ships, or from another service's file."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from programs.actions.curricula import newest
from programs.curricula.reading import CurriculumUnreadable, curriculum_from
from programs.curricula.written import Written, WrittenPart
from programs.models import Curriculum, Module, PlanSkill, Program, SessionPlan, Skill
from services.actions import audit
from services.errors import NotAcceptable, Stale
from services.models import Staff


def read(said: object) -> Written:
    """A curriculum from JSON that somebody sent. Raises NotAcceptable with every fault by its place."""
    try:
        written = curriculum_from(said)
    except CurriculumUnreadable as error:
        fields = {place: [sentence] for place, sentence in error.fields.items()}
        raise NotAcceptable(_("This curriculum cannot be read as it is."), fields=fields) from None
    if not written.parts:
        raise NotAcceptable(_("This curriculum has no parts."), fields={"parts": [_("This is needed.")]})
    return written


@transaction.atomic
def bring_in(
    *,
    program: Program,
    written: Written,
    seen: tuple[Curriculum, int] | None = None,
    by: Staff,
    at: datetime,
) -> Curriculum:
    """Make this what the program teaches: the next edition, or the newest written anew while no group began with it.

    With `seen`, an edition and its version: raises Stale when it is no longer the newest, or has changed.
    """
    program = Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    last = newest(program)
    if seen and (last is None or (last.pk, last.version) != (seen[0].pk, seen[1])):
        raise Stale(_("Somebody else changed this edition since you opened it."), current=last)
    if last and not last.is_locked:
        last.modules.all().delete()
        edition = last
        Curriculum.objects.filter(pk=edition.pk).update(me_first=written.me_first, version=F("version") + 1)
        edition.refresh_from_db()
    else:
        number = last.edition + 1 if last else 1
        edition = Curriculum.objects.create(
            service_id=program.service_id, program=program, edition=number, me_first=written.me_first
        )
    skills = _library(program, written)
    for position, part in enumerate(written.parts, start=1):
        _write(edition, position, part, skills)
    audit.record(by=by, what="curriculum.brought_in", about=edition, at=at, parts=len(written.parts))
    return edition


def _library(program: Program, written: Written) -> dict[str, Skill]:
    """Skills by name, those unknown so far made. What the library says already stays as it is."""
    known = {skill.name: skill for skill in Skill.objects.filter(service_id=program.service_id)}
    says = {skill.name: skill.says for skill in written.skills}
    taught = [name for part in written.parts for plan in part.plans for name in plan.skills]
    new = [name for name in dict.fromkeys([*says, *taught]) if name not in known]
    made = Skill.objects.bulk_create(
        Skill(service_id=program.service_id, name=name, says=says.get(name, "")) for name in new
    )
    return known | {skill.name: skill for skill in made}


def _write(edition: Curriculum, position: int, part: WrittenPart, skills: dict[str, Skill]) -> None:
    here = {"service_id": edition.service_id}
    module = Module.objects.create(
        **here, curriculum=edition, position=position, name=part.name, stage=part.stage, skills=part.skills
    )
    plans = SessionPlan.objects.bulk_create(
        SessionPlan(
            **here,
            module=module,
            position=place,
            name=plan.name,
            minutes=plan.minutes,
            aim=plan.aim,
            steps=list(plan.steps),
            handouts=[{"title": sheet.title, "words": sheet.words} for sheet in plan.handouts],
            for_everybody=plan.for_everybody,
        )
        for place, plan in enumerate(part.plans, start=1)
    )
    PlanSkill.objects.bulk_create(
        PlanSkill(**here, plan=plan, skill=skills[name])
        for plan, said in zip(plans, part.plans, strict=True)
        for name in said.skills
    )
