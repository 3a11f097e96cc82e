from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from programs.actions import facilitators
from programs.errors import AlreadyRunsIt
from programs.models import Facilitator, Group
from services.access import seat
from services.errors import NotAcceptable
from services.models import AuditEntry
from services.wall import acting_as
from tests.conftest import NOW, Cast
from tests.races import at_once

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


def add(cast, staff, *, since=TODAY):
    return facilitators.add(group=cast.group, staff=staff, since=since, by=cast.priya, at=NOW)


def sees(cast, staff) -> bool:
    return Group.objects.visible_to(seat(staff, cast.service, on=TODAY)).filter(pk=cast.group.pk).exists()


def test_who_is_named_runs_the_group_and_sees_it(cast):
    assert not sees(cast, cast.pete)
    facilitator = add(cast, cast.pete)
    assert (facilitator.since, facilitator.until) == (TODAY, None)
    assert sees(cast, cast.pete)
    entry = AuditEntry.objects.get()
    assert (entry.what, entry.about_id, entry.details) == (
        "facilitator.added",
        cast.group.pk,
        {"staff": str(cast.pete.pk)},
    )


def test_nobody_runs_a_group_twice_at_one_time(cast):
    with pytest.raises(AlreadyRunsIt, match="Tom Beck already runs this group"):
        add(cast, cast.tom)
    facilitators.end(facilitator=Facilitator.objects.get(staff=cast.tom), until=TODAY, by=cast.priya, at=NOW)
    with pytest.raises(AlreadyRunsIt):
        add(cast, cast.tom)
    assert add(cast, cast.tom, since=TOMORROW)


def test_a_group_is_handed_on_from_a_day(cast):
    tom = Facilitator.objects.get(staff=cast.tom)
    facilitators.end(facilitator=tom, until=TOMORROW, by=cast.priya, at=NOW)
    tom.refresh_from_db()
    assert tom.until == TOMORROW
    assert AuditEntry.objects.get().what == "facilitator.ended"


def test_it_does_not_end_before_it_began(cast):
    tom = Facilitator.objects.get(staff=cast.tom)
    with pytest.raises(NotAcceptable, match="before Tom Beck began"):
        facilitators.end(facilitator=tom, until=tom.since - timedelta(days=1), by=cast.priya, at=NOW)
    tom.refresh_from_db()
    assert tom.until is None


def test_two_who_name_the_same_person_at_once_name_him_once(transactional_db):
    with transaction.atomic():
        cast = Cast()
    answers = at_once(cast, lambda: add(cast, cast.pete), lambda: add(cast, cast.pete))
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyRunsIt", "Facilitator"]
    with acting_as(service=cast.service.pk):
        assert Facilitator.objects.filter(staff=cast.pete).count() == 1


# --- In the place of a colleague ------------------------------------------------------------------------------


def cover(cast, staff, **change):
    how = {"covers": cast.tom, "since": TODAY, "until": TOMORROW} | change
    return facilitators.cover(group=cast.group, staff=staff, **how, by=cast.priya, at=NOW)


def test_who_covers_runs_the_group_until_a_day(cast):
    row = cover(cast, cast.pete)
    assert (row.covers, row.since, row.until) == (cast.tom, TODAY, TOMORROW)
    assert sees(cast, cast.pete)
    assert AuditEntry.objects.get().what == "facilitator.covers"


@pytest.mark.parametrize(
    ("who", "change", "refusal"),
    [
        ("tom", {}, NotAcceptable),
        ("pete", {"until": TODAY - timedelta(days=1)}, NotAcceptable),
        ("pete", {"covers": "ines"}, NotAcceptable),
        ("pete", {"since": TODAY, "covers": "tom"}, None),
    ],
)
def test_cover_is_for_somebody_else_who_runs_it_then(cast, who, change, refusal):
    change = {name: getattr(cast, said) if name == "covers" else said for name, said in change.items()}
    if refusal is None:
        assert cover(cast, getattr(cast, who), **change)
        return
    with pytest.raises(refusal):
        cover(cast, getattr(cast, who), **change)
    assert not Facilitator.objects.exclude(covers=None).exists()


def test_nobody_covers_twice_at_one_time(cast):
    cover(cast, cast.pete)
    with pytest.raises(AlreadyRunsIt):
        cover(cast, cast.pete)
    assert cover(cast, cast.pete, since=TOMORROW + timedelta(days=1), until=TOMORROW + timedelta(days=3))
