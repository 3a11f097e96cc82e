"""What a talk found: two plans, a colleague's ear for every yes, and a second person at high risk."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from programs.actions import risk_results
from programs.models import Assessment
from referrals.actions import consultations, kept_apart, referrals, triages
from referrals.actions.triages import Told
from referrals.errors import SecondPersonMissing
from referrals.models import Consultation, Referral, Triage
from services.errors import NotAcceptable, Refused, Stale
from services.models import RelationshipStatus
from tests import factories
from tests.conftest import NOW

PLANS = {"immediate_plan": "Call his brother tonight.", "next_step_plan": "Meet on Monday."}
TODAY = NOW.date()


@pytest.fixture
def referral(cast) -> Referral:
    return factories.make_referral(client=cast.dan, site=cast.north)


def keep(cast, referral, **answers) -> Triage:
    return triages.keep(referral=referral, **({"by": cast.ines, "at": NOW} | PLANS | answers))


def now_at(referral) -> str:
    referral.refresh_from_db()
    return referral.status


def test_a_triage_moves_it_on_with_both_plans(cast, referral):
    found = keep(cast, referral, urgency="today", mood="Ashamed, sleeping badly.")
    assert now_at(referral) == "triaged"
    assert (found.immediate_plan, found.urgency) == ("Call his brother tonight.", "today")


@pytest.mark.parametrize("missing", ["immediate_plan", "next_step_plan"])
def test_both_plans_are_owed(cast, referral, missing):
    with pytest.raises(NotAcceptable) as refusal:
        keep(cast, referral, **{missing: "  "})
    assert set(refusal.value.fields) == {missing}
    assert not Triage.objects.exists()
    assert now_at(referral) == "received"


def test_the_database_wants_both_plans_too(cast, referral):
    with pytest.raises(DatabaseError, match="triage_has_both_plans"), transaction.atomic():
        Triage.objects.create(
            service=cast.service,
            referral=referral,
            immediate_plan="Call",
            next_step_plan="",
            by=cast.ines,
            at=NOW,
        )


@pytest.mark.parametrize("danger", [{"safety_prompts": ["weapons"]}, {"high_risk": True}])
@pytest.mark.parametrize("whom", ["nobody", "himself"])
def test_danger_needs_a_colleagues_ear(cast, referral, whom, danger):
    consulted = {"nobody": None, "himself": cast.ines}[whom]
    with pytest.raises(NotAcceptable) as refusal:
        keep(cast, referral, **danger, consulted=consulted)
    assert "consulted" in refusal.value.fields
    assert now_at(referral) == "received"
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("prompt", Triage.SafetyPrompt.values)
def test_any_yes_asks_the_colleague_named_and_is_no_score(cast, referral, prompt):
    found = keep(cast, referral, safety_prompts=[prompt], consulted=cast.priya, question="Tonight?")
    asked = Consultation.objects.get()
    assert (asked.asked_of, asked.asked_by, asked.question) == (cast.priya, cast.ines, "Tonight?")
    assert (found.high_risk, found.safety_prompts) == (False, [prompt])


def test_the_same_yes_asks_once_and_a_new_one_again(cast, referral):
    keep(cast, referral, safety_prompts=["weapons"], consulted=cast.priya)
    keep(cast, referral, safety_prompts=["weapons"], consulted=cast.priya)
    assert Consultation.objects.count() == 1
    keep(cast, referral, safety_prompts=["weapons"], consulted=cast.tom)
    assert Consultation.objects.get().asked_of == cast.tom
    consultations.answer(consultation=Consultation.objects.get(), words="Seen.", by=cast.tom, at=NOW)
    keep(cast, referral, safety_prompts=["weapons"], consulted=cast.tom)
    assert Consultation.objects.count() == 1
    keep(cast, referral, safety_prompts=["weapons", "choking"], consulted=cast.tom)
    assert Consultation.objects.open().count() == 1


def test_a_talk_is_answered_once_and_by_another(cast, referral):
    keep(cast, referral, safety_prompts=["weapons"], consulted=cast.priya)
    asked = Consultation.objects.get()
    for wrong in ({"by": cast.ines}, {"words": " "}):
        with pytest.raises(Refused):
            consultations.answer(
                **({"consultation": asked, "words": "Yes", "by": cast.priya, "at": NOW} | wrong)
            )
    consultations.answer(consultation=asked, words="Yes", by=cast.priya, at=NOW)
    with pytest.raises(Refused):
        consultations.answer(consultation=asked, words="No", by=cast.priya, at=NOW)
    with pytest.raises(DatabaseError, match="answered_by_another"), transaction.atomic():
        Consultation.objects.update(answered_by=cast.ines)


@pytest.mark.parametrize(
    "wrong",
    [
        {"safety_prompts": ["mood"]},
        {"safety_prompts": "weapons"},
        {"urgency": "whenever"},
        {"barrier_codes": ["lazy"]},
        {"fee": "double"},
        {"fee_amount": Decimal(-1)},
        {"told": Told(relationship="complicated")},
        {"told": Told(relationship="together", relationship_since=TODAY + timedelta(days=1))},
        {"told": Told(screens=[{"instrument_code": "phq2", "answers": [4, 4]}])},
    ],
)
def test_an_unknown_answer_is_refused_and_nothing_is_kept(cast, referral, wrong):
    with pytest.raises(NotAcceptable):
        keep(cast, referral, **wrong)
    assert not Triage.objects.exists()
    assert not Assessment.objects.exists()
    assert not RelationshipStatus.objects.exists()


def test_a_triage_can_be_corrected_and_keeps_what_was_not_said_again(cast, referral):
    keep(cast, referral, urgency="today", barriers="Nights")
    found = keep(cast, referral, barriers="Nights and no bus")
    assert (found.urgency, found.barriers) == ("today", "Nights and no bus")
    assert Triage.objects.count() == 1
    assert referral.steps.count() == 1


def test_a_screen_of_today_is_put_right_and_of_another_day_asked_anew(cast, referral):
    def answered(points: int, **more) -> Told:
        return Told(screens=[{"instrument_code": "phq2", "answers": [points, 0], **more}])

    keep(cast, referral, told=answered(1))
    keep(cast, referral, told=answered(2))
    assert [each.total for each in Assessment.objects.all()] == [2]
    keep(cast, referral, told=answered(3, taken_on=TODAY - timedelta(days=9)))
    assert [each.total for each in Assessment.objects.all()] == [2, 3]


def test_high_risk_is_decided_by_two(cast, referral):
    keep(cast, referral, high_risk=True, consulted=cast.priya)
    for to in ("accepted", "waitlisted", "redirected", "declined"):
        with pytest.raises(SecondPersonMissing):
            referrals.step(referral=referral, to=to, reason="Why", by=cast.priya, at=NOW)
    with pytest.raises(Refused):
        triages.second(referral=referral, words="Fine", by=cast.ines, at=NOW)
    with pytest.raises(DatabaseError, match="seconded_by_another"), transaction.atomic():
        Triage.objects.update(seconded_by=cast.ines)
    triages.second(referral=referral, words="We call on Friday.", by=cast.priya, at=NOW)
    referrals.step(referral=referral, to="accepted", by=cast.ines, at=NOW)
    assert now_at(referral) == "accepted"


def test_a_second_look_is_at_what_stood_there(cast, referral):
    keep(cast, referral, high_risk=True, consulted=cast.priya)
    triages.second(referral=referral, words="Seen.", by=cast.priya, at=NOW)
    same = keep(cast, referral, high_risk=True, consulted=cast.priya, mood="Calmer.")
    assert same.seconded_by == cast.priya
    other = keep(cast, referral, high_risk=True, consulted=cast.priya, immediate_plan="He goes home.")
    assert other.awaits_second


def test_nobody_alone_takes_back_their_own_word_of_danger(cast, referral):
    keep(cast, referral, high_risk=True, consulted=cast.priya)
    with pytest.raises(NotAcceptable) as refusal:
        keep(cast, referral, high_risk=False)
    assert "high_risk" in refusal.value.fields
    assert not keep(cast, referral, high_risk=False, by=cast.priya).high_risk


@pytest.mark.parametrize(("tool", "level", "high"), [
    ("c_ssrs", "high", True), ("c_ssrs", "moderate", False), ("odara", "high", True), ("sara", "low", False),
])  # fmt: skip
def test_a_tool_that_says_high_is_not_argued_with(cast, referral, tool, level, high):
    result = {"tool": tool, "level": level, "assessed_on": TODAY, "assessor": "Ruth, the clinic"}
    found = keep(cast, referral, high_risk=False, consulted=cast.priya, told=Told(results=[result]))
    assert (found.high_risk, found.awaits_second) == (high, high)


def test_a_result_after_the_second_look_asks_for_another(cast, referral):
    keep(cast, referral, high_risk=True, consulted=cast.priya)
    triages.second(referral=referral, words="Seen.", by=cast.priya, at=NOW)
    said = {
        "tool": "odara",
        "level": "high",
        "assessor": "Ruth, the clinic",
        "client": cast.dan,
        "by": cast.tom,
    }
    old = TODAY - timedelta(days=400)
    risk_results.record(**said, assessed_on=old, at=NOW + timedelta(hours=1))
    referrals.step(referral=referral, to="accepted", by=cast.ines, at=NOW)
    risk_results.record(**said, assessed_on=TODAY, at=NOW + timedelta(hours=1))
    with pytest.raises(SecondPersonMissing):
        referrals.step(referral=referral, to="waitlisted", by=cast.ines, at=NOW)


def test_what_a_colleague_changed_meanwhile_is_not_written_over(cast, referral):
    told = Told(man={"language": "Dari"}, man_version=cast.dan.version + 1)
    with pytest.raises(Stale):
        keep(cast, referral, told=told)
    assert not Triage.objects.exists()


def test_who_must_not_meet_him_reads_no_talk_about_him_either(cast):
    """Also when it was that colleague who was asked."""
    referral = factories.make_referral(client=cast.dan)
    consultations.ask(referral=referral, of=cast.tom, question="He has a rope.", by=cast.ines, at=NOW)
    assert Consultation.objects.visible_to(cast.tom).count() == 1
    kept_apart.declare(client=cast.dan, staff=cast.tom, why="safety", by=cast.ines, at=NOW)
    assert not Consultation.objects.visible_to(cast.tom).exists()
