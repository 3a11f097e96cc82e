"""One transaction for each request, in which PostgreSQL knows who is asking."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from services.access import Desk, seat
from services.models import Membership, Service
from services.wall import acting_as, set_frame

CHOSEN = "service"
OUTSIDE = ("/livez", "/static/")


class behind_the_wall:  # noqa: N801 (a middleware reads as a sentence in the settings)
    """Open the transaction, sit the person down, name both to the wall; roll back when a view fails.

    Not ATOMIC_REQUESTS: that closes before a lazy response renders, and its queries would find nothing.
    """

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OUTSIDE):
            return self.get_response(request)
        # Opens with nobody named, and puts back what was named before.
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
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response


def sit_down(request: HttpRequest) -> None:
    """Choose the service this person works in (the last one chosen, else the first) and take the roles there."""
    staff = request.user
    set_frame(person=staff.pk)
    held = Membership.objects.current().filter(staff=staff).values("service")
    services = list(Service.objects.filter(pk__in=held))
    chosen = request.session.get(CHOSEN)
    service = next((s for s in services if str(s.pk) == chosen), services[0] if services else None)
    request.services = services
    if service is None:
        staff.desk = Desk(service=Service(), on=timezone.now().date(), sites={})
        return
    timezone.activate(ZoneInfo(service.zone))
    seat(staff, service, on=timezone.localdate())
    set_frame(service=service.pk, person=staff.pk, roles=staff.desk.roles)
