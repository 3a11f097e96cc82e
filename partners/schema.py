"""Where the wing keeps its rows: in a PostgreSQL schema of its own, so that it can move to a database of its own."""

from __future__ import annotations

SCHEMA = "partners"


def wing_table(name: str) -> str:
    """A table's name as Django quotes it: partners"."enquiry becomes "partners"."enquiry" in every statement."""
    return f'{SCHEMA}"."{name}'
