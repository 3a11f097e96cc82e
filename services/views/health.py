"""Is the process there, and is the work being done? Counts for signed-in staff only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse


def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok", "alerts": []})
