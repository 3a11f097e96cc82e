from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from programs.actions import enrollments, schedules
from programs.models import Facilitator, GroupSession
from programs.questions.clashes import clashes, man_clashes
from tests import factories
from tests.conftest import NOW

COMING = NOW + timedelta(days=7)


@pytest.fixture
def other(cast):
    return factories.make_group(program=cast.program, site=cast.north, name="Other group", room="Hall 2")


@pytest.fixture
def ours(cast) -> GroupSession:
    return factories.make_session(group=cast.group, starts_at=COMING)


def theirs(other, *, later: timedelta = timedelta(hours=1), **fields) -> GroupSession:
    return factories.make_session(group=other, starts_at=COMING + later, **fields)


def found(cast, *sessions: GroupSession, staff=None) -> list[tuple[str, str]]:
    return [(clash.kind, clash.words) for clash in clashes(sessions, staff=staff or cast.priya)]


@pytest.mark.parametrize(
    ("mine", "theirs_is", "site", "clashing"),
    [
        ("hall 2 ", "", "same", True),
        ("", "", "same", False),
        ("Hall 3", "", "same", False),
        ("Hall 2", "Hall 4", "same", False),
        ("Hall 2", "", "another", False),
    ],
)
def test_a_room_is_one_room_at_one_site(cast, other, ours, mine, theirs_is, site, clashing):
    if site == "another":
        other.site = factories.make_site(service=cast.service, name="East")
        other.save()
    theirs(other, room=theirs_is)
    ours.room = mine
    said = [("room", f"On 19 March Other group is in the room “{mine.strip()}” at that hour.")]
    assert found(cast, ours) == (said if clashing else [])


@pytest.mark.parametrize(
    ("later", "clashing"),
    [(timedelta(hours=2), False), (timedelta(hours=-2), False), (timedelta(minutes=119), True), (timedelta(days=1), False)],
)  # fmt: skip
def test_one_that_ends_as_the_other_begins_is_no_clash(cast, other, ours, later, clashing):
    theirs(other, later=later)
    ours.room = "Hall 2"
    assert bool(found(cast, ours)) is clashing


def test_nobody_runs_two_groups_at_one_hour(cast, other, ours):
    theirs(other)
    runs = Facilitator.objects.create(
        service=cast.service, group=other, staff=cast.tom, since=date(2026, 3, 1)
    )
    assert found(cast, ours) == [("facilitator", "On 19 March Tom Beck also runs Other group at that hour.")]
    Facilitator.objects.filter(pk=runs.pk).update(until=date(2026, 3, 18))
    assert found(cast, ours) == []


def test_no_man_has_two_places_at_one_hour(cast, other, ours):
    theirs(other)
    for group in (cast.group, other):
        place = factories.make_enrollment(client=cast.dan, group=group)
    factories.make_enrollment(client=cast.luis, group=cast.group)
    assert found(cast, ours) == [("man", "On 19 March Dan O. also has a place at that hour in Other group.")]
    enrollments.exit(enrollment=place, reason="moved", ended_by="man", on=NOW.date(), by=cast.priya, at=NOW)
    assert found(cast, ours) == []


def test_before_a_man_is_placed_his_other_group_is_asked(cast, other, ours):
    theirs(other)
    factories.make_enrollment(client=cast.dan, group=other)
    said = man_clashes(client_id=cast.dan.pk, group=cast.group, since=date(2026, 3, 12), staff=cast.priya)
    assert [clash.words for clash in said] == ["On 19 March he also has a place at that hour in Other group."]
    later = man_clashes(client_id=cast.dan.pk, group=cast.group, since=date(2026, 3, 20), staff=cast.priya)
    assert later == []


def test_a_group_one_does_not_see_is_not_named(cast, other, ours):
    theirs(other)
    ours.room = "Hall 2"
    assert found(cast, ours, staff=cast.tom) == [
        ("room", "On 19 March another group is in the room “Hall 2” at that hour.")
    ]


def test_what_was_cancelled_takes_no_room_and_another_service_none_of_ours(cast, other, ours):
    theirs(other, cancelled_at=NOW, cancel_reason="Storm")
    ours.room = "Hall 2"
    assert found(cast, ours) == []


def test_one_s_own_group_does_not_meet_twice(cast, ours):
    extra = GroupSession(
        service=cast.service,
        group=cast.group,
        session_on=COMING.date(),
        starts_at=COMING + timedelta(minutes=30),
        ends_at=COMING + timedelta(minutes=60),
    )
    assert found(cast, extra) == [("group", "On 19 March this group already meets at that hour.")]


def test_as_many_questions_for_two_as_for_twenty(cast, other, django_assert_num_queries):
    how = {"first_on": date(2026, 3, 19), "begins": time(18), "minutes": 90, "by": cast.priya, "at": NOW}
    row = schedules.schedule(group=cast.group, count=20, **how)
    cast.group.room = "Hall 2"
    schedules.schedule(group=other, count=20, **how)
    for man in (cast.dan, cast.luis):
        for group in (cast.group, other):
            factories.make_enrollment(client=man, group=group)
    with django_assert_num_queries(4):
        assert len(clashes(row[:2], staff=cast.priya)) == 6
    with django_assert_num_queries(4):
        assert len(clashes(row, staff=cast.priya)) == 60
