from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from programs.actions import modules
from programs.actions.modules import Part
from programs.models import Module
from services.errors import NotAcceptable
from tests import factories
from tests.conftest import NOW


def arrange(cast, *parts: Part):
    return modules.arrange(program=cast.program, parts=parts, by=cast.priya, at=NOW)


def stands(cast) -> list[tuple[int, str, str, str]]:
    return list(
        Module.objects.filter(program=cast.program).values_list("position", "name", "stage", "skills")
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


def test_a_part_left_out_goes_and_leaves_planned_sessions_without_a_theme(cast, three):
    ahead = factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7), module=three[1])
    arrange(cast, Part("Breathing", id=three[0].pk))
    ahead.refresh_from_db()
    assert ahead.module is None
    assert stands(cast) == [(1, "Breathing", "me", "")]


def test_a_part_that_was_worked_on_stays(cast, three):
    factories.make_session(group=cast.group, module=three[1])
    with pytest.raises(NotAcceptable, match="“Anger” was the theme"), transaction.atomic():
        arrange(cast, Part("Breathing", id=three[0].pk))
    assert len(stands(cast)) == 3


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
