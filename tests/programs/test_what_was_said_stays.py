"""Editing any rule or plan never changes what a signed note, a held session or a signature says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from programs.actions import (
    completions,
    curricula,
    modules,
    progress_notes,
    rule_profiles,
    session_plans,
    skills,
)
from programs.errors import ToolTaught
from programs.models import Completion, GroupSession, Module, PlanSkill, ProgressNote, SessionPlan, Skill
from programs.questions import finishing, standings
from programs.rules.sentences import explained
from tests import factories
from tests.conftest import NOW
from tests.programs.rules_of import published, weeks

TODAY = NOW.date()
RULES = {"sessions_required": 3, "max_absences": 1, "required_phrase": "Under section 12."}


class Said:
    """A session held by a plan, a note signed about it, and a man who finished under rules."""

    def __init__(self, cast) -> None:
        self.cast, self.act = cast, {"by": cast.tom, "at": NOW}
        self.rules = published(cast, **RULES)
        (self.part,) = factories.make_modules("Triggers", program=cast.program)
        self.plan = SessionPlan.objects.create(
            service=cast.service, module=self.part, position=1, name="What sets me off"
        )
        self.tool = Skill.objects.create(service=cast.service, name="Time-out", says="Say it, go, come back.")
        PlanSkill.objects.create(service=cast.service, plan=self.plan, skill=self.tool)
        cast.group.curriculum = self.part.curriculum
        cast.group.save()
        self.session = factories.make_session(group=cast.group, module=self.part, plan=self.plan)
        self.place = factories.make_enrollment(
            client=cast.dan, group=cast.group, rule_profile=self.rules, status="attending"
        )
        factories.make_attendance(session=self.session, enrollment=self.place, outcome="present")
        weeks(self.place, "present", "unexcused", "present")
        note = progress_notes.begin(enrollment=self.place, session=self.session, **self.act)
        progress_notes.save_draft(note=note, none_seen_yet=True, did="Named two triggers.", **self.act)
        progress_notes.sign(note=note, **self.act)
        completions.complete(
            enrollment=self.place,
            of="program",
            took_part=True,
            reviewed_on=TODAY,
            on=TODAY,
            review="He names it before it grows.",
            **self.act,
        )

    def told(self) -> dict[str, object]:
        """All of it, read from the rows as they are now."""
        session = GroupSession.objects.select_related("module", "plan").get(pk=self.session.pk)
        completion = Completion.objects.get()
        place = type(self.place).objects.select_related("rule_profile").get(pk=self.place.pk)
        certificate = finishing.certificate_of(place, completion, at=NOW)
        return {
            "session": (session.module.name, session.plan.name, session.plan.minutes, session.topic),
            "tools": list(session.plan.skills.values_list("name", "says")),
            "note": ProgressNote.objects.values().get(),
            "signature": Completion.objects.values().get(),
            "standing": explained(standings.of_place(place, at=NOW)),
            "certificate": (certificate.sessions, certificate.minutes, certificate.phrase),
        }


@pytest.fixture
def said(cast) -> Said:
    return Said(cast)


def a_next_edition_of_the_rules(said: Said) -> None:
    draft = rule_profiles.draft(
        service=said.cast.service,
        key=said.rules.key,
        name="Harder",
        rules={"sessions_required": 52, "max_absences": 0, "make_up_allowed": False},
        by=said.cast.priya,
        at=NOW,
    )
    rule_profiles.publish(profile=draft, by=said.cast.priya, at=NOW)


def other_rules_for_the_program(said: Said) -> None:
    published(said.cast, sessions_required=1)


def other_parts(said: Said) -> None:
    parts = [modules.Part(name="Something else", id=said.part.pk), modules.Part(name="And more")]
    modules.arrange(program=said.cast.program, parts=parts, by=said.cast.priya, at=NOW)


def newest(said: Said) -> tuple[Module, SessionPlan | None]:
    edition = curricula.newest(said.cast.program)
    part = edition.modules.first()
    return part, part.plans.first()


def another_plan(said: Said) -> None:
    part, plan = newest(said)
    if plan:
        session_plans.edit(plan=plan, name="Another evening", by=said.cast.priya, at=NOW)
    else:
        session_plans.add(module=part, name="A first evening", by=said.cast.priya, at=NOW)


def a_plan_fewer(said: Said) -> None:
    part, _plan = newest(said)
    session_plans.add(module=part, name="One more", by=said.cast.priya, at=NOW)
    session_plans.remove(plan=newest(said)[1], by=said.cast.priya, at=NOW)


def other_words_for_a_tool(said: Said) -> None:
    with pytest.raises(ToolTaught):
        skills.edit(skill=said.tool, says="Shout, then go.", by=said.cast.priya, at=NOW)


def a_tool_taught_no_longer(said: Said) -> None:
    skills.edit(skill=said.tool, name=said.tool.name, is_active=False, by=said.cast.priya, at=NOW)
    part, _plan = newest(said)
    new = skills.add(service=said.cast.service, name="Time-out, said first", by=said.cast.priya, at=NOW)
    session_plans.add(module=part, name="With the new one", skills=[new], by=said.cast.priya, at=NOW)


EDITS = [
    a_next_edition_of_the_rules,
    other_rules_for_the_program,
    other_parts,
    another_plan,
    a_plan_fewer,
    other_words_for_a_tool,
    a_tool_taught_no_longer,
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edit_changes_nothing_that_was_said(said, edit):
    before = said.told()
    edit(said)
    assert said.told() == before


def test_all_of_them_one_after_another_change_nothing(said):
    before = said.told()
    for edit in EDITS:
        edit(said)
    assert said.told() == before


LOCKED = {
    "rules": lambda said: rule_profiles.RuleProfile.objects.filter(pk=said.rules.pk).update(said={}),
    "part": lambda said: Module.objects.filter(pk=said.part.pk).update(name="Rewritten"),
    "plan": lambda said: SessionPlan.objects.filter(pk=said.plan.pk).update(name="Rewritten"),
    "tool": lambda said: Skill.objects.filter(pk=said.tool.pk).update(says="Rewritten"),
    "tool not taught": lambda said: PlanSkill.objects.filter(skill=said.tool).delete(),
    "plan gone": lambda said: SessionPlan.objects.filter(pk=said.plan.pk).delete(),
    "signature": lambda said: Completion.objects.update(took_part=False),
    "note": lambda said: ProgressNote.objects.update(signed_at=NOW + timedelta(days=1)),
}


@pytest.mark.parametrize("what", LOCKED)
def test_the_database_holds_it_too(said, what):
    before = said.told()
    with pytest.raises(IntegrityError), transaction.atomic():
        LOCKED[what](said)
    assert said.told() == before
