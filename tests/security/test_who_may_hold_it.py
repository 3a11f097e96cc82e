"""What is owed to a man is given only to somebody who may know him: the pages offer nobody else, and the API takes nobody else."""

from __future__ import annotations

import pytest
from django.utils import timezone

from followups.models import FollowUp
from tests import factories
from tests.api import Api, token_of
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def people(cast):
    make = factories.make_staff
    return {
        "peer": cast.pete,
        "administrator": cast.ada,
        "researcher": make(name="Rui Sand", service=cast.service, role="researcher"),
        "partner_worker": make(name="Mara Quill", service=cast.service, role="partner_worker"),
        "counselor": make(name="Hal Moe", service=cast.service, role="counselor"),
    }


@pytest.fixture
def tom(cast):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    return Api(token_of(cast.tom, "counselor"))


def asked(cast, **more):
    return {"kind": "waiting", "due_at": NOW.isoformat(), "client": str(cast.dan.pk)} | more


@pytest.mark.parametrize("role", ["peer", "administrator", "researcher", "partner_worker"])
def test_a_man_is_not_put_on_the_list_of_who_may_not_know_him(cast, tom, people, role):
    answer = tom.post("follow-ups", body=asked(cast, owner=str(people[role].pk)))
    assert answer.status_code == 422
    assert "owner" in answer.json()["fields"]
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize("role", ["peer", "administrator", "researcher", "partner_worker"])
def test_a_man_is_not_handed_to_who_may_not_know_him(cast, tom, people, role):
    made = tom.post("follow-ups", body=asked(cast)).json()
    answer = tom.post("follow-ups", made["id"], "hand-over", body={"to": str(people[role].pk)})
    assert answer.status_code == 422
    assert "to" in answer.json()["fields"]
    assert FollowUp.objects.get().owner == cast.tom


def test_a_colleague_takes_it_over(cast, tom, people):
    """The twin."""
    made = tom.post("follow-ups", body=asked(cast)).json()
    to = {"to": str(people["counselor"].pk)}
    assert tom.post("follow-ups", made["id"], "hand-over", body=to).status_code == 201
    assert tom.post("follow-ups", body=asked(cast, owner=to["to"])).status_code == 201
