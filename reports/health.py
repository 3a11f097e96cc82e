from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, connections
from django.utils.translation import gettext as _

from reports.questions.database import REPORTS, is_apart
from services.health import Alert, Asking


def figures(asking: Asking) -> list[Alert]:
    """Where reports have a database of their own: does it answer? Nothing else waits for it."""
    if not is_apart():
        return []
    try:
        with connections[REPORTS].cursor() as cursor:
            cursor.execute("select 1")
    except (DatabaseError, InterfaceError, ImproperlyConfigured):
        return [Alert("no_reports", _("The database for reports does not answer, so there are no figures."))]
    return []
