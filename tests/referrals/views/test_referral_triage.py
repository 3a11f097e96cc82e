"""Triage: safety first and never added up, two plans, and a colleague where one is owed."""

from __future__ import annotations

import pytest

from referrals.models import Triage

PLANS = {
    "urgency": "this_week",
    "immediate_plan": "He stays with his brother tonight.",
    "next_step_plan": "We talk again on Monday.",
}


@pytest.fixture
def url(referral) -> str:
    return f"/referrals/{referral.pk}/triage/"


def test_safety_is_asked_before_anything_else(cast, sign_in, url):
    page = sign_in(cast.ines).get(url).content.decode()
    assert page.index("Threats to kill") < page.index("How he is") < page.index("What happens now")


def test_nothing_on_the_page_is_a_score(cast, sign_in, url):
    main = sign_in(cast.ines).get(url).content.decode().split("<main")[1].lower()
    assert "points" not in main
    assert "risk level" not in main


def test_how_soon_is_for_a_person_to_say(cast, sign_in, referral, url):
    browser = sign_in(cast.ines)
    assert "checked" not in browser.get(url).content.decode().split("<main")[1]

    answer = browser.post(url, {name: words for name, words in PLANS.items() if name != "urgency"})

    assert answer.status_code == 422
    assert PLANS["immediate_plan"] in answer.content.decode()
    assert not Triage.objects.exists()


def test_what_was_said_before_stands_chosen_when_it_is_put_right(cast, sign_in, url):
    browser = sign_in(cast.ines)
    browser.post(url, PLANS)

    page = browser.get(url).content.decode().split("<main")[1]

    assert page.count("checked") == 1
    assert 'value="this_week"' in page[: page.index("checked")].rsplit("<input", 1)[1]


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
    assert "Talk it over with a colleague first" in answer.content.decode()
    assert not Triage.objects.exists()
    browser.post(url, PLANS | {"safety_prompts": ["choking"], "consulted": str(cast.priya.pk)})
    assert Triage.objects.get().consulted == cast.priya
    page = browser.get(referral.get_absolute_url()).content.decode()
    assert "Talked over with Priya Nair" in page


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
