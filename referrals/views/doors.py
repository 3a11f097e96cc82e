"""The doors, seen from outside. Addresses and titles say nothing in a browser's history."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from referrals.actions import arrivals
from referrals.door_forms import FORMS, DoorForm
from referrals.doors import (
    Door,
    flooded,
    from_outside,
    just_chosen,
    minutes_until,
    said_before,
    services_outside,
    shown,
)
from referrals.models import Arrival
from referrals.questions import receipts


@require_safe
@never_cache
def door_list(request: HttpRequest) -> HttpResponse:
    """Who is writing? With several services, to which of them comes first."""
    services = services_outside()
    if not services:
        raise Http404
    if len(services) == 1:
        return _only(request)
    return render(request, "refer/door_list.html", shown(None, services=services))


@from_outside
def _only(request: HttpRequest, door: Door) -> HttpResponse:
    return render(request, "refer/door_list.html", shown(door))


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@from_outside
def door_me(request: HttpRequest, door: Door) -> HttpResponse:
    return _written_at(request, door, Arrival.Door.ME)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@from_outside
def door_legal(request: HttpRequest, door: Door) -> HttpResponse:
    return _written_at(request, door, Arrival.Door.LEGAL)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@from_outside
def door_court(request: HttpRequest, door: Door) -> HttpResponse:
    return _written_at(request, door, Arrival.Door.COURT)


@require_safe
@never_cache
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """Received, and the day. A closed link and a made-up one are the same page."""
    arrival = receipts.behind(secret)
    if arrival is None:
        return render(request, "refer/not_here.html", shown(None), status=404)
    day = timezone.localdate(arrival.received_at, ZoneInfo(arrival.service.zone))
    context = shown(None, day=day, word=receipts.word_for(arrival))
    return render(request, "refer/receipt.html", context)


def _written_at(request: HttpRequest, door: Door, which: str) -> HttpResponse:
    sent = request.POST if request.method == "POST" and not just_chosen(request) else None
    form = FORMS[which](sent, at=door.at)
    if not form.is_valid():
        return _shown_again(request, door, form, which, status=422 if form.errors else 200)
    free_at = flooded(request, door)
    if free_at:
        wait = minutes_until(free_at, at=door.at)
        return _shown_again(request, door, form, which, status=429, wait=wait)
    said = form.said()
    link = "" if which == Arrival.Door.ME else receipts.secret_for(form.cleaned_data["page"], said)
    if not said_before(door, which=which, said=said):
        arrivals.leave(service=door.service, door=which, said=said, receipt=link, at=door.at)
    elif link and receipts.behind(link) is None:
        link = ""
    if link:
        link = request.build_absolute_uri(reverse("referrals:receipt", args=[link]))
    return render(request, "refer/thanks.html", shown(door, link=link, is_office=which != Arrival.Door.ME))


def _shown_again(
    request: HttpRequest, door: Door, form: DoorForm, which: str, *, status: int, wait: int = 0
) -> HttpResponse:
    """The form with what was written in it; `wait` is in how many minutes it is taken."""
    context = shown(door, form=form, which=which, wait=wait)
    answer = render(request, "refer/door.html", context, status=status)
    if wait:
        answer["Retry-After"] = str(wait * 60)
    return answer
