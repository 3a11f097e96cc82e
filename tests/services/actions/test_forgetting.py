"""What is kept for a time only goes when its time is over, once, and nothing else with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, connections, transaction

from services import tasks
from services.actions import forgetting, tallies
from services.models import IdempotencyKey, LoopPass, Tally
from services.wall import acting_as
from tests.conftest import NOW, Cast

MONTH = timedelta(days=30)
SECOND = timedelta(seconds=1)


def fill(cast) -> None:
    """In both services a key that is a month old and one that is not; a count and a session of each kind."""
    for service, staff in ((cast.service, cast.tom), (cast.other_service, cast.wes)):
        with acting_as(service=service.pk):
            for name, age in (("old", MONTH), ("young", MONTH - SECOND)):
                IdempotencyKey.objects.create(
                    service=service, staff=staff, key=name, request_hash="h", created_at=NOW - age
                )
    for who, age in (("old", 61), ("young", 59)):
        limit = tallies.Limit(5, 60 * SECOND)
        tallies.come(what="api", who=who, limit=limit, at=NOW - age * SECOND)
        Session.objects.create(session_key=who, expire_date=NOW + (60 - age) * SECOND)


def keys_of(service) -> list[str]:
    with acting_as(service=service.pk):
        return sorted(IdempotencyKey.objects.values_list("key", flat=True))


def left(cast) -> tuple:
    sessions = list(Session.objects.values_list("session_key", flat=True))
    return keys_of(cast.service), keys_of(cast.other_service), Tally.objects.count(), sessions


def test_a_round_through_every_service_and_a_second_one(cast):
    fill(cast)
    for at in (NOW, NOW):
        assert forgetting.go_round(at=at)
        assert left(cast) == (["young"], ["young"], 1, ["young"])
    assert LoopPass.objects.get(name="forgetting").finished_at == NOW


def test_two_workers_at_once_forget_the_same(transactional_db):
    with transaction.atomic():
        cast = Cast()
        fill(cast)

    def work(_number: int) -> bool:
        try:
            return forgetting.go_round(at=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(work, range(2))) == [True, True]
    assert left(cast) == (["young"], ["young"], 1, ["young"])


def test_one_failing_service_stops_no_other_and_is_seen(cast, as_role, caplog):
    fill(cast)
    as_role("owner")
    with connection.cursor() as cursor:
        cursor.execute(
            "create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$;"
            "create trigger refuse before delete on services_idempotencykey for each row"
            f" when (old.service_id = '{cast.service.pk}') execute function refuse()"
        )
    as_role("worker")
    assert not forgetting.go_round(at=NOW)
    assert left(cast)[:2] == (["old", "young"], ["young"])
    assert not LoopPass.objects.exists()
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith(f"idempotency keys of service {cast.service.pk}: ")


@pytest.mark.django_db
def test_the_task_goes_round():
    tasks.forget_old()
    assert LoopPass.objects.filter(name="forgetting").exists()
