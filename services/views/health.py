"""Is the process there, and is the work being done? Counts for signed-in staff only."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from services import health
from services.middleware import sit_down
from services.wall import acting_as


@never_cache
def livez(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """503 only when nothing can be kept: no database, or not its migrations. The middleware stays out of this page."""
    try:
        with acting_as():
            why = health.why_not_ready()
            return not_ready(why) if why else ready(request)
    except (DatabaseError, InterfaceError, ImproperlyConfigured):
        return not_ready(_("The database does not answer."))


def ready(request: HttpRequest) -> JsonResponse:
    signed_in = request.user.is_authenticated
    if signed_in:
        sit_down(request)
    service_id = request.user.desk.service_id if signed_in and request.services else None
    found = health.alerts(health.Asking(at=timezone.now(), service_id=service_id))
    return JsonResponse({"status": "ok", "alerts": [shown(alert, counts=signed_in) for alert in found]})


def shown(alert: health.Alert, *, counts: bool) -> dict:
    said = {"code": alert.code, "detail": alert.sentence}
    return said | {"count": alert.count} if counts and alert.count is not None else said


def not_ready(why: str) -> JsonResponse:
    return JsonResponse({"status": "unavailable", "detail": why, "alerts": []}, status=503)
