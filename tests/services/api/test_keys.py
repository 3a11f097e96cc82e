"""Idempotency keys: what is sent again is done once."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, connections

from services.access import seat
from services.actions import idempotency_keys
from services.models import Client, IdempotencyKey, Service
from services.wall import acting_as
from tests import factories
from tests.api import Api, token_of

SAM = {"first_name": "Sam", "last_name": "Reyes"}


@pytest.fixture
def ines(cast, api):
    return api(cast.ines)


def test_a_repeat_gets_the_first_answer_and_makes_nothing(ines):
    first = ines.post("clients", body=SAM, key="k1")
    again = ines.post("clients", body=dict(reversed(SAM.items())), key="k1")
    assert (again.status_code, again.content, again["ETag"]) == (201, first.content, first["ETag"])
    assert again["Idempotency-Replayed"] == "true"
    assert not first.has_header("Idempotency-Replayed")
    assert Client.objects.filter(last_name="Reyes").count() == 1


def test_a_repeat_is_answered_as_before_whatever_happened_since(ines):
    first = ines.post("clients", body=SAM, key="k1").json()
    ines.patch("clients", first["id"], body={"last_name": "Stone"}, seen=1)
    assert ines.post("clients", body=SAM, key="k1").json() == first


@pytest.mark.parametrize(
    "other", [("clients", {"first_name": "Sam"}), ("referrals", {**SAM, "source": "self"})]
)
def test_a_key_sent_with_something_else_is_refused(ines, other):
    ines.post("clients", body=SAM, key="k1")
    where, body = other
    answer = ines.post(where, body=body, key="k1")
    assert (answer.status_code, answer.json()["type"]) == (422, "key_reused")
    assert Client.objects.count() == 3


@pytest.mark.parametrize(("key", "status"), [(None, 400), ("", 400), ("k" * 201, 400), ("a\tb", 400)])
def test_what_creates_needs_a_key(ines, key, status):
    answer = ines._send("post", ("clients",), SAM, Idempotency_Key=key)
    assert answer.status_code == status
    assert "Idempotency-Key" in answer.json()["detail"]
    assert Client.objects.count() == 2


def test_a_refusal_is_not_kept(ines):
    assert ines.post("clients", body=SAM | {"phone": "twelve"}, key="k1").status_code == 422
    assert ines.post("clients", body=SAM, key="k1").status_code == 201


def test_two_people_may_choose_the_same_key(cast, ines, api):
    ines.post("clients", body=SAM, key="k1")
    assert api(cast.priya).post("clients", body={"first_name": "Ben"}, key="k1").json()["first_name"] == "Ben"


def test_a_key_is_forgotten_after_thirty_days(ines, cast):
    ines.post("clients", body=SAM, key="k1")
    made = IdempotencyKey.objects.get()
    IdempotencyKey.objects.update(created_at=made.created_at - timedelta(days=31))
    assert ines.post("clients", body=SAM, key="k1").status_code == 201
    assert Client.objects.filter(last_name="Reyes").count() == 2
    later = made.created_at + timedelta(days=31)
    assert idempotency_keys.forget_old(service=cast.service, at=later) == 1


def test_what_was_answered_cannot_be_read_in_the_database(ines):
    ines.post("clients", body=SAM, key="k1")
    with connection.cursor() as cursor:
        cursor.execute("select answer::text, request_hash from services_idempotencykey")
        assert "Reyes" not in "".join(cursor.fetchone())


def test_what_was_sent_is_guessed_from_no_hash_in_the_database(settings):
    """A number has ten figures: with a plain hash beside it, sealing it elsewhere would be for nothing."""
    asked = ["POST", "/api/v1/clients/", SAM | {"phone": "416 555 0142"}]
    told = json.dumps(asked, sort_keys=True)
    kept = idempotency_keys.hash_of(asked)
    assert kept == idempotency_keys.hash_of(asked)
    assert kept not in {hashlib.new(name, told.encode()).hexdigest() for name in ("sha256", "sha1", "md5")}
    settings.SECRET_KEY = "another"
    assert kept != idempotency_keys.hash_of(asked)


@pytest.mark.django_db(transaction=True)
def test_a_hundred_at_once_make_one():
    """Real threads, each in a transaction of its own; whoever comes while the first runs is asked to come again."""
    service = factories.make_service()
    with acting_as(service=service.pk, roles=["intake"]):
        ines = factories.make_staff(name="Ines Roth", service=service, role="intake")
        seat(ines, service, on=factories.TODAY)
    token = token_of(ines, "intake")
    answers: list = []
    together = threading.Barrier(20)

    def send() -> None:
        try:
            together.wait(timeout=30)
            for _time in range(5):
                answer = Api(token).post("clients", body=SAM, key="one")
                answers.append((answer.status_code, answer.content if answer.status_code == 201 else b""))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted = Counter(status for status, _content in answers)
    assert len(answers) == 100
    assert set(counted) <= {201, 409}
    assert counted[201] >= 1
    assert len({content for status, content in answers if status == 201}) == 1
    with acting_as(service=service.pk, roles=["intake"]):
        assert Client.objects.count() == IdempotencyKey.objects.count() == 1
    assert Service.objects.count() == 1
