"""Which database the questions are put to: the house's own, or the one that is there for reports alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from services.errors import Refused
from services.wall import same_frame_on

REPORTS = "reports"


class NoFigures(Refused):
    """The database for reports does not answer. Ours is not asked instead: it has the evening's registers to keep."""

    status = 503
    slug = "no_figures"


def is_apart() -> bool:
    """Was a database for reports named (REPORTS_DATABASE_URL)?"""
    return REPORTS in connections


@contextmanager
def to_be_asked() -> Iterator[BaseDatabaseWrapper]:
    """A connection on which the person asking is named to the wall."""
    if not is_apart():
        yield connection
        return
    try:
        connections[REPORTS].ensure_connection()
    except (OperationalError, InterfaceError) as gone:
        raise NoFigures(
            _(
                "The database for reports does not answer, so there are no figures now. Everything else goes on."
            )
        ) from gone
    with same_frame_on(REPORTS) as database:
        yield database
