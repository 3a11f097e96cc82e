from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from programs.models import GroupSession, Module, Program
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
    last = Module.objects.filter(program=program).order_by("position").last()
    first = last.position + 1 if last else 1
    made = Module.objects.bulk_create(
        Module(service_id=program.service_id, program=program, position=position, **module)
        for position, module in enumerate(modules, start=first)
    )
    audit.record(by=by, what="program.laid_out", about=program, at=at, modules=len(made))
    return made


@transaction.atomic
def arrange(*, program: Program, parts: Sequence[Part], by: Staff, at: datetime) -> list[Module]:
    """Make a program's modules these, in this order. One left out goes, unless a session that began was about it."""
    program = Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    modules = {module.pk: module for module in Module.objects.filter(program=program)}
    kept = {part.id for part in parts if part.id}
    if len(kept) < sum(part.id is not None for part in parts) or kept - modules.keys():
        raise NotAcceptable(_("One of these parts is not a part of this program."))
    _remove([module for pk, module in modules.items() if pk not in kept], at=at)
    # Out of the way first: no two may stand at one position, not even for a moment.
    Module.objects.filter(program=program).update(position=F("position") + ASIDE)
    arranged = []
    for position, part in enumerate(parts, start=1):
        module = modules.get(part.id) or Module(service_id=program.service_id, program=program)  # type: ignore[arg-type]
        module.position, module.name = position, part.name.strip()
        module.stage, module.skills = part.stage, part.skills.strip()
        module.full_clean(exclude=["service", "program"])
        module.save()
        arranged.append(module)
    audit.record(by=by, what="program.arranged", about=program, at=at, modules=len(arranged))
    return arranged


def _remove(modules: list[Module], *, at: datetime) -> None:
    used = set(
        GroupSession.objects.filter(module__in=modules, starts_at__lte=at).values_list("module", flat=True)
    )
    for module in modules:
        if module.pk in used:
            raise NotAcceptable(
                _("“%(name)s” was the theme of sessions that took place. Keep it, or give it another name.")
                % {"name": module.name},
                fields={"modules": [_("One part cannot go.")]},
            )
        module.delete()
