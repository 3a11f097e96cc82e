from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from programs.models import Module, Program
from services.actions import audit
from services.models import Staff


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
