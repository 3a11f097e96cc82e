from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from programs.actions import curricula, schedules, session_plans
from programs.models import GroupSession, Module
from services.errors import Refused
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def began(cast) -> list[Module]:
    """Tom's group began with Calm (Breathing, Walking) and Children; it held the first, and three are to come."""
    calm, children = factories.make_modules("Calm", "Children", program=cast.program)
    for name in ("Breathing", "Walking"):
        session_plans.add(module=calm, name=name, by=cast.priya, at=NOW)
    cast.group.curriculum = curricula.newest(cast.program)
    cast.group.save()
    lessons = curricula.lessons_after(cast.group, last=None)
    for week in (-1, 0, 1, 2):
        module, plan = next(lessons)
        factories.make_session(
            group=cast.group,
            starts_at=NOW + timedelta(weeks=week, hours=1),
            number=week + 2,
            module=module,
            plan=plan,
        )
    return [calm, children]


def says(cast) -> list[tuple[str | None, str | None]]:
    sessions = GroupSession.objects.filter(group=cast.group).order_by("starts_at")
    return list(sessions.values_list("module__name", "plan__name"))


def add_first(cast, name: str) -> None:
    part = Module.objects.get(curriculum=curricula.newest(cast.program), name="Calm")
    session_plans.add(module=part, name=name, position=1, by=cast.priya, at=NOW)


def take_over(cast):
    return curricula.take_over(group=cast.group, by=cast.priya, at=NOW)


def test_a_group_goes_on_with_the_newest_edition_after_what_it_did_last(cast, began):
    assert says(cast) == [
        ("Calm", "Breathing"),
        ("Calm", "Walking"),
        ("Children", None),
        ("Calm", "Breathing"),
    ]
    add_first(cast, "Sitting still")
    held = GroupSession.objects.filter(group=cast.group).order_by("starts_at").first()
    take_over(cast)
    cast.group.refresh_from_db()
    assert cast.group.curriculum.edition == 2
    # Breathing was done; what came before it in the new edition has its turn in the next round.
    assert says(cast) == [
        ("Calm", "Breathing"),
        ("Calm", "Walking"),
        ("Children", None),
        ("Calm", "Sitting still"),
    ]
    again = GroupSession.objects.get(pk=held.pk)
    assert (again.plan_id, again.module_id, again.version) == (held.plan_id, held.module_id, held.version)
    entry = AuditEntry.objects.get(what="group.taken_over")
    assert (entry.by, entry.details) == (cast.priya, {"edition": 2, "sessions": 3})


def test_a_topic_of_its_own_an_orientation_and_a_cancelled_session_stay(cast, began):
    coming = list(GroupSession.objects.filter(group=cast.group, starts_at__gt=NOW).order_by("starts_at"))
    GroupSession.objects.filter(pk=coming[0].pk).update(module=None, plan=None, topic="A guest")
    GroupSession.objects.filter(pk=coming[1].pk).update(cancelled_at=NOW, cancel_reason="Snow")
    add_first(cast, "Sitting still")
    take_over(cast)
    assert says(cast) == [("Calm", "Breathing"), (None, None), ("Children", None), ("Calm", "Walking")]


def test_where_the_last_session_is_gone_the_next_part_comes(cast, began):
    part = Module.objects.get(curriculum=curricula.newest(cast.program), name="Calm")
    for plan in part.plans.all()[:1]:
        session_plans.edit(plan=plan, name="Slow breath", by=cast.priya, at=NOW)
    take_over(cast)
    assert says(cast)[1:] == [("Children", None), ("Calm", "Slow breath"), ("Calm", "Walking")]


def test_a_group_without_an_edition_begins_with_the_first(cast):
    for week in (1, 2):
        factories.make_session(group=cast.group, starts_at=NOW + timedelta(weeks=week), number=week)
    factories.make_modules("Calm", "Children", program=cast.program)
    take_over(cast)
    assert says(cast) == [("Calm", None), ("Children", None)]


def test_a_group_on_the_newest_is_refused(cast, began):
    with pytest.raises(Refused, match="newest edition already"), transaction.atomic():
        take_over(cast)
    assert not AuditEntry.objects.filter(what="group.taken_over").exists()


def test_a_program_that_teaches_nothing_has_nothing_to_take_over(cast):
    with pytest.raises(Refused, match="newest edition already"), transaction.atomic():
        take_over(cast)
    assert says(cast) == []


def test_sessions_planned_after_a_take_over_go_on_from_there(cast, began):
    add_first(cast, "Sitting still")
    take_over(cast)
    cast.group.refresh_from_db()
    schedules.schedule(
        group=cast.group,
        first_on=(NOW + timedelta(weeks=5)).date(),
        begins=NOW.time(),
        minutes=60,
        count=3,
        by=cast.priya,
        at=NOW,
    )
    # The last one before took Sitting still.
    assert says(cast)[4:] == [("Calm", "Breathing"), ("Calm", "Walking"), ("Children", None)]


def test_two_parts_of_one_name_are_two(cast):
    factories.make_modules("Review", "Calm", "Review", program=cast.program, groups=[cast.group])
    how = {"begins": NOW.time(), "minutes": 60, "by": cast.priya, "at": NOW}
    for weeks in (1, 4):
        first_on = (NOW + timedelta(weeks=weeks)).date()
        schedules.schedule(group=cast.group, first_on=first_on, count=3, **how)
    assert [module for module, _plan in says(cast)] == ["Review", "Calm", "Review"] * 2
