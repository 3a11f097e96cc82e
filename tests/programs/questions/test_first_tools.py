"""When a tool first comes: in the edition, and for each man, counted in sessions offered to him."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.models import PlanSkill, Skill
from programs.questions.curricula import editions
from programs.questions.first_tools import first_tool
from services.access import seat
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW
from tests.programs.questions.test_gates import Round


class Taught(Round):
    """Anger, the second session, teaches the first tool."""

    def begin(self, group) -> None:
        skill = Skill.objects.create(service=self.cast.service, name="Time-out")
        PlanSkill.objects.create(service=self.cast.service, plan=self.plans[1], skill=skill)
        super().begin(group)


@pytest.fixture
def round_(cast) -> Round:
    """Three evenings: Breathing, Anger, Anger again."""
    made = Taught(cast)
    made.held = [
        factories.make_session(
            group=cast.group, module=plan.module, plan=plan, starts_at=NOW - timedelta(days=days)
        )
        for plan, days in ((made.plans[0], 21), (made.plans[1], 14), (made.plans[1], 7))
    ]
    return made


def man(round_, name: str, *outcomes: str | None) -> None:
    client = factories.make_client(service=round_.cast.service, first_name=name, last_name="Example")
    place = factories.make_enrollment(client=client, group=round_.cast.group)
    for session, outcome in zip(round_.held, outcomes, strict=True):
        factories.make_attendance(session=session, enrollment=place, outcome=outcome)


def test_sessions_offered_until_the_first_tool(cast, round_):
    man(round_, "Second", "present", "late", "present")
    man(round_, "Third", "unexcused", None, "present")
    man(round_, "Away", "on_leave", "present", "present")
    man(round_, "Never", "present", "excused", "unexcused")
    seat(cast.tom, cast.service, on=NOW.date())
    told = first_tool(cast.tom, editions(cast.tom).get(), at=NOW)
    assert (told.number, told.name) == (2, "Time-out")
    assert dict(told.men) == {1: 1, 2: 1, 3: 1}
    assert (told.later, told.not_yet) == (0, 1)


def test_the_page_of_the_edition_says_it_with_its_definition(cast, round_, sign_in):
    man(round_, "Second", "present", "late", "present")
    page = sign_in(cast.tom).get(f"/programs/editions/{round_.edition.pk}/").content.decode()
    assert "Session 2 is the first to teach a tool: Time-out." in page
    assert "At session 2 offered to him" in page
    assert "Counted are sessions offered" in page
    assert asked(sign_in(cast.tom), f"/programs/editions/{round_.edition.pk}/") <= MOST
