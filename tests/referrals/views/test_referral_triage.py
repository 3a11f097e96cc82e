"""Triage: safety first and never added up, two plans, and a colleague where one is owed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from programs.models import Assessment
from referrals.models import Consultation, FrontDesk, Triage
from services.models import RelationshipStatus
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

PLANS = {
    "urgency": "this_week",
    "immediate_plan": "He stays with his brother tonight.",
    "next_step_plan": "We talk again on Monday.",
}


def chosen(page, name: str = "urgency") -> list[str]:
    """What stands chosen on the page under this name."""
    inputs = re.findall(r"<input [^>]*>", page.content.decode())
    ticked = [each for each in inputs if f'name="{name}"' in each and " checked" in each]
    return [re.search('value="([^"]*)"', each)[1] for each in ticked]


@pytest.fixture
def url(referral) -> str:
    return f"/referrals/{referral.pk}/triage/"


def test_safety_is_asked_before_anything_else(cast, sign_in, url):
    page = sign_in(cast.ines).get(url).content.decode()
    main = page.split("<main")[1]
    assert main.index("Threats to kill") < main.index("How he is") < main.index("What happens now")


def test_nothing_on_the_page_is_a_score(cast, sign_in, url):
    main = sign_in(cast.ines).get(url).content.decode().split("<main")[1].lower()
    assert "points" not in main
    assert "risk level" not in main


def test_how_soon_is_for_a_person_to_say(cast, sign_in, referral, url):
    browser = sign_in(cast.ines)
    assert chosen(browser.get(url)) == []

    answer = browser.post(url, {name: words for name, words in PLANS.items() if name != "urgency"})

    assert answer.status_code == 422
    assert PLANS["immediate_plan"] in answer.content.decode()
    assert not Triage.objects.exists()


def test_what_was_said_before_stands_chosen_when_it_is_put_right(cast, sign_in, url):
    browser = sign_in(cast.ines)
    browser.post(url, PLANS)

    assert chosen(browser.get(url)) == ["this_week"]


def test_both_plans_move_it_on(cast, sign_in, referral, url):
    answer = sign_in(cast.ines).post(url, PLANS | {"mood": "Tired, ashamed."})
    assert answer.url == referral.get_absolute_url()
    triage = Triage.objects.get()
    assert (triage.immediate_plan, triage.mood, triage.by) == (
        PLANS["immediate_plan"],
        "Tired, ashamed.",
        cast.ines,
    )
    referral.refresh_from_db()
    assert referral.status == "triaged"


@pytest.mark.parametrize("missing", ["immediate_plan", "next_step_plan"])
def test_one_plan_is_not_enough(cast, sign_in, referral, url, missing):
    answer = sign_in(cast.ines).post(url, PLANS | {missing: " ", "mood": "Tired."})
    assert answer.status_code == 422
    assert "Tired." in answer.content.decode()
    assert not Triage.objects.exists()
    referral.refresh_from_db()
    assert referral.status == "received"


def test_a_yes_owes_a_colleagues_ear(cast, sign_in, referral, url):
    browser = sign_in(cast.ines)
    answer = browser.post(url, PLANS | {"safety_prompts": ["choking"]})
    assert answer.status_code == 422
    assert "A colleague has to hear of it: name whom you ask." in answer.content.decode()
    assert not Triage.objects.exists()
    browser.post(url, PLANS | {"safety_prompts": ["choking"], "consulted": str(cast.priya.pk)})
    assert Triage.objects.get().consulted == cast.priya
    page = browser.get(referral.get_absolute_url()).content.decode()
    assert "Priya Nair was asked." in page


@pytest.mark.parametrize("who", ["ines", "wes", "pete", "ada"])
def test_a_colleague_is_somebody_else_here_who_may_know_him(cast, sign_in, url, who):
    sent = PLANS | {"safety_prompts": ["choking"], "consulted": str(getattr(cast, who).pk)}
    assert sign_in(cast.ines).post(url, sent).status_code == 422
    assert not Triage.objects.exists()


def test_an_unknown_prompt_is_refused(cast, sign_in, url):
    assert sign_in(cast.ines).post(url, PLANS | {"safety_prompts": ["smokes"]}).status_code == 422
    assert not Triage.objects.exists()


def test_it_can_be_corrected_and_does_not_move_it_back(cast, sign_in, at_status):
    referral = at_status("accepted")
    url = f"/referrals/{referral.pk}/triage/"
    browser = sign_in(cast.ines)
    browser.post(url, PLANS)
    browser.post(url, PLANS | {"mood": "Calmer.", "version": 1})
    assert Triage.objects.get().mood == "Calmer."
    referral.refresh_from_db()
    assert referral.status == "accepted"


@pytest.mark.parametrize("seen", [{"version": 1}, {"version": 0}, {}, {"version": "x"}])
def test_a_yes_that_somebody_else_wrote_down_is_taken_away_by_no_page_opened_before(
    cast, sign_in, referral, url, seen
):
    sign_in(cast.ines).post(url, PLANS | {"version": 0})
    grave = {"safety_prompts": ["weapons"], "consulted": str(cast.priya.pk), "version": 1}
    assert sign_in(cast.ines).post(url, PLANS | grave).status_code == 302
    answer = sign_in(cast.priya).post(url, PLANS | {"mood": "Calm.", **seen})
    assert answer.status_code == 412
    page = answer.content.decode()
    assert "Weapons within reach." in page
    assert "Calm." in page
    triage = Triage.objects.get()
    assert (triage.safety_prompts, triage.mood, triage.version) == (["weapons"], "", 2)
    assert sign_in(cast.priya).post(url, PLANS | {"mood": "Calm.", "version": 2}).status_code == 302
    triage.refresh_from_db()
    assert (triage.safety_prompts, triage.mood, triage.version) == ([], "Calm.", 3)


def test_one_page_keeps_all_that_came_up(cast, sign_in, referral, url):
    """What had happened, home, how he can come, and two screens, each where it belongs; the history of home, too."""
    browser = sign_in(cast.ines)
    page = browser.get(url)
    versions = {name: re.search(f'name="{name}" value="(\\d+)"', page.content.decode())[1]
                for name in ("man_version", "way_version")}  # fmt: skip
    said = PLANS | versions | {
        "crisis": "charge", "crisis_on": "2026-03-01", "pressure": "ordered", "offered": "The Thursday group",
        "told_he_needs": "An anger course", "availability": ["weekday_evening", "shifts"],
        "relationship": "separated_same_home", "relationship_since": "2026-02-01", "is_father": "yes",
        "new_baby": "yes", "child_contact": "supervised", "language": "Dari", "needs_interpreter": "on",
        "reads_easily": "no", "identity": "Métis, he says", "barrier_codes": ["shame", "shifts"],
        "fee": "sliding", "fee_amount": "12.50", "phq9-q1": "1", "phq9-q2": "1",
        "audit_c-q1": "4", "audit_c-q2": "0", "audit_c-q3": "0",
    }  # fmt: skip
    answer = browser.post(url, said, follow=True)
    assert "Every point comes from how often he drinks." in answer.content.decode()
    man = cast.luis
    man.refresh_from_db()
    assert (man.is_father, man.new_baby, man.child_contact, man.reads_easily) == (
        True,
        True,
        "supervised",
        False,
    )
    assert (man.language, man.needs_interpreter, man.identity) == ("Dari", True, "Métis, he says")
    referral.refresh_from_db()
    assert (referral.crisis, referral.offered, referral.pressure) == (
        "charge",
        "The Thursday group",
        "ordered",
    )
    assert referral.availability == ["weekday_evening", "shifts"]
    found = Triage.objects.get()
    assert (found.barrier_codes, found.fee, str(found.fee_amount)) == (
        ["shame", "shifts"],
        "sliding",
        "12.50",
    )
    kept = {each.instrument: (each.total, each.band) for each in Assessment.objects.all()}
    assert kept == {"phq2": (2, "negative"), "audit_c": (4, "positive")}
    said |= {"version": "1", "relationship": "divorced", "phq9-q2": "3", "man_version": man.version,
             "way_version": referral.version}  # fmt: skip
    answer = browser.post(url, said, follow=True)
    assert "His answers ask for the longer form: PHQ-9." in answer.content.decode()
    told = RelationshipStatus.objects.values_list("status", flat=True)
    assert set(told) == {"separated_same_home", "divorced"}
    assert Assessment.objects.count() == 2


def test_a_word_of_dying_asks_a_colleague_whatever_the_sum(cast, sign_in, referral, url):
    browser = sign_in(cast.ines)
    nine = {f"phq9-q{number}": "0" for number in range(1, 10)} | {"phq9-q9": "1"}
    answer = browser.post(url, PLANS | nine | {"mood": "Flat."})
    page = answer.content.decode()
    assert (answer.status_code, "A colleague has to hear of it" in page, "Flat." in page) == (422, True, True)
    assert chosen(answer, "phq9-q9") == ["1"]
    assert not Assessment.objects.exists()
    assert browser.post(url, PLANS | nine | {"consulted": str(cast.priya.pk)}).status_code == 302
    assert Triage.objects.get().safety_prompts == ["self_harm"]
    assert Consultation.objects.get().asked_of == cast.priya


def test_a_colleague_answers_and_a_second_person_looks(cast, sign_in, referral, url):
    ines, priya = sign_in(cast.ines), sign_in(cast.priya)
    grave = {
        "safety_prompts": ["weapons"],
        "high_risk": "on",
        "consulted": str(cast.priya.pk),
        "question": "Tonight?",
    }
    assert ines.post(url, PLANS | grave).status_code == 302
    accept = f"/referrals/{referral.pk}/step/accept/"
    refused = ines.post(accept, {})
    assert (refused.status_code, b"A second person looks at the triage first" in refused.content) == (
        409,
        True,
    )
    asked = Consultation.objects.get()
    at = f"/consultations/{asked.pk}/"
    assert "Ines Roth asks about safety" in priya.get("/").content.decode()
    page = priya.get(at).content.decode()
    assert "Tonight?" in page
    assert "Weapons within reach" in page
    assert ines.post(at, {"answer": "Fine."}).status_code == 409
    assert priya.post(at, {"answer": ""}).status_code == 422
    assert priya.post(at, {"answer": "His brother keeps the key."}).url == at
    assert "asks about safety" not in priya.get("/").content.decode()
    assert "His brother keeps the key." in ines.get(referral.get_absolute_url()).content.decode()
    second = f"/referrals/{referral.pk}/triage/second/"
    assert ines.post(second, {"seconded_words": "Fine."}).status_code == 409
    assert priya.post(second, {"seconded_words": ""}).status_code == 422
    assert priya.post(second, {"seconded_words": "We call on Friday."}).url == referral.get_absolute_url()
    assert "Priya Nair has looked at it, too." in ines.get(referral.get_absolute_url()).content.decode()
    assert ines.post(accept, {}).status_code == 302


def test_a_result_from_elsewhere_that_says_high_is_not_argued_with(cast, sign_in, referral, url):
    browser = sign_in(cast.ines)
    half = browser.post(url, PLANS | {"result-tool": "c_ssrs"})
    assert (half.status_code, b"Say this too, or choose no tool." in half.content) == (422, True)
    result = {"result-tool": "c_ssrs", "result-level": "high", "result-assessed_on": "2026-03-12",
              "result-assessor": "Ruth, the clinic"}  # fmt: skip
    assert browser.post(url, PLANS | result).status_code == 422
    assert browser.post(url, PLANS | result | {"consulted": str(cast.priya.pk)}).status_code == 302
    assert Triage.objects.get().high_risk
    assert browser.post(f"/referrals/{referral.pk}/step/accept/", {}).status_code == 409


def test_a_result_that_comes_later_leads_to_the_second_look(cast, sign_in, referral, url):
    browser = sign_in(cast.ines)
    browser.post(url, PLANS)
    result = {"tool": "odara", "level": "high", "assessed_on": "2026-03-12", "assessor": "Ruth, the clinic"}
    browser.post(f"/clients/{cast.luis.pk}/risk-results/new/", result)
    page = browser.get(referral.get_absolute_url()).content.decode()
    assert "A risk tool says high." in page
    assert f"/referrals/{referral.pk}/triage/second/" in page
    assert "Accept him" not in page


def test_the_fee_stands_on_no_register(cast, sign_in, referral, url):
    factories.make_enrollment(client=cast.luis, group=cast.group, status="attending")
    session = factories.make_session(group=cast.group, starts_at=NOW - timedelta(hours=3))
    sign_in(cast.ines).post(url, PLANS | {"fee": "sliding", "fee_amount": "87.35"})
    assert "87.35" in sign_in(cast.ines).get(referral.get_absolute_url()).content.decode()
    for page in (f"/sessions/{session.pk}/register/", f"/sessions/{session.pk}/sign-in/"):
        answer = sign_in(cast.tom).get(page)
        assert answer.status_code == 200
        assert "87.35" not in answer.content.decode()
        assert "can afford" not in answer.content.decode()


def test_what_he_said_before_is_offered_again_with_its_age(cast, sign_in, referral, url):
    old = factories.make_referral(client=cast.luis, site=cast.north, status="closed", episode=2)
    Triage.objects.create(
        service=cast.service, referral=old, barrier_codes=["cost"], barriers="No bus.", mood="Low then.",
        safety_prompts=["weapons"], immediate_plan="x", next_step_plan="y", by=cast.priya,
        at=NOW - timedelta(days=800),
    )  # fmt: skip
    page = sign_in(cast.ines).get(url)
    words = page.content.decode()
    assert chosen(page, "barrier_codes") == ["cost"]
    assert "No bus." in words
    assert "This is what he said on 2 January 2024." in words
    assert chosen(page, "safety_prompts") == []
    assert "Low then." in words
    assert asked(sign_in(cast.ines), url) <= MOST


def test_a_counselor_triages_without_the_door(cast, sign_in, referral, url):
    factories.make_enrollment(client=cast.luis, group=cast.group)
    page = sign_in(cast.tom).get(url).content.decode()
    assert "Under what pressure" not in page


def test_the_clock_is_the_directors(cast, sign_in, url):
    FrontDesk.objects.create(service=cast.service, hours_today=2)
    assert "Today, within 2 hours" in sign_in(cast.ines).get(url).content.decode()
