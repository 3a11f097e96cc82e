"""The house refuses to serve with a login that could see over the wall."""

from __future__ import annotations

import psycopg
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection

from services import roles
from tests.house import catalogue

embedded = pytest.mark.skipif(
    not settings.EMBEDDED, reason="logs in by our own names, which DATABASE_URL need not allow"
)


@pytest.mark.parametrize(
    ("role", "why"),
    [("app", ""), ("worker", ""), ("reports", ""), ("owner", "owns tables"), ("maintenance", "bypasses")],
)
def test_each_role_is_told_whether_it_may_serve(db, as_role, role, why):
    as_role(role)
    said = roles.wrong_role(connection)
    assert why in said
    assert bool(said) == bool(why)


@embedded
def test_a_superuser_may_not_serve(db):
    with login("postgres") as superuser:
        assert "superuser" in roles.wrong_role(superuser)


def test_the_wrong_role_is_refused_when_it_connects(db, as_role):
    as_role("maintenance")
    closed = []

    class Connection:
        cursor = connection.cursor

        def close(self):
            closed.append(True)

    with pytest.raises(ImproperlyConfigured, match="Log in as alongside_app"):
        roles.refuse_wrong_role(None, Connection())
    assert closed


@embedded
@pytest.mark.parametrize("role", ["app", "worker", "reports"])
@pytest.mark.parametrize("other", ["owner", "maintenance"])
def test_who_serves_cannot_step_into_a_stronger_role(db, role, other):
    names = settings.DATABASE_ROLES
    with login(names[role]) as connected, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connected.execute(f"set role {names[other]}")


@embedded
@pytest.mark.parametrize("step", ["reset role", "set role none"])
def test_stepping_back_leads_nowhere(db, step):
    names = settings.DATABASE_ROLES
    with login(names["app"]) as connected:
        connected.execute(step)
        assert connected.execute("select current_user").fetchone() == (names["app"],)


@embedded
def test_reports_only_reads(db):
    with login(settings.DATABASE_ROLES["reports"]) as connected:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connected.execute("select password from services_staff")
        connected.rollback()
        with pytest.raises((psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.InsufficientPrivilege)):
            connected.execute("insert into services_looppass values ('x', now())")


@pytest.mark.parametrize("role", ["app", "worker"])
@pytest.mark.parametrize(
    "sql",
    [
        "delete from django_migrations",
        "update django_migrations set name = 'x'",
        "truncate django_migrations",
    ],
)
def test_who_serves_does_not_touch_the_list_of_migrations(db, as_role, run, role, sql):
    as_role(role)
    with pytest.raises(ProgrammingError, match="permission denied"):
        run(sql)


def test_a_role_that_is_too_strong_is_named(db, settings):
    """The twin of the catalogue's question: were the app the owner, it would be said."""
    settings.DATABASE_ROLES = settings.DATABASE_ROLES | {"app": settings.DATABASE_ROLES["owner"]}
    assert "app may become owner" in catalogue.roles_too_strong()


def login(name: str) -> psycopg.Connection:
    database = connection.settings_dict
    return psycopg.connect(host=database["HOST"], dbname=database["NAME"], user=name)
