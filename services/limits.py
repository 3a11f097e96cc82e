"""How much is too much: of the API for each token, person or address, and of guessing for each account.

Asked before the request's own transaction: a refused request counts as well, and nobody waits for another's work.
Guessing is never counted by address: an office shares one, and its door must not close because somebody is guessing.
"""

from __future__ import annotations

import ipaddress
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone

from services.actions import tallies, team, tokens
from services.api import errors
from services.models import Staff
from services.wall import acting_as


@dataclass(frozen=True)
class Turn:
    """Somebody's next go at something that has a limit; `opens` when being let through proves a password."""

    what: str
    who: str
    opens: bool = False


class within_limits:  # noqa: N801 (a middleware reads as a sentence in the settings)
    """Too much is a 429 that says when to come again. The right password begins the count anew."""

    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        turn = turn_of(request)
        if turn is None:
            return self.get_response(request)
        at = timezone.now()
        free_at = tallies.come(what=turn.what, who=turn.who, limit=limit_of(turn.what), at=at)
        if free_at:
            return too_much(request, turn, wait=free_at - at)
        response = self.get_response(request)
        if turn.opens and response.status_code == 302:
            tallies.forget(what=turn.what, who=turn.who)
        return response


def limit_of(what: str) -> tallies.Limit:
    most, seconds = settings.LIMITS[what]
    return tallies.Limit(most, timedelta(seconds=seconds), must_rest=what == "password")


def too_much(request: HttpRequest, turn: Turn, *, wait: timedelta) -> HttpResponse:
    """The refusal, in JSON under the API, with the seconds to wait."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    if request.path.startswith(errors.UNDER):
        response: HttpResponse = JsonResponse(errors.said(429), status=429)
    else:
        context = {"minutes": math.ceil(seconds / 60), "of_password": turn.what == "password"}
        response = render(request, "429.html", context, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def turn_of(request: HttpRequest) -> Turn | None:
    """Whose turn at what this request is; None where nothing is limited."""
    if request.path.startswith(errors.UNDER):
        return _turn_at_the_api(request)
    if request.method != "POST":
        return None
    try:
        door = resolve(request.path_info)
    except Resolver404:
        return None
    who_is_asked_for = DOORS.get(door.view_name)
    return who_is_asked_for(request, door) if who_is_asked_for else None


def _turn_at_the_api(request: HttpRequest) -> Turn:
    """Made-up tokens count by address: else each would be a fresh count, and a row of its own."""
    kind, _blank, secret = request.headers.get("Authorization", "").strip().partition(" ")
    if kind.lower() == "bearer" and tokens.is_known(secret.strip()):
        return Turn("api", f"token {tokens.hash_of(secret.strip())}")
    if not kind and request.user.is_authenticated:
        return Turn("api", f"person {request.user.pk}")
    return Turn("api_signed_out", address_of(request))


def _sign_in(request: HttpRequest, door: ResolverMatch) -> Turn | None:
    # Somebody signed in is sent on without being asked: no guess, and it must clear nobody's count.
    if request.user.is_authenticated:
        return None
    return Turn("password", account(request.POST.get("login", "")), opens=True)


def _change(request: HttpRequest, door: ResolverMatch) -> Turn | None:
    if not request.user.is_authenticated:
        return None
    return Turn("password", account(request.user.email), opens=True)


def _join(request: HttpRequest, door: ResolverMatch) -> Turn | None:
    """An invitation to somebody who has an account asks for its password; a new account proves none."""
    with acting_as():
        try:
            invited = team.invitation_behind(door.kwargs["key"], at=timezone.now())
        except team.InvitationClosed:
            return None
    has_account = Staff.objects.filter(email=invited.email).exists()
    return Turn("password", account(invited.email), opens=has_account)


def _reset(request: HttpRequest, door: ResolverMatch) -> Turn:
    return Turn("password_reset", account(request.POST.get("email", "")))


DOORS: dict[str, Callable[[HttpRequest, ResolverMatch], Turn | None]] = {
    "account_login": _sign_in,
    "account_change_password": _change,
    "account_reset_password": _reset,
    "services:invitation_accept": _join,
}


def account(email: str) -> str:
    """One name for all spellings under which the database finds an account: it compares in capitals, and there
    a Turkish dotless i is an I."""
    return unicodedata.normalize("NFKC", email.strip()).upper()


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: as our own proxy says it, never as the caller does. A household has one IPv6 net."""
    told = request.headers.get("X-Forwarded-For", "").split(",")
    behind = settings.PROXIES
    address = told[-behind].strip() if 0 < behind <= len(told) else request.META.get("REMOTE_ADDR", "")
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return request.META.get("REMOTE_ADDR", "")
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
        # As a socket for both kinds writes it: one net would hold everybody.
        known = known.ipv4_mapped
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network(f"{known}/64", strict=False).network_address)
