"""A triage sent whole: each part lands where it belongs, or nothing does."""

from __future__ import annotations

from programs.models import Assessment, RiskResult
from referrals.models import Triage
from tests import factories

PLANS = {"immediate_plan": "Call his brother.", "next_step_plan": "Meet on Monday."}


def test_everything_that_came_up_is_sent_at_once(cast, api, wes_api):
    referral = factories.make_referral(client=cast.dan, site=cast.north)
    ines = api(cast.ines)
    said = PLANS | {
        "safety_prompts": ["weapons"],
        "consulted": str(cast.priya.pk),
        "question": "Tonight?",
        "barrier_codes": ["shifts"],
        "fee": "waived",
        "crisis": "charge",
        "offered": "Thursday",
        "availability": ["weekday_evening"],
        "relationship_status": "divorced",
        "is_father": True,
        "identity": "Métis",
        "screens": [{"instrument": "audit_c", "answers": [4, 0, 0], "taken_on": "2026-03-10"}],
        "results": [{"tool": "odara", "level": "high", "assessed_on": "2026-03-10", "assessor": "R. Sand"}],
    }
    for wrong in ({"screens": [{"instrument": "ors", "answers": [1], "taken_on": "2026-03-10"}]},
                  {"results": [{"tool": "odara"}]}, {"fee_amount": "-1"}, {"urgency": "x"},
                  {"screens": [{"instrument": "phq2", "answers": [1], "taken_on": "2026-03-10"}]}):  # fmt: skip
        assert ines.post("referrals", referral.pk, "triage", body=said | wrong).status_code == 422
    assert not any(model.objects.exists() for model in (Triage, Assessment, RiskResult))
    told = ines.post("referrals", referral.pk, "triage", body=said)
    assert told.status_code == 200
    found = told.json()["triage"]
    assert (found["high_risk"], found["seconded_by"], found["fee"]) == (True, None, "waived")
    cast.dan.refresh_from_db()
    assert (cast.dan.is_father, cast.dan.identity) == (True, "Métis")
    assert Assessment.objects.get().band == "positive"
    assert ines.post("referrals", referral.pk, "accept", body={}).status_code == 409
    priya = api(cast.priya)
    (asked,) = priya.get("consultations", open="true", asked_of=str(cast.priya.pk)).json()["results"]
    assert asked["question"] == "Tonight?"
    assert ines.post("consultations", asked["id"], "reply", body={"words": "Yes"}).status_code == 409
    answered = priya.post("consultations", asked["id"], "reply", body={"words": "Yes"}).json()
    assert (answered["answer"], answered["answered_by"]) == ("Yes", str(cast.priya.pk))
    assert ines.post("referrals", referral.pk, "second", body={"words": "Me"}).status_code == 409
    assert priya.post("referrals", referral.pk, "second", body={"words": "Seen"}).status_code == 200
    assert ines.post("referrals", referral.pk, "accept", body={}).status_code == 200
    assert wes_api.get("consultations").json()["results"] == []
    assert wes_api.post("referrals", referral.pk, "second", body={"words": "x"}).status_code == 404
