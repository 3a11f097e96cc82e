from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from followups.actions import follow_ups
from services import health
from services.access import seat
from services.actions import loops
from services.models import LoopPass
from services.wall import acting_as


@pytest.fixture
def all_well(tmp_path, settings):
    """Every loop just went round, and the broker's folder is there."""
    settings.LOCAL_DIR = tmp_path
    (tmp_path / "broker").mkdir()
    for name in health.LIMITS:
        loops.finished(name=name, at=timezone.now())


def late_crisis(*, by) -> None:
    at = timezone.now() - timedelta(days=3)
    follow_ups.open(kind="crisis", owner=by, due_at=at + timedelta(days=2), by=by, at=at)


def codes(answer) -> list[str]:
    return [alert["code"] for alert in answer.json()["alerts"]]


def test_the_process_answers_without_a_database(client):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "ensure_connection", refuse)
        answer = client.get("/livez")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_all_is_well(client, all_well):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "alerts": []})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", health.LIMITS)
def test_a_loop_that_stands_still_is_named(client, all_well, name):
    limit = health.LIMITS[name]
    LoopPass.objects.filter(name=name).update(finished_at=timezone.now() - limit - timedelta(seconds=1))
    answer = client.get("/readyz")
    assert (answer.status_code, codes(answer)) == (200, ["loop_late"])
    assert name in answer.json()["alerts"][0]["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize(("migrated", "late"), [(timedelta(0), 0), (timedelta(hours=1), len(health.LIMITS))])
def test_a_loop_that_never_ran_is_named_when_it_has_had_its_time(client, all_well, as_role, migrated, late):
    """A house that has just been set up is not ill."""
    LoopPass.objects.all().delete()
    as_role("owner")
    with connection.cursor() as cursor:
        cursor.execute("update django_migrations set applied = %s", [timezone.now() - migrated])
    as_role("app")
    assert codes(client.get("/readyz")) == ["loop_late"] * late


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["", "redis://127.0.0.1:1/0"])
def test_a_broker_that_does_not_answer_is_said_and_no_more(client, all_well, settings, url):
    settings.REDIS_URL = url
    settings.LOCAL_DIR = settings.LOCAL_DIR / "elsewhere"
    answer = client.get("/readyz")
    assert (answer.status_code, codes(answer)) == (200, ["no_broker"])


def test_a_late_crisis_is_said_to_anybody_and_counted_for_staff(cast, all_well, client, sign_in):
    late_crisis(by=cast.ines)
    late_crisis(by=cast.ines)
    assert client.get("/readyz").json()["alerts"] == [
        {"code": "crisis_late", "detail": "A follow-up after a crisis is late."}
    ]
    assert sign_in(cast.ada).get("/readyz").json()["alerts"][0]["count"] == 2


def test_staff_count_their_own_service_alone(cast, all_well, client, sign_in):
    with acting_as(service=cast.other_service.pk, roles=["director"]):
        late_crisis(by=seat(cast.wes, cast.other_service, on=timezone.localdate()))
    assert codes(client.get("/readyz")) == ["crisis_late"]
    assert codes(sign_in(cast.priya).get("/readyz")) == []
    assert sign_in(cast.wes).get("/readyz").json()["alerts"][0]["count"] == 1


def test_what_is_done_in_time_or_done_at_all_is_no_alert(cast, all_well, client):
    now = timezone.now()
    follow_ups.open(kind="crisis", owner=cast.ines, due_at=now + timedelta(hours=1), by=cast.ines, at=now)
    late = follow_ups.open(
        kind="crisis", owner=cast.ines, due_at=now - timedelta(hours=1), by=cast.ines, at=now
    )
    follow_ups.complete(follow_up=late, outcome="He is all right.", by=cast.ines, at=now)
    assert codes(client.get("/readyz")) == []


@pytest.mark.django_db
def test_missing_migrations_are_no_readiness(client, all_well, as_role):
    as_role("owner")
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where id = (select max(id) from django_migrations)")
    as_role("app")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "unavailable")
    assert "migrations" in answer.json()["detail"]


def refuse(*_args):
    raise OperationalError("gone")


def test_without_a_database_it_is_not_ready_and_says_so_also_to_somebody_signed_in(client, transactional_db):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "ensure_connection", refuse)
        connection.close()
        client.cookies[settings.SESSION_COOKIE_NAME] = "somebody-signed-in"
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["alerts"]) == (503, [])
