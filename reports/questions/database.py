"""Which database the questions are put to: the house's own, or the one that is there for reports alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from services.wall import same_frame_on

REPORTS = "reports"


def is_apart() -> bool:
    """Was a database for reports named (REPORTS_DATABASE_URL)?"""
    return REPORTS in connections


@contextmanager
def to_be_asked() -> Iterator[BaseDatabaseWrapper]:
    """A connection on which the person asking is named to the wall."""
    if not is_apart():
        yield connection
        return
    with same_frame_on(REPORTS) as database:
        yield database
