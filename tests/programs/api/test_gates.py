from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import GateOverride
from tests import factories


@pytest.fixture
def dan(cast):
    """Next week the group is with others; Dan came to nothing of the part on himself."""
    me, we = factories.make_modules("Calm", "Listening", program=cast.program)
    we.stage = "we"
    we.save()
    cast.group.curriculum = me.curriculum
    cast.group.save()
    factories.make_session(group=cast.group, starts_at=timezone.now() + timedelta(weeks=1), module=we)
    return factories.make_enrollment(client=cast.dan, group=cast.group)


def test_who_meets_others_too_early(cast, api, dan):
    said = api(cast.tom).get("groups", cast.group.pk, "gate").json()
    assert [(man["enrollment"], man["came"], man["needed"]) for man in said["too_early"]] == [
        (str(dan.pk), 0, 1)
    ]
    assert (said["group"], said["let_in"]) == (str(cast.group.pk), [])


def test_a_decision_is_sent_with_its_reason_and_stands(cast, api, dan):
    tom = api(cast.tom)
    answer = tom.post("gate-overrides", body={"enrollment": str(dan.pk), "reason": "Did it elsewhere."})
    assert (answer.status_code, answer.json()["reason"]) == (201, "Did it elsewhere.")
    said = tom.get("groups", cast.group.pk, "gate").json()
    assert (said["too_early"], said["let_in"]) == ([], [str(dan.pk)])
    listed = tom.get("gate-overrides", enrollment=dan.pk).json()["results"]
    assert [row["id"] for row in listed] == [answer.json()["id"]]


@pytest.mark.parametrize("body", [{"reason": "Why."}, {"reason": ""}, {"enrollment": "17", "reason": "Why."}])
def test_a_man_and_a_reason_are_needed(cast, api, dan, body):
    said = {"enrollment": str(dan.pk)} | body if "reason" in body and not body["reason"] else body
    assert api(cast.tom).post("gate-overrides", body=said).status_code == 422
    assert not GateOverride.objects.exists()


def test_nobody_else_decides_or_reads_why(cast, api, wes_api, dan):
    said = {"enrollment": str(dan.pk), "reason": "Why."}
    for who in (api(cast.ines), api(cast.pete)):
        assert who.post("gate-overrides", body=said).status_code == 404
        assert who.get("gate-overrides").status_code == 404
    assert wes_api.post("gate-overrides", body=said).status_code == 422
    assert wes_api.get("groups", cast.group.pk, "gate").status_code == 404
    assert not GateOverride.objects.exists()
