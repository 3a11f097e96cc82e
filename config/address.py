"""The addresses of databases in the environment, read the same way by the settings and by `make run`."""

from __future__ import annotations

import os
import warnings
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

POSTGRESQL = "django.db.backends.postgresql"
PARTS = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


def is_given(name: str) -> bool:
    """Whether a database was named; an empty name is none, as a line left empty in a file of settings."""
    return bool(os.environ.get(name))


def database(name: str) -> dict[str, Any]:
    """The login that an address stands for, with the options at its end; never a sentence with its password."""
    with warnings.catch_warnings(action="ignore"):  # of an engine it does not know: we say so ourselves
        try:
            read = environ.Env.db_url_config(os.environ[name])
        except ValueError:
            read = {}
    if read.get("ENGINE") != POSTGRESQL or not read.get("NAME"):
        raise ImproperlyConfigured(
            f"{name} is no address of a PostgreSQL database. One looks like postgres://user:password@host:5432/name"
        )
    return {part: read.get(part, "") for part in PARTS} | {"OPTIONS": read.get("OPTIONS", {})}


def for_psycopg(login: dict[str, Any]) -> dict[str, Any]:
    """The same login as psycopg takes it."""
    names = dict(zip(PARTS, ("dbname", "user", "password", "host", "port"), strict=True))
    return {names[part]: login[part] for part in PARTS if login[part]} | login["OPTIONS"]
