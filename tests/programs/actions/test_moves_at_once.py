"""A row of sessions changed by two at the same moment."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.db import transaction

from programs.actions import group_sessions, moves, schedules
from programs.models import GroupSession
from services.errors import NotAcceptable
from services.wall import acting_as
from tests.conftest import NOW, Cast
from tests.races import at_once

HOW = {"first_on": (NOW + timedelta(days=7)).date(), "begins": time(18, 30), "minutes": 120, "count": 3}


@pytest.fixture
def cast(transactional_db) -> Cast:
    with transaction.atomic():
        return Cast()


def plan(cast) -> list[GroupSession]:
    return schedules.schedule(group=cast.group, by=cast.priya, at=NOW, **HOW)


def test_a_form_sent_twice_plans_the_same_evenings_once(cast):
    answers = at_once(cast, lambda: plan(cast), lambda: plan(cast))
    assert sorted(type(answer).__name__ for answer in answers) == ["NotAcceptable", "list"]
    with acting_as(service=cast.service.pk, roles=["director"]):
        assert sorted(GroupSession.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_a_move_taken_back_finds_its_hour_taken_or_takes_it(cast):
    """Back to 18:30 while somebody plans another from 19:00 on: one of them is told, and nothing overlaps."""
    with acting_as(service=cast.service.pk, roles=["director"]):
        first = plan(cast)[0]
        was = first.starts_at
        later = {"starts_at": was + timedelta(days=1), "ends_at": first.ends_at + timedelta(days=1)}
        _steps, entry = moves.move(session=first, by=cast.priya, at=NOW, **later)
    with acting_as(service=cast.service.pk, roles=["director"]):
        other = GroupSession.objects.get(number=2)
    here = {"starts_at": was + timedelta(minutes=30), "ends_at": was + timedelta(minutes=90)}
    answers = at_once(
        cast,
        lambda: moves.take_back(entry=entry, by=cast.priya, at=NOW),
        lambda: moves.move(session=other, by=cast.priya, at=NOW, **here),
    )
    assert sum(isinstance(answer, NotAcceptable) for answer in answers) == 1
    with acting_as(service=cast.service.pk, roles=["director"]):
        row = list(GroupSession.objects.order_by("starts_at"))
    assert all(one.ends_at <= two.starts_at for one, two in zip(row, row[1:], strict=False))


def test_a_session_cancelled_while_its_row_moves_is_one_or_the_other(cast):
    with acting_as(service=cast.service.pk, roles=["director"]):
        row = plan(cast)
    to = {"starts_at": row[1].starts_at, "ends_at": row[1].ends_at, "how": "cascade"}
    at_once(
        cast,
        lambda: moves.move(session=row[0], by=cast.priya, at=NOW, **to),
        lambda: group_sessions.cancel(session=row[1], reason="Storm", by=cast.priya, at=NOW),
    )
    with acting_as(service=cast.service.pk, roles=["director"]):
        cancelled = GroupSession.objects.get(pk=row[1].pk)
        versions = GroupSession.pgh_event_model.objects.filter(pgh_obj_id=cancelled.pk)
        told = list(versions.order_by("pgh_id").values_list("version", flat=True))
    assert cancelled.cancelled_at
    assert told == list(range(1, len(told) + 1)), "each change has a version of its own"
