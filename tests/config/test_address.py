from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import address
from tests.config.conftest import HOUSE

KEYS = {"SECRET_KEY": "x" * 50, "FIELD_KEYS": "a:" + "A" * 43 + "="}


@pytest.fixture
def read(monkeypatch):
    def database(text):
        monkeypatch.setenv("DATABASE_URL", text)
        return address.database("DATABASE_URL")

    return database


def test_an_address_is_a_login(read):
    login = read("postgres://app:p%40ss@db.example.org:6432/alongside")
    assert address.for_psycopg(login) == {
        "dbname": "alongside", "user": "app", "password": "p@ss", "host": "db.example.org", "port": 6432,
    }  # fmt: skip


def test_it_may_name_the_folder_of_a_socket(read):
    login = read("postgres://app@//var/run/postgresql/alongside")
    assert address.for_psycopg(login) == {
        "dbname": "alongside",
        "user": "app",
        "host": "/var/run/postgresql",
    }


@pytest.mark.parametrize(
    "text", ["alongside", "sqlite:///x.db", "postgres://app:s3cret@host:port/alongside", "postgres://s3cret@"]
)
def test_what_is_no_address_is_said_without_repeating_it(read, text, recwarn):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL is no address of a PostgreSQL") as said:
        read(text)
    assert "s3cret" not in str(said.value)
    assert not recwarn.list


def test_an_empty_one_is_none(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "")
    assert not address.is_given("DATABASE_URL")


@pytest.mark.parametrize(
    ("login", "options"),
    [
        ("alongside_app", {"sslmode": "verify-full"}),
        ("somebody", {"sslmode": "verify-full", "options": "-c role=alongside_app"}),
    ],
)
def test_the_settings_ask_for_the_same_encryption_as_the_address(login, options):
    """Left out, a connection over a strange network would trust whoever answers."""
    said = _manage(
        "-c", "from config import settings; print(settings.DATABASES)",
        DATABASE_URL=f"postgres://{login}@db/alongside?sslmode=verify-full",
        REPORTS_DATABASE_URL="postgres://alongside_reports@copy/alongside?sslmode=require",
    )  # fmt: skip
    databases = eval(said.stdout)  # noqa: S307
    assert databases["default"]["OPTIONS"] == options
    assert databases["reports"]["OPTIONS"] == {
        "sslmode": "require",
        "options": "-c default_transaction_read_only=on",
    }


def test_a_command_that_lacks_something_says_what_in_a_sentence():
    said = _manage("manage.py", "service", "north", DATABASE_URL="postgres://app@db/alongside", FIELD_KEYS="")
    assert said.returncode == 1
    assert (
        said.stderr == "Set FIELD_KEYS in the environment; docs/running.md says how to make one.\n"
    )  # no traceback


def _manage(*command, **variables):
    env = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    return subprocess.run(
        [sys.executable, *command], cwd=HOUSE, env=env | KEYS | variables, capture_output=True, text=True, check=False,
    )  # fmt: skip
