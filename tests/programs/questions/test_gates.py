"""Who of Tom's group meets a we session too early: from rows, in one query of the group's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from programs.models import Appointment, Curriculum, GateOverride, Group, Module, SessionPlan
from programs.questions import gates, places
from services.access import seat
from tests import factories
from tests.conftest import NOW

ME = ("Breathing", "Anger", "Shame")


class Round:
    """Breathing, Anger, Shame (me), then Time-out (we, for everybody) and Listening (we), one a week, round and round."""

    def __init__(self, cast) -> None:
        self.cast = cast
        edition = Curriculum.objects.create(service=cast.service, program=cast.program, edition=1)
        here = {"service": cast.service, "curriculum": edition}
        me = Module.objects.create(**here, position=1, name="Myself", stage="me")
        we = Module.objects.create(**here, position=2, name="Others", stage="we")
        self.plans = [
            SessionPlan.objects.create(
                service=cast.service,
                module=module,
                position=place,
                name=name,
                for_everybody=name == "Time-out",
            )
            for module, names in ((me, ME), (we, ("Time-out", "Listening")))
            for place, name in enumerate(names, start=1)
        ]
        self.edition = edition
        self.begin(cast.group)

    def begin(self, group: Group) -> None:
        group.curriculum = self.edition
        group.save()

    def meet(self, name: str, *, week: int, group: Group | None = None, came=()):
        plan = next(plan for plan in self.plans if plan.name == name)
        session = factories.make_session(
            group=group or self.cast.group,
            starts_at=NOW + timedelta(weeks=week, hours=1),
            module=plan.module,
            plan=plan,
        )
        for place in came:
            factories.make_attendance(session=session, enrollment=place, outcome="present")
        return session

    def gate(self, staff=None) -> gates.Gate:
        staff = staff or self.cast.tom
        rows = gates.told(Group.objects.visible_to(staff), staff, at=NOW)
        group = gates.with_men(rows, staff).select_related("program").get(pk=self.cast.group.pk)
        in_group, _ended = places.in_group(staff, group, held=())
        return gates.of_group(staff, group, in_group, at=NOW)

    def early(self, staff=None) -> list[tuple[str, date, int, int]]:
        return [
            (man.place.name, man.early.meeting.on, man.early.came, man.early.needed)
            for man in self.gate(staff).too_early
        ]


@pytest.fixture
def round_(cast) -> Round:
    return Round(cast)


@pytest.fixture
def dan(cast):
    return factories.make_enrollment(client=cast.dan, group=cast.group)


def on(week: int) -> date:
    return (NOW + timedelta(weeks=week, hours=1)).date()


def test_who_would_meet_others_before_himself_is_named_with_the_day(round_, dan):
    round_.meet("Shame", week=1)
    round_.meet("Time-out", week=2)
    round_.meet("Listening", week=3)
    assert round_.early() == [("Dan O.", on(3), 1, 3)]


def test_what_he_can_catch_up_with_is_the_first_me_session_he_lacks(round_, dan):
    round_.meet("Breathing", week=-1, came=[dan])
    round_.meet("Listening", week=1)
    (man,) = round_.gate().too_early
    assert (man.catch_up.name, man.catch_up.plan) == ("Anger", str(round_.plans[1].pk))


def test_who_has_come_to_the_me_part_is_not(round_, dan):
    for week, name in enumerate(ME):
        round_.meet(name, week=week - 5, came=[dan])
    round_.meet("Listening", week=1)
    assert round_.early() == []


def test_missed_is_not_come_to(round_, dan):
    for week, name in enumerate(ME):
        session = round_.meet(name, week=week - 5)
        factories.make_attendance(
            session=session, enrollment=dan, outcome="unexcused" if name == "Anger" else "late"
        )
    round_.meet("Listening", week=1)
    assert round_.early() == [("Dan O.", on(1), 2, 3)]


@pytest.mark.parametrize(("outcome", "counts"), [("present", True), ("excused", False), (None, False)])
def test_what_he_caught_up_with_one_to_one_counts(cast, round_, dan, outcome, counts):
    round_.meet("Breathing", week=-2, came=[dan])
    round_.meet("Anger", week=-1, came=[dan])
    round_.meet("Listening", week=1)
    Appointment.objects.create(
        service=cast.service, enrollment=dan, staff=cast.tom, plan=round_.plans[2], meets_on=NOW.date(),
        starts_at=NOW, ends_at=NOW + timedelta(hours=1), outcome=outcome,
    )  # fmt: skip
    assert (round_.early() == []) is counts


def test_what_he_came_to_in_another_group_of_the_program_counts(cast, round_, dan):
    other = factories.make_group(program=cast.program, name="Tuesday group", site=cast.north)
    before = factories.make_enrollment(
        client=cast.dan,
        group=other,
        status="exited",
        ended_on=NOW.date(),
        exit_reason="transferred",
        ended_by="man",
    )
    for week, name in enumerate(ME):
        round_.meet(name, week=week - 5, group=other, came=[before])
    round_.meet("Listening", week=1)
    assert round_.early() == []


def test_another_program_counts_for_nothing(cast, round_, dan):
    program = factories.make_program(service=cast.service, name="Elsewhere")
    other = factories.make_group(program=program, name="Tuesday group", site=cast.north)
    place = factories.make_enrollment(client=cast.dan, group=other)
    for week, name in enumerate(ME):
        round_.meet(name, week=week - 5, group=other, came=[place])
    round_.meet("Listening", week=1)
    assert round_.early() == [("Dan O.", on(1), 0, 3)]


def test_the_edition_may_ask_for_fewer(cast, round_, dan):
    Group.objects.filter(pk=cast.group.pk).update(curriculum=None)
    fewer = Curriculum.objects.create(service=cast.service, program=cast.program, edition=2, me_first=1)
    part = Module.objects.create(
        service=cast.service, curriculum=fewer, position=1, name="Myself", stage="me"
    )
    SessionPlan.objects.create(service=cast.service, module=part, position=1, name="Breathing")
    Group.objects.filter(pk=cast.group.pk).update(curriculum=fewer)
    round_.meet("Anger", week=-1, came=[dan])
    round_.meet("Listening", week=1)
    assert round_.early() == []


@pytest.mark.parametrize("what", ["closed", "paused", "later", "cancelled"])
def test_who_does_not_meet_it_is_not_named(cast, round_, dan, what):
    session = round_.meet("Listening", week=1)
    if what == "closed":
        Group.objects.filter(pk=cast.group.pk).update(entry="closed")
    elif what == "paused":
        type(dan).objects.filter(pk=dan.pk).update(status="paused")
    elif what == "later":
        type(dan).objects.filter(pk=dan.pk).update(started_on=on(2))
    else:
        session.cancelled_at, session.cancel_reason = NOW, "Snow"
        session.save()
    assert round_.early() == []


def test_who_comes_back_from_a_pause_is_asked_from_that_day_on(round_, dan):
    type(dan).objects.filter(pk=dan.pk).update(status="paused", returns_on=on(2))
    round_.meet("Listening", week=1)
    round_.meet("Listening", week=3)
    assert round_.early() == [("Dan O.", on(3), 0, 3)]


def test_who_was_let_in_stands_apart_with_the_reason(cast, round_, dan):
    round_.meet("Listening", week=1)
    GateOverride.objects.create(
        service=cast.service, enrollment=dan, reason="Did it at Mill Road.", by=cast.tom, at=NOW
    )
    gate = round_.gate()
    assert gate.too_early == []
    assert [(place.name, said["reason"], said["by"]) for place, said in gate.let_in] == [
        ("Dan O.", "Did it at Mill Road.", "Tom Beck")
    ]


def test_another_group_that_brings_him_there_is_offered_from_its_day(cast, round_, dan):
    other = factories.make_group(
        program=cast.program, name="Tuesday group", site=cast.north, facilitators=[cast.tom]
    )
    round_.begin(other)
    useless = factories.make_group(
        program=cast.program, name="Monday group", site=cast.north, facilitators=[cast.tom]
    )
    round_.begin(useless)
    round_.meet("Listening", week=1)
    round_.meet("Anger", week=1, group=useless)
    round_.meet("Listening", week=1, group=other)
    for week, name in enumerate(ME, start=2):
        round_.meet(name, week=week, group=other)
    (man,) = round_.gate().too_early
    assert [(group.name, start.on) for group, start in man.others] == [("Tuesday group", on(2))]


def test_a_group_one_may_not_see_is_not_offered(cast, round_, dan):
    other = factories.make_group(program=cast.program, name="Tuesday group")
    round_.begin(other)
    for week, name in enumerate(ME, start=2):
        round_.meet(name, week=week, group=other)
    round_.meet("Listening", week=1)
    assert [man.others for man in round_.gate().too_early] == [[]]
    assert [len(man.others) for man in round_.gate(cast.priya).too_early] == [1]


def test_a_man_about_to_be_placed_hears_the_same_of_each_group(cast, round_):
    other = factories.make_group(program=cast.program, name="Tuesday group", site=cast.north)
    round_.begin(other)
    round_.meet("Listening", week=1)
    for week, name in enumerate(ME, start=2):
        round_.meet(name, week=week)
        round_.meet(name, week=week, group=other)
    round_.meet("Listening", week=6, group=other)
    seat(cast.ines, cast.service, on=NOW.date())
    rows = list(Group.objects.visible_to(cast.ines).order_by("name"))
    gates.of_man(cast.ines, cast.dan, rows, on=NOW.date(), at=NOW)
    assert [(group.name, group.too_early and group.too_early.meeting.on) for group in rows] == [
        ("Thursday group", on(1)),
        ("Tuesday group", None),
    ]
    assert rows[0].better_from.on == on(2)
