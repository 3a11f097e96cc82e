"""Figures from a database of their own: the same ones, read only, and behind the same wall."""

from __future__ import annotations

import base64
import copy
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError, OperationalError
from django.test.utils import CaptureQueriesContext

from reports import health
from reports.forms import FORMS
from reports.questions import QUESTIONS, people
from reports.questions.database import REPORTS, to_be_asked
from services.access import seat
from services.health import Asking
from services.wall import acting_as
from tests.conftest import NOW, Cast
from tests.followups.clockwork.conftest import database_url
from tests.reports.history import load_history

HOUSE = Path(__file__).resolve().parents[2]
SPLITS = [
    (name, split) for name, form in FORMS.items() if name in QUESTIONS for split in form.splits or ("",)
]


@pytest.fixture
def town(transactional_db) -> Cast:
    """Really committed: another connection sees nothing else."""
    with transaction.atomic():
        cast = Cast()
        load_history(cast.service, program=cast.program)
    return cast


@pytest.fixture
def apart(town) -> Iterator[Cast]:
    """As with REPORTS_DATABASE_URL: the same database, by a connection of its own and as the role for reports."""
    login = copy.deepcopy(connections["default"].settings_dict)
    role = settings.DATABASE_ROLES["reports"]
    if settings.EMBEDDED:
        login["USER"] = role
    login["OPTIONS"]["options"] = f"-c default_transaction_read_only=on -c role={role}"
    connections.settings[REPORTS] = login
    # By hand: the tests allow no connection that is not in their settings to open by itself.
    connections[REPORTS].connect()
    with CaptureQueriesContext(connections[REPORTS]) as town.asked_there:
        yield town
    connections[REPORTS].close()
    del connections[REPORTS], connections.settings[REPORTS]


def ask(cast: Cast, name: str, *, by: str = "", who: str = "priya") -> dict:
    staff = getattr(cast, who)
    with acting_as(service=cast.service.pk, person=staff.pk, roles=["director"]):
        seat(staff, cast.service, on=NOW.date())
        return QUESTIONS[name](staff=staff, at=NOW, **({"by": by} if by else {}))


def test_every_question_gets_the_same_answer_there(apart):
    there = [ask(apart, name, by=by) for name, by in SPLITS]
    assert len(apart.asked_there) >= len(SPLITS) > 15
    login = connections.settings.pop(REPORTS)
    here = [ask(apart, name, by=by) for name, by in SPLITS]
    connections.settings[REPORTS] = login
    assert there == here
    assert any(answer["n"] for answer in there)


def test_the_men_behind_a_figure_come_from_there_too(apart):
    with acting_as(service=apart.service.pk, roles=["director"]):
        seat(apart.priya, apart.service, on=NOW.date())
        men = people(staff=apart.priya, at=NOW, by="none")
    assert men[0]["total"] == 88
    assert len(apart.asked_there) > 0


def test_a_page_is_drawn_from_there(apart, sign_in):
    page = sign_in(apart.priya).get("/reports/retention/")
    assert page.context["answer"]["n"] == 88
    assert len(apart.asked_there) > 0


def test_who_is_nobody_here_finds_no_row_there(apart):
    """Nothing is named on our own connection, whatever the desk says."""
    seat_in = "select count(*) from programs_enrollment"
    with acting_as(service=apart.service.pk), to_be_asked() as database, database.cursor() as cursor:
        cursor.execute(seat_in)
        assert cursor.fetchone()[0] > 88
    with transaction.atomic(), to_be_asked() as database, database.cursor() as cursor:
        cursor.execute(seat_in)
        assert cursor.fetchone()[0] == 0
    with connections[REPORTS].cursor() as cursor:
        cursor.execute(seat_in)
        assert cursor.fetchone()[0] == 0, "a transaction's frame ends with it"


def test_another_service_finds_its_own_and_nothing_of_ours(apart):
    with acting_as(service=apart.other_service.pk, person=apart.wes.pk, roles=["director"]):
        seat(apart.wes, apart.other_service, on=NOW.date())
        assert QUESTIONS["retention"](staff=apart.wes, at=NOW)["n"] == 0
        # The twin: a desk in our service alone opens nothing, where the wall names the other.
        seat(apart.priya, apart.service, on=NOW.date())
        apart.priya.desk = seat_of(apart)
        assert QUESTIONS["retention"](staff=apart.priya, at=NOW)["n"] == 0


def seat_of(cast: Cast):
    with acting_as(service=cast.service.pk, roles=["director"]):
        return seat(cast.priya, cast.service, on=NOW.date()).desk


