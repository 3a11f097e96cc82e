"""Pages that behave badly on purpose, beside the real ones."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path

from config.urls import urlpatterns as real
from services.models import Client
from tests import factories

CANARY = "Zebulon Quartermain"


def services_seen(request):
    """The services of every man found, and the one the person sits in."""
    seen = [str(pk) for pk in Client.objects.order_by().values_list("service_id", flat=True).distinct()]
    return JsonResponse({"seen": seen, "mine": str(request.user.desk.service_id)})


def write_and(request, ending):
    """Take a man in, and then fail in one of many ways."""
    factories.make_client(service=request.user.desk.service, first_name=ending, last_name="Written")
    if ending == "raise":
        raise ValueError(f"{CANARY} could not be saved")
    if ending == "not_found":
        raise Http404
    if ending == "forbidden":
        raise PermissionDenied
    if ending == "bad_request":
        raise SuspiciousOperation
    if ending == "broken":
        with connection.cursor() as cursor:
            cursor.execute("select 1/0")
    return HttpResponse("made", status=500 if ending == "answer_500" else 200)


def write_twice(request):
    """A unique key that is broken: PostgreSQL would name the values in its complaint."""
    for _once in range(2):
        factories.make_client(
            service=request.user.desk.service, first_name="A", last_name="B", reference=CANARY
        )
    return HttpResponse("made")


def lazy(request):
    """Rendered after the view has returned: the query runs in the template."""
    template = engines["django"].from_string("{{ men|length }} men")
    return TemplateResponse(request, template, {"men": Client.objects.all()})


urlpatterns = [
    path("test/seen/", services_seen),
    path("test/write/<str:ending>/", write_and),
    path("test/twice/", write_twice),
    path("test/lazy/", lazy),
    *real,
]
