from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from programs.actions.curricula import newest, open_to_change
from programs.models import Module, Program
from programs.models.module import Stage
from services.actions import audit
from services.errors import NotAcceptable
from services.models import Staff

ASIDE = 10_000


@dataclass
class Part:
    """A part of a program as somebody writes it down; without an id it is a new one."""

    name: str
    stage: str = Stage.ME
    skills: str = ""
    id: UUID | None = None


@transaction.atomic
def lay_out(
    *, program: Program, modules: Iterable[Mapping[str, str]], by: Staff, at: datetime
) -> list[Module]:
    """Give a program its modules in order: each with a name, a stage (me or we) and its skills."""
    program = Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    edition, standing = open_to_change(program)
    first = max((module.position for module in standing.values()), default=0) + 1
    made = Module.objects.bulk_create(
        Module(service_id=program.service_id, curriculum=edition, position=position, **module)
        for position, module in enumerate(modules, start=first)
    )
    audit.record(by=by, what="program.laid_out", about=program, at=at, modules=len(made))
    return made


@transaction.atomic
def arrange(*, program: Program, parts: Sequence[Part], by: Staff, at: datetime) -> list[Module]:
    """Make a program's modules these, in this order. Groups that have begun keep the edition they began with."""
    program = Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    if standing := _stand_already(program, parts):
        return standing
    edition, modules = open_to_change(program)
    kept = {part.id for part in parts if part.id}
    if len(kept) < sum(part.id is not None for part in parts) or kept - modules.keys():
        raise NotAcceptable(_("One of these parts is not a part of this program."))
    for pk, module in modules.items():
        if pk not in kept:
            module.delete()
    # Out of the way first: no two may stand at one position, not even for a moment.
    Module.objects.filter(curriculum=edition).update(position=F("position") + ASIDE)
    arranged = []
    for position, part in enumerate(parts, start=1):
        module = modules.get(part.id) or Module(service_id=program.service_id, curriculum=edition)  # type: ignore[arg-type]
        module.position, module.name = position, part.name.strip()
        module.stage, module.skills = part.stage, part.skills.strip()
        module.full_clean(exclude=["service", "curriculum"])
        module.save()
        arranged.append(module)
    audit.record(by=by, what="program.arranged", about=program, at=at, modules=len(arranged))
    return arranged


def _stand_already(program: Program, parts: Sequence[Part]) -> list[Module]:
    """The parts of today when these are the same, so that saving a page unchanged begins no edition."""
    edition = newest(program)
    modules = list(edition.modules.all()) if edition else []
    said = [(part.id, part.name.strip(), part.stage, part.skills.strip()) for part in parts]
    stand = [(module.pk, module.name, module.stage, module.skills) for module in modules]
    return modules if said == stand else []
