"""The names we log in to PostgreSQL by, and the SQL that makes them in every kind of installation."""

from __future__ import annotations

from pathlib import Path

ROLES = {
    "owner": "alongside_owner",
    "app": "alongside_app",
    "worker": "alongside_worker",
    "reports": "alongside_reports",
    "maintenance": "alongside_maintenance",
}
DATABASE = "alongside"


def role_sql() -> str:
    """What a superuser runs once per server; running it again changes nothing."""
    return Path(__file__).with_name("roles.sql").read_text(encoding="utf-8")
