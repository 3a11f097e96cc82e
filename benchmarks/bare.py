"""The floor: what Django takes for the same list, search, save and report with no wall, no rule and no look."""

from __future__ import annotations

import json

from django.db import connections, transaction
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

from benchmarks.town import BARE
from programs.models import Attendance
from services.folding import LAST
from services.models import Client, ClientWord

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "benchmarks.bare.addresses",
]
ROWS = """<!doctype html><title>Men</title><table>{% for man in men %}
<tr><td>{{ man.reference }}<td>{{ man.first_name }} {{ man.last_name }}<td>{{ man.date_of_birth }}{% endfor %}</table>"""
LIST = engines["django"].from_string(ROWS)
REPORTS: dict[str, str] = {}


def addresses(get_response):
    """The bare house has addresses of its own."""

    def answer(request):
        request.urlconf = "benchmarks.bare"
        return get_response(request)

    return answer


def men(request):
    """Twenty rows on a page, for somebody signed in."""
    assert request.user.is_authenticated
    rows = Client.objects.using(BARE).filter(service_id=request.GET["service"])[:20]
    return HttpResponse(LIST.render({"men": rows}, request))


def found(request):
    """The first men with a word that starts so."""
    assert request.user.is_authenticated
    start = request.POST["text"]
    words = ClientWord.objects.using(BARE).filter(
        service_id=request.POST["service"], word__gte=start, word__lt=start + LAST
    )
    rows = Client.objects.using(BARE).filter(
        service_id=request.POST["service"], pk__in=words.values("client")
    )
    return HttpResponse(LIST.render({"men": rows[:9]}, request))


def save(request):
    """Twelve marks by one upsert in one transaction."""
    assert request.user.is_authenticated
    rows = [
        Attendance(
            id=mark["id"],
            service_id=mark["service"],
            session_id=mark["session"],
            enrollment_id=mark["enrollment"],
            outcome=request.POST[f"outcome-{mark['enrollment']}"],
            version=int(request.POST["version"]),
        )
        for mark in json.loads(request.POST["marks"])
    ]
    with transaction.atomic(using=BARE):
        Attendance.objects.using(BARE).bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["service", "session", "enrollment"],
            update_fields=["outcome", "version"],
        )
    return HttpResponse("saved")


def report(request, name):
    """The same statement as our report's, straight into JSON."""
    assert request.user.is_authenticated
    with connections[BARE].cursor() as cursor:
        cursor.execute(REPORTS[name])
        return JsonResponse({"rows": cursor.fetchall()})


urlpatterns = [
    path("men/", men),
    path("found/", found),
    path("save/", save),
    path("report/<name>/", report),
]
