"""The library of tools that sessions teach."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.errors import ToolTaught
from programs.models import Skill
from services.actions import audit
from services.models import Service, Staff


@transaction.atomic
def add(*, service: Service, name: str, says: str = "", by: Staff, at: datetime) -> Skill:
    """A tool more, with how it goes in plain words."""
    skill = Skill(service=service, name=name.strip(), says=says.strip())
    skill.full_clean(exclude=["service"])
    skill.save()
    audit.record(by=by, what="skill.added", about=skill, at=at)
    return skill


@transaction.atomic
def edit(*, skill: Skill, by: Staff, at: datetime, **fields: object) -> Skill:
    """Call it otherwise, say better how it goes, or teach it no longer. Raises ToolTaught for words that groups have met."""
    skill = Skill.objects.select_for_update(of=("self",)).get(pk=skill.pk)
    said = (skill.name, skill.says)
    for name in ("name", "says", "is_active"):
        if name in fields:
            setattr(skill, name, fields[name])
    if (skill.name, skill.says) != said and Skill.objects.begun().filter(pk=skill.pk).exists():
        raise ToolTaught(
            _(
                "Groups have begun with session plans that teach this tool, so its words stay as they are. "
                "Write a new tool and teach that one in the next edition."
            )
        )
    skill.full_clean(exclude=["service"])
    skill.save()
    audit.record(by=by, what="skill.edited", about=skill, at=at)
    return skill
