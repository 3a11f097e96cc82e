from __future__ import annotations

import signal

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from services.models import LoopPass
from tests.followups.clockwork.conftest import database_url, until


def test_one_round_on_request(office):
    call_command("dispatch", "--once")
    assert office.asked() == 1
    assert set(LoopPass.objects.values_list("name", flat=True)) == {"dispatch", "dispatch_imports"}


def test_it_needs_no_broker_and_stops_when_asked(office):
    dispatcher = office.dispatcher()
    until(lambda: office.asked() == 1, what="the dispatcher sweeps")
    until(lambda: office.went_round("dispatch_imports"), what="the dispatcher looks for spreadsheets")
    dispatcher.send_signal(signal.SIGTERM)
    assert dispatcher.wait(timeout=20) == 0


def test_beside_a_worker_it_asks_once(office):
    office.worker()
    office.dispatcher()
    office.call("followups.tasks.sweep_registers")
    until(lambda: office.went_round("registers") and office.went_round("dispatch"), what="both sweep")
    assert office.asked() == 1


def test_a_database_that_was_cut_is_asked_again(office):
    dispatcher = office.dispatcher()
    until(lambda: office.went_round("dispatch"), what="the first round")
    cut_everybody_else()
    cut_at = timezone.now()
    until(lambda: office.went_round("dispatch", after=cut_at), what="a round after the cut")
    assert dispatcher.poll() is None


def test_as_the_wrong_role_it_ends_at_once(office):
    """An owner can take walls down; half a dispatcher would look like a whole one."""
    # With an owner's address of its own, the login is left as it is: here the tests', which owns the tables.
    office.env["DATABASE_URL"] = office.env["DATABASE_OWNER_URL"] = database_url(user=login_of_the_tests())
    dispatcher = office.dispatcher()
    assert dispatcher.wait(timeout=30) == 1
    assert "not one that may serve" in (office.folder / "0.log").read_text()


def login_of_the_tests() -> str:
    return connection.settings_dict["USER"]


def cut_everybody_else() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"set role {settings.DATABASE_ROLES['owner']}")
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid() and usename = %s",
            [settings.DATABASE_ROLES["worker"]],
        )
        cursor.execute(f"set role {settings.DATABASE_ROLES['app']}")
