"""One transaction for each request, in which PostgreSQL knows who is asking."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from services.access import Desk, sites_by_role
from services.cleaning import clean
from services.languages import speak_to
from services.models import Service
from services.wall import acting_as

CHOSEN = "service"
# Names the person to the wall and answers the desks, the chosen one first: one statement (migration 0003_sit_down).
DESKS = """
    select s.*, d.role, d.site_id from sit_down(%s, %s) with ordinality as d(service_id, role, site_id, place)
    join services_service s on s.id = d.service_id order by d.place
"""
# They answer without the database, too.
OUTSIDE = ("/livez", "/readyz", "/static/")


class behind_the_wall:  # noqa: N801 (a middleware reads as a sentence in the settings)
    """Open the transaction, sit the person down, name both to the wall; roll back when a view fails.

    Not ATOMIC_REQUESTS: that closes before a lazy response renders, and its queries would find nothing.
    """

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OUTSIDE):
            return self.get_response(request)
        # Opens with nobody named, and in the tests' own transaction puts back what was named before.
        with acting_as():
            if request.user.is_authenticated:
                sit_down(request)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        # Django turns the exception into an answer before we could see it: without this it would commit.
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)


class private_pages:  # noqa: N801
    """Nothing that a signed-in person saw stays in a browser's cache."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response


class clean_words:  # noqa: N801
    """What a form brings has nothing unseen in it when a page reads it. A password stays as it was typed."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.POST:
            said = request.POST.copy()
            for name, texts in said.lists():
                if "password" not in name:
                    said.setlist(name, [clean(text.replace("\x00", "")) for text in texts])
            said._mutable = False
            request.POST = said  # type: ignore[assignment]
        return self.get_response(request)


def sit_down(request: HttpRequest) -> None:
    """Choose the service this person works in (the last one chosen, else the first); take its roles and its language."""
    staff = request.user
    rows = list(Service.objects.raw(DESKS, [staff.pk, request.session.get(CHOSEN)]))
    request.services = sorted({row.pk: row for row in rows}.values(), key=lambda service: service.name)
    service = rows[0] if rows else None
    speak_to(staff, service)
    if service is None:
        staff.desk = Desk(service=Service(), on=timezone.now().date(), sites={})
        return
    timezone.activate(ZoneInfo(service.zone))
    held = [(row.role, row.site_id) for row in rows if row.pk == service.pk]
    staff.desk = Desk(service=service, on=timezone.localdate(), sites=sites_by_role(held))
