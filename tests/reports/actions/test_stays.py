"""What is kept of a place never says anything else than what is worked out anew, whatever happens in between."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import OperationalError, connection, transaction

from programs.models import Attendance, Enrollment, GroupSession
from reports.actions.stays import keep_stays, keep_stays_of
from reports.models import Stay
from services.wall import acting_as
from tests import factories as make
from tests.conftest import NOW, Cast
from tests.reports.town import Town, moments

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(12))
def test_what_is_kept_says_what_is_worked_out_anew(db, seed):
    town = Town(seed)
    used = 0
    for _step in range(40):
        if town.draw.random() < 0.5:
            town.keep(moments(town.draw))
        with transaction.atomic():
            town.something_happens()
        at = moments(town.draw)
        used += Stay.objects.right(at=at).count()
        by = town.draw.choice(("source", "pressure", "group", "facilitator", "none"))
        assert town.asked(at, by) == town.asked_anew(at, by)
    assert used > 0


CHANGES = {
    "programs_attendance": "set outcome = 'unexcused', minutes_late = null",
    "programs_groupsession": "set cancelled_at = starts_at",
    "programs_enrollment": "set status = 'exited', ended_on = started_on, exit_reason = 'withdrew', ended_by = 'man'",
    "referrals_referral": "set source = 'other'",
}


@pytest.mark.parametrize("table", CHANGES)
def test_without_its_trigger_it_would_say_something_else(db, as_role, table):
    """The twin: what the triggers of each table are there for."""
    town = Town(3)
    town.keep(NOW)
    as_role("owner")
    with connection.cursor() as cursor:
        cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute(f"update {table} {CHANGES[table]}")
    assert Stay.objects.exists()
    assert town.asked(NOW, "source") != town.asked_anew(NOW, "source")


@pytest.fixture
def place(cast):
    place = make.make_enrollment(client=cast.dan, group=cast.group, started_on=date(2026, 3, 1))
    for days in (7, 1):
        session = make.make_session(group=cast.group, starts_at=NOW - timedelta(days=days))
        make.make_attendance(session=session, enrollment=place, outcome="present")
    return place


def test_it_is_worked_out_once_and_again_when_it_changed(cast: Cast, place):
    assert keep_stays_of(service=cast.service, at=NOW) == 1
    assert keep_stays_of(service=cast.service, at=NOW) == 0
    stay = Stay.objects.get()
    assert (stay.pk, stay.first_came, stay.last_came) == (place.pk, 1, 2)
    Attendance.objects.filter(enrollment=place).update(outcome="unexcused")
    assert not Stay.objects.exists()
    assert keep_stays_of(service=cast.service, at=NOW) == 1
    assert Stay.objects.get().first_came is None


def test_it_is_right_until_the_next_session_on_his_roster_ends(cast: Cast, place):
    tomorrow = make.make_session(group=cast.group, starts_at=NOW + timedelta(days=1))
    make.make_attendance(session=tomorrow, enrollment=place, outcome=None)
    keep_stays_of(service=cast.service, at=NOW)
    rights = Stay.objects.right
    assert rights(at=NOW).count() == 1
    assert rights(at=tomorrow.ends_at - timedelta(seconds=1)).count() == 1
    assert rights(at=tomorrow.ends_at).count() == 0
    assert rights(at=NOW - timedelta(days=1)).count() == 0
    assert keep_stays_of(service=cast.service, at=tomorrow.ends_at) == 1
    assert Stay.objects.get().last_offered == 3


def test_what_nobody_asks_about_changes_nothing(cast: Cast, place):
    keep_stays_of(service=cast.service, at=NOW)
    GroupSession.objects.update(topic="Listening", version=7)
    Enrollment.objects.update(version=7)
    assert Stay.objects.count() == 1


def test_one_service_that_fails_stops_no_other(cast: Cast, place, monkeypatch, caplog):
    def fails(*, service, at):
        if service == cast.service:
            raise RuntimeError("Dan Okafor")
        served.append(service)

    served: list = []
    monkeypatch.setattr("reports.actions.stays.keep_stays_of", fails)
    keep_stays(at=NOW)
    assert served == [cast.other_service]
    assert "RuntimeError" in caplog.text
    assert "Okafor" not in caplog.text


# --- At the same moment -----------------------------------------------------------------------------------------


@pytest.fixture
def somebody_else(transactional_db):
    """`somebody_else(sql)` runs in a transaction of a second connection, which stays open until it is told to end."""
    line = connection.copy()
    line.set_autocommit(False)

    def run(sql: str, service) -> None:
        with line.cursor() as cursor:
            cursor.execute("select set_config('app.service', %s, true)", [str(service.pk)])
            cursor.execute(sql)

    run.line = line
    yield run
    line.rollback()
    line.close()


@pytest.fixture
def town(somebody_else):
    with acting_as():
        cast = Cast()
        place = make.make_enrollment(client=cast.dan, group=cast.group, started_on=date(2026, 3, 1))
        session = make.make_session(group=cast.group, starts_at=NOW - timedelta(days=1))
        make.make_attendance(session=session, enrollment=place, outcome="present")
    return cast


MISSED = "update programs_attendance set outcome = 'unexcused'"


def kept(service) -> list[int | None]:
    with acting_as(service=service.pk):
        return list(Stay.objects.values_list("first_came", flat=True))


def test_nothing_is_kept_while_somebody_writes(town, somebody_else):
    somebody_else(MISSED, town.service)
    assert keep_stays_of(service=town.service, at=NOW) == 0
    assert kept(town.service) == []
    somebody_else.line.commit()
    assert keep_stays_of(service=town.service, at=NOW) == 1
    assert kept(town.service) == [None]


def test_who_writes_meanwhile_waits_and_then_forgets_it(town, somebody_else):
    with acting_as(service=town.service.pk):
        assert keep_stays_of(service=town.service, at=NOW) == 1
        with pytest.raises(OperationalError, match="lock timeout"):
            somebody_else(f"set local lock_timeout = 100; {MISSED}", town.service)
        somebody_else.line.rollback()
    assert kept(town.service) == [1]
    somebody_else(MISSED, town.service)
    somebody_else.line.commit()
    assert kept(town.service) == []