WRITES = {
    "update programs_enrollment set status = 'exited'": "ReadOnlySqlTransaction",
    "insert into services_looppass values ('x', now())": "ReadOnlySqlTransaction",
    "delete from programs_attendance": "ReadOnlySqlTransaction",
    "create table somewhere (id int)": "ReadOnlySqlTransaction",
    "set transaction read write; delete from programs_attendance": "ActiveSqlTransaction",
}
SECRETS = (
    "select password from services_staff",
    "select email from services_staff",
    "select date_of_birth from services_client",
    "select * from programs_progressnote",
    "select * from django_session",
    "select * from services_contactrule",
    "select * from services_apitoken",
)


def refusal_of(sql: str) -> str:
    with pytest.raises(DatabaseError) as refusal, to_be_asked() as database, database.cursor() as cursor:
        cursor.execute(sql)
    return type(refusal.value.__cause__).__name__


def test_nothing_can_be_written_through_it(apart):
    with acting_as(service=apart.service.pk, roles=["director"]):
        assert {sql: refusal_of(sql) for sql in WRITES} == WRITES
    assert ask(apart, "retention")["n"] == 88


def test_the_role_may_not_write_even_where_writing_is_switched_on(apart):
    with connections[REPORTS].cursor() as cursor:
        cursor.execute("set default_transaction_read_only = off")
    with acting_as(service=apart.service.pk, roles=["director"]):
        assert refusal_of("delete from programs_attendance") == "InsufficientPrivilege"
        assert refusal_of("create table somewhere (id int)") == "InsufficientPrivilege"


def test_it_reads_what_figures_need_and_no_more(apart):
    with acting_as(service=apart.service.pk, roles=["director"]):
        assert {refusal_of(sql) for sql in SECRETS} == {"InsufficientPrivilege"}


def test_whether_it_answers_is_said(apart, monkeypatch):
    def gone():
        raise OperationalError

    asking = Asking(at=NOW)
    assert health.figures(asking) == []
    monkeypatch.setattr(connections[REPORTS], "cursor", gone)
    assert [alert.code for alert in health.figures(asking)] == ["no_reports"]


@pytest.fixture
def gone(apart, monkeypatch) -> Cast:
    def refused():
        raise OperationalError

    monkeypatch.setattr(connections[REPORTS], "ensure_connection", refused)
    return apart


def test_a_page_without_figures_says_so_and_the_others_go_on(gone, sign_in):
    browser = sign_in(gone.priya)
    answer = browser.get("/reports/retention/")
    assert answer.status_code == 503
    assert "there are no figures now" in answer.content.decode()
    assert browser.get("/groups/").status_code == 200


def test_the_api_without_figures_says_so(gone, sign_in):
    answer = sign_in(gone.priya).get("/api/v1/reports/retention/")
    assert (answer.status_code, answer.json()["type"]) == (503, "no_figures")


def test_without_one_nothing_is_asked(db):
    assert REPORTS not in connections
    assert health.figures(Asking(at=NOW)) == []
    with to_be_asked() as database:
        assert database is connection or database.alias == "default"


# --- By its setting, in a process of its own ---------------------------------------------------------------------


def report(folder: Path, url: str) -> subprocess.CompletedProcess:
    keys = ",".join(f"{name}:{base64.b64encode(key).decode()}" for name, key in settings.FIELD_KEYS.items())
    env = os.environ | {
        "DATABASE_URL": database_url(user=login_of("app")),
        "SECRET_KEY": settings.SECRET_KEY,
        "FIELD_KEYS": keys,
        "LOCAL_DIR": str(folder),
        "REPORTS_DATABASE_URL": url,
    }
    command = [sys.executable, "manage.py", "report", "exits", "--service", "north"]
    return subprocess.run(
        command, cwd=HOUSE, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def login_of(role: str) -> str:
    return settings.DATABASE_ROLES[role] if settings.EMBEDDED else connection.settings_dict["USER"]


def test_the_setting_is_all_it_takes(town, tmp_path):
    own = json.loads(report(tmp_path, "").stdout)
    apart = json.loads(report(tmp_path, database_url(user=login_of("reports"))).stdout)
    assert own["n"] == apart["n"] == 88
    assert own["groups"] == apart["groups"]


def test_a_database_that_is_not_there_is_not_replaced_by_another(town, tmp_path):
    """The twin: so the figures above did come from there."""
    said = report(tmp_path, "postgres://somebody@//nowhere/at-all")
    assert said.returncode != 0
    assert "does not answer" in said.stderr
