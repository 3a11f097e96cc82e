from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from programs.actions import curricula, modules
from programs.actions.modules import Part
from programs.models import Curriculum, Module, PlanSkill, SessionPlan, Skill
from services.errors import NotAcceptable
from tests import factories
from tests.conftest import NOW


def arrange(cast, *parts: Part):
    return modules.arrange(program=cast.program, parts=parts, by=cast.priya, at=NOW)


def stands(cast) -> list[tuple[int, str, str, str]]:
    return list(
        Module.objects.filter(curriculum=curricula.newest(cast.program)).values_list(
            "position", "name", "stage", "skills"
        )
    )


@pytest.fixture
def three(cast) -> list[Module]:
    return arrange(cast, Part("Breathing"), Part("Anger", skills="Time-out"), Part("Children", "we"))


def test_parts_stand_in_the_order_in_which_they_are_written(cast, three):
    assert stands(cast) == [
        (1, "Breathing", "me", ""),
        (2, "Anger", "me", "Time-out"),
        (3, "Children", "we", ""),
    ]


def test_a_part_moves_and_is_renamed_without_becoming_another(cast, three):
    breathing, anger, children = three
    arrange(
        cast,
        Part("Children", "we", id=children.pk),
        Part("Listening"),
        Part("Calm", id=breathing.pk),
        Part("Anger", skills="Time-out", id=anger.pk),
    )
    assert [name for _position, name, *_rest in stands(cast)] == ["Children", "Listening", "Calm", "Anger"]
    breathing.refresh_from_db()
    assert (breathing.name, breathing.position) == ("Calm", 3)


def test_a_part_left_out_goes(cast, three):
    arrange(cast, Part("Breathing", id=three[0].pk))
    assert stands(cast) == [(1, "Breathing", "me", "")]


def test_a_group_keeps_the_edition_it_began_with(cast, three):
    cast.group.curriculum = three[0].curriculum
    cast.group.save()
    held = factories.make_session(group=cast.group, module=three[1])
    arrange(cast, Part("Breathing out", id=three[0].pk), Part("Children", "we", id=three[2].pk))
    assert stands(cast) == [(1, "Breathing out", "me", ""), (2, "Children", "we", "")]
    held.refresh_from_db()
    cast.group.refresh_from_db()
    assert held.module.name == "Anger"
    assert [part.name for part in cast.group.curriculum.modules.all()] == ["Breathing", "Anger", "Children"]
    assert curricula.newest(cast.program).edition == 2


def test_the_next_edition_takes_plans_and_skills_along(cast, three):
    skill = Skill.objects.create(service=cast.service, name="Time-out")
    plan = SessionPlan.objects.create(
        service=cast.service, module=three[1], position=1, name="Before it boils", for_everybody=True
    )
    plan.skills.add(skill, through_defaults={"service": cast.service})
    cast.group.curriculum = three[0].curriculum
    cast.group.save()
    arrange(cast, Part("Anger", id=three[1].pk))
    copy = SessionPlan.objects.get(module__curriculum=curricula.newest(cast.program))
    assert (copy.name, copy.for_everybody, [each.name for each in copy.skills.all()]) == (
        "Before it boils",
        True,
        ["Time-out"],
    )
    assert copy.pk != plan.pk


@pytest.mark.parametrize(
    "change",
    [
        lambda module: module.delete(),
        lambda module: Module.objects.filter(pk=module.pk).update(name="Other"),
        lambda module: Module.objects.create(
            service_id=module.service_id, curriculum=module.curriculum, position=9, name="Another"
        ),
        lambda module: module.plans.all().update(name="Other"),
        lambda module: PlanSkill.objects.all().delete(),
        lambda module: Curriculum.objects.update(me_first=1),
    ],
)
def test_an_edition_that_was_begun_is_locked_whoever_writes(cast, three, change):
    skill = Skill.objects.create(service=cast.service, name="Time-out")
    plan = SessionPlan.objects.create(service=cast.service, module=three[1], position=1, name="Plan")
    plan.skills.add(skill, through_defaults={"service": cast.service})
    cast.group.curriculum = three[0].curriculum
    cast.group.save()
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        change(three[1])


@pytest.mark.parametrize("twice", [False, True])
def test_parts_of_another_program_or_named_twice_are_refused(cast, three, twice):
    strange = three[0].pk if twice else uuid4()
    with pytest.raises(NotAcceptable, match="not a part of this program"), transaction.atomic():
        arrange(cast, Part("Breathing", id=three[0].pk), Part("Other", id=strange))
    assert len(stands(cast)) == 3


def test_a_part_has_a_name(cast):
    with pytest.raises(ValidationError), transaction.atomic():
        arrange(cast, Part("  "))
    assert stands(cast) == []
