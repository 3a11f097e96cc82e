from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions.modules import Part, arrange
from programs.models import Enrollment, Program
from programs.models.program import Kind
from services.actions import audit
from services.errors import NotAcceptable, Stale
from services.models import Service, Staff

FIELDS = (
    "name",
    "kind",
    "sessions_planned",
    "qualification",
    "age_from",
    "age_until",
    "duty_to_report",
    "is_active",
)


@transaction.atomic
def make(
    *, service: Service, parts: Sequence[Part] = (), by: Staff, at: datetime, **fields: object
) -> Program:
    """Offer something new, with its parts in order. `fields` are those of FIELDS."""
    program = Program(service=service, **fields)
    program.full_clean(exclude=["service"])
    program.save()
    audit.record(by=by, what="program.made", about=program, at=at)
    if parts:
        arrange(program=program, parts=parts, by=by, at=at)
    return program


@transaction.atomic
def edit(
    *,
    program: Program,
    version: int | None = None,
    parts: Sequence[Part] | None = None,
    by: Staff,
    at: datetime,
    **fields: object,
) -> Program:
    """Change what is offered; with `parts`, these are its parts from now on. Raises Stale when somebody else did."""
    program = Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    if version is not None and version != program.version:
        raise Stale(_("Somebody else changed this program since you opened it."), current=program)
    was = program.kind
    for name in FIELDS:
        if name in fields:
            setattr(program, name, fields[name])
    _check_kind(program, was=was)
    program.version += 1
    program.full_clean(exclude=["service"])
    program.save()
    audit.record(by=by, what="program.edited", about=program, at=at)
    if parts is not None:
        arrange(program=program, parts=parts, by=by, at=at)
    return program


def _check_kind(program: Program, *, was: str) -> None:
    """Where men have places, there is no going over to counting heads; nor to couples work, past the partner worker."""
    to_couples = program.kind == Kind.COUPLES != was
    if program.takes_names and not to_couples:
        return
    if not Enrollment.objects.filter(group__program=program).open().exists():
        return
    words = _("Men have a place in this program. Make another one for events without names.")
    if to_couples:
        words = _("Men have a place in this program. Make another one for couples work.")
    raise NotAcceptable(words, fields={"kind": [_("Choose another kind.")]})
