"""Is a man still at the part on himself, or do sessions with others come for him: from what he came to."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet

from programs.models import Enrollment, Module
from programs.models.module import Stage
from programs.questions.gates import as_lesson, came_to, caught_up_with, read_lesson
from programs.rules.gate import needed_of
from services.models import Staff


@dataclass(frozen=True)
class Reached:
    """How far he is with the part on himself: so many of its sessions, of those that come before the first with others."""

    came: int
    needed: int

    @property
    def stage(self) -> Stage:
        return Stage.WE if self.came >= self.needed else Stage.ME


def with_stage(rows: QuerySet[Enrollment], staff: Staff) -> QuerySet[Enrollment]:
    """Places with what his stage is read from, in the query they come by."""
    lessons = Module.objects.visible_to(staff).filter(curriculum=OuterRef("group__curriculum"))
    his = {
        "enrollment__client": OuterRef("client"),
        "enrollment__group__program": OuterRef("group__program"),
    }
    return rows.annotate(
        me_first=F("group__curriculum__me_first"),
        lessons=ArraySubquery(
            lessons.values(
                said=as_lesson("name", "stage", "plans__name", "plans__for_everybody", "plans__pk")
            )
        ),
        me_came=ArraySubquery(came_to(staff).filter(**his)),
        me_caught_up=ArraySubquery(caught_up_with(staff).filter(**his)),
    )


def stage_of(place: Enrollment) -> Reached | None:
    """Where he is in a place that carries `with_stage`; nothing where the program does not part the two."""
    lessons = [read_lesson(said) for said in place.lessons]
    needed = needed_of(lessons, me_first=place.me_first)
    if not needed or all(lesson.stage == Stage.ME for lesson in lessons):
        return None
    came = {(said["part"], said["name"]) for said in place.me_came + place.me_caught_up}
    return Reached(min(len(came), needed), needed)
