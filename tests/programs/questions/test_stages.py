"""Where a man is between me and we: counted from what he came to, in any group of the program or one to one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.models import Appointment, Enrollment
from programs.questions.stages import stage_of, with_stage
from services.access import seat
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW
from tests.programs.questions.test_gates import Round


@pytest.fixture
def round_(cast) -> Round:
    made = Round(cast)
    made.dan = factories.make_enrollment(client=cast.dan, group=cast.group, status="attending")
    return made


def came(round_, name: str, outcome: str = "present") -> None:
    plan = next(plan for plan in round_.plans if plan.name == name)
    held = factories.make_session(
        group=round_.cast.group, module=plan.module, plan=plan, starts_at=NOW - timedelta(days=len(name))
    )
    factories.make_attendance(session=held, enrollment=round_.dan, outcome=outcome)


def reached(cast, round_):
    seat(cast.tom, cast.service, on=NOW.date())
    return stage_of(with_stage(Enrollment.objects.filter(pk=round_.dan.pk), cast.tom).get())


def test_he_is_on_himself_until_he_came_to_what_comes_first(cast, round_):
    came(round_, "Breathing")
    came(round_, "Anger", "unexcused")
    assert (reached(cast, round_).came, reached(cast, round_).needed) == (1, 3)
    assert reached(cast, round_).stage == "me"
    for name in ("Anger", "Shame"):
        plan = next(plan for plan in round_.plans if plan.name == name)
        Appointment.objects.create(
            service=cast.service,
            enrollment=round_.dan,
            staff=cast.tom,
            kind="make_up",
            plan=plan,
            meets_on=NOW.date(),
            starts_at=NOW - timedelta(hours=len(name)),
            ends_at=NOW - timedelta(hours=len(name) - 1),
            outcome="present",
        )
    assert reached(cast, round_).stage == "we"


def test_the_edition_may_ask_for_fewer_and_a_program_without_others_parts_nothing(cast, round_):
    round_.edition.me_first = 1
    came(round_, "Breathing")
    type(round_.edition).objects.filter(pk=round_.edition.pk).update(me_first=None)
    assert reached(cast, round_).stage == "me"
    cast.group.curriculum = None
    cast.group.save()
    assert reached(cast, round_) is None


def test_his_page_says_it(cast, round_, sign_in):
    came(round_, "Breathing")
    url = f"/clients/{cast.dan.pk}/"
    page = sign_in(cast.tom).get(url).content.decode()
    assert "Working on himself: he came to 1 of the 3 sessions that come before those with others." in page
    assert asked(sign_in(cast.tom), url) <= MOST
