from __future__ import annotations

from programs.models import Assessment, RiskResult

NINE = [1] * 9


def test_a_screen_is_sent_read_and_put_right(cast, api, wes_api):
    ines = api(cast.ines)
    said = {"client": str(cast.dan.pk), "instrument": "phq9", "answers": NINE, "taken_on": "2026-03-10"}
    made = ines.post("assessments", body=said)
    told = made.json()
    assert (made.status_code, told["total"], told["band"], told["asks_safety"]) == (201, 9, "mild", True)
    assert told["answers"] == NINE
    (line,) = ines.get("assessments", client=str(cast.dan.pk)).json()["results"]
    assert "answers" not in line
    gap = [*NINE[:8], None]
    right = ines.patch("assessments", told["id"], body={"answers": gap}, seen=1).json()
    assert (right["total"], right["band"], right["version"]) == (None, "", 2)
    assert ines.patch("assessments", told["id"], body={"answers": NINE}, seen=1).status_code == 412
    gone = ines.post("assessments", told["id"], "mark-in-error", body={"reason": "Another man"})
    assert (gone.status_code, gone.json()["error_reason"]) == (200, "Another man")
    for wrong in ({"answers": [9] * 9}, {"instrument": "ors"}, {"answers": []}, {"taken_on": "2030-01-01"}):
        assert ines.post("assessments", body=said | wrong).status_code == 422
    assert Assessment.objects.count() == 1
    assert api(cast.pete).get("assessments").status_code == 404
    assert wes_api.get("assessments", told["id"]).status_code == 404


def test_a_result_is_sent_and_put_right(cast, api, wes_api):
    ines = api(cast.ines)
    said = {"client": str(cast.dan.pk), "tool": "c_ssrs", "level": "high", "assessed_on": "2026-03-10"}
    assert ines.post("risk-results", body=said).status_code == 422
    made = ines.post("risk-results", body=said | {"assessor": "Ruth, the clinic"})
    assert made.status_code == 201
    pk = made.json()["id"]
    assert ines.patch("risk-results", pk, body={"level": "low"}, seen=1).json()["level"] == "low"
    assert ines.post("risk-results", body=said | {"assessor": "R", "answers": [1]}).status_code == 422
    assert ines.post("risk-results", pk, "mark-in-error", body={"reason": "Another"}).status_code == 200
    assert RiskResult.objects.count() == 1
    assert wes_api.get("risk-results").json()["results"] == []
