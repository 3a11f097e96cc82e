from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from programs.actions import curricula, session_plans
from programs.models import Curriculum, Module, SessionPlan, Skill
from services.errors import NotAcceptable, Stale
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def parts(cast) -> list[Module]:
    """Calm (me) and Children (we), with nothing in them yet."""
    calm, children = factories.make_modules("Calm", "Children", program=cast.program)
    Module.objects.filter(pk=children.pk).update(stage="we")
    return [calm, children]


@pytest.fixture
def act(cast) -> dict:
    return {"by": cast.priya, "at": NOW}


def newest(cast) -> Curriculum:
    edition = curricula.newest(cast.program)
    assert edition is not None
    return edition


def stands(cast) -> list[tuple[str, int, str]]:
    plans = SessionPlan.objects.filter(module__curriculum=newest(cast)).in_order()
    return list(plans.values_list("module__name", "position", "name"))


def begin(cast, part: Module) -> None:
    cast.group.curriculum = part.curriculum
    cast.group.save()


def test_plans_stand_one_after_the_other_or_where_they_are_put(cast, parts, act):
    session_plans.add(module=parts[0], name="Breathing", **act)
    session_plans.add(module=parts[0], name="Sleep", **act)
    session_plans.add(module=parts[0], name="Walking", position=2, **act)
    assert stands(cast) == [("Calm", 1, "Breathing"), ("Calm", 2, "Walking"), ("Calm", 3, "Sleep")]
    assert AuditEntry.objects.filter(what="session_plan.added").count() == 3


def test_a_plan_says_its_steps_its_sheets_and_its_tools(cast, parts, act):
    skill = Skill.objects.create(service=cast.service, name="Slow breath")
    plan = session_plans.add(
        module=parts[0],
        name="Breathing",
        minutes=90,
        aim="He can slow down.",
        steps=["Round.", "Practice."],
        handouts=[{"title": "At home", "words": "Ten times."}],
        for_everybody=True,
        skills=[skill],
        **act,
    )
    plan.refresh_from_db()
    assert (plan.minutes, plan.steps, plan.for_everybody) == (90, ["Round.", "Practice."], True)
    assert [each.name for each in plan.skills.all()] == ["Slow breath"]
    session_plans.edit(plan=plan, skills=[], **act)
    assert not plan.skills.exists()
    assert Skill.objects.count() == 1


def test_a_plan_moves_inside_its_part_and_into_another(cast, parts, act):
    for name in ("Breathing", "Walking", "Sleep"):
        session_plans.add(module=parts[0], name=name, **act)
    session_plans.add(module=parts[1], name="Listening", **act)
    sleep = SessionPlan.objects.get(name="Sleep")
    session_plans.edit(plan=sleep, position=1, **act)
    assert [name for _part, _position, name in stands(cast)] == ["Sleep", "Breathing", "Walking", "Listening"]
    sleep.refresh_from_db()
    session_plans.edit(plan=sleep, module=parts[1], position=2, **act)
    assert stands(cast) == [
        ("Calm", 1, "Breathing"),
        ("Calm", 2, "Walking"),
        ("Children", 1, "Listening"),
        ("Children", 2, "Sleep"),
    ]


def test_a_plan_that_goes_leaves_no_gap(cast, parts, act):
    first = session_plans.add(module=parts[0], name="Breathing", **act)
    session_plans.add(module=parts[0], name="Walking", **act)
    session_plans.remove(plan=first, **act)
    assert stands(cast) == [("Calm", 1, "Walking")]


@pytest.mark.parametrize("what", ["add", "edit", "remove", "ask_first"])
def test_what_a_group_began_with_stays_and_the_next_edition_says_otherwise(cast, parts, act, what):
    plan = session_plans.add(module=parts[0], name="Breathing", **act)
    begin(cast, parts[0])
    plan = SessionPlan.objects.select_related("module__curriculum").get(pk=plan.pk)
    if what == "add":
        session_plans.add(module=plan.module, name="Walking", **act)
    elif what == "edit":
        session_plans.edit(plan=plan, name="Slow breath", **act)
    elif what == "remove":
        session_plans.remove(plan=plan, **act)
    else:
        session_plans.ask_first(edition=plan.module.curriculum, me_first=1, **act)
    assert newest(cast).edition == 2
    assert list(SessionPlan.objects.filter(module__curriculum=parts[0].curriculum).values_list("name")) == [
        ("Breathing",)
    ]
    cast.group.refresh_from_db()
    assert cast.group.curriculum.edition == 1
    assert cast.group.curriculum.me_first is None


def test_a_change_of_an_edition_that_is_no_longer_the_newest_is_refused(cast, parts, act):
    plan = session_plans.add(module=parts[0], name="Breathing", **act)
    begin(cast, parts[0])
    session_plans.edit(plan=plan, name="Slow breath", **act)
    with pytest.raises(Stale, match="next edition"), transaction.atomic():
        session_plans.edit(plan=plan, name="Walking", **act)
    assert stands(cast) == [("Calm", 1, "Slow breath")]


def test_a_change_over_a_colleagues_is_refused(cast, parts, act):
    seen = newest(cast).version
    session_plans.add(module=parts[0], name="Breathing", version=seen, **act)
    with pytest.raises(Stale, match="Somebody else"), transaction.atomic():
        session_plans.add(module=parts[0], name="Walking", version=seen, **act)
    assert stands(cast) == [("Calm", 1, "Breathing")]


@pytest.mark.parametrize("wrong", [{"name": ""}, {"minutes": 0}, {"name": "x" * 151}])
def test_what_cannot_be_is_refused_and_nothing_is_kept(cast, parts, act, wrong):
    with pytest.raises(ValidationError), transaction.atomic():
        session_plans.add(module=parts[0], **({"name": "Breathing"} | wrong), **act)
    assert stands(cast) == []


def test_a_part_of_another_program_is_refused(cast, parts, act):
    plan = session_plans.add(module=parts[0], name="Breathing", **act)
    (strange,) = factories.make_modules("X", program=factories.make_program(service=cast.service, name="B"))
    with pytest.raises(NotAcceptable, match="not a part"), transaction.atomic():
        session_plans.edit(plan=plan, module=strange, **act)
    assert stands(cast) == [("Calm", 1, "Breathing")]
