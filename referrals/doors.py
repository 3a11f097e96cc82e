"""The doors from outside: which service stands behind one, and what keeps a flood from filling the letter box.

Whoever knocks is nobody, also when somebody is signed in on the same browser: the frame names the service and no
person, so that a door can write a row and read none back. Floors above build their doors with the same three:
`from_outside`, `flooded` and `said_before`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from referrals.models import FrontDesk
from referrals.questions.front_desks import front_desk_of
from services.actions import tallies
from services.limits import address_of, limit_of
from services.models import Service
from services.wall import acting_as

# A door of the floor above, in the partners' wing: known here by its address alone.
SOMEONE = "/refer/someone/"
# The same words again within a day are one message: a button pressed twice, or a program.
SAME_WORDS = tallies.Limit(1, timedelta(days=1))


@dataclass(frozen=True)
class Door:
    """What stands behind a door at this moment; `several` when the caller had to choose the service."""

    service: Service
    desk: FrontDesk
    several: bool
    at: datetime

    @property
    def phone(self) -> str:
        return self.desk.phone

    @property
    def crisis_numbers(self) -> list[str]:
        """What to read in a crisis, line by line: the front desk's, else the one line of the service."""
        told = self.desk.crisis_numbers or self.service.crisis_line
        return [line.strip() for line in told.splitlines() if line.strip()]


def services_outside() -> list[Service]:
    """Whom somebody outside can write to: every real service; the first demo only while there is no other."""
    known = list(Service.objects.order_by("created_at", "pk"))
    real = [service for service in known if not service.is_demo]
    return sorted(real, key=lambda service: service.name) or known[:1]


def service_behind(request: HttpRequest) -> Service | None:
    """The only service, else the one chosen on /refer/, which the form carries. It is never guessed."""
    known = services_outside()
    if len(known) == 1:
        return known[0]
    chosen = request.POST.get("service", "")
    return next((service for service in known if str(service.pk) == chosen), None)


def from_outside(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for somebody we do not know: `view(request, door)`. Shut, it says the number to call, and nothing else.

    With several services and none chosen it leads to /refer/. Nothing stays in a cache, no session is begun.
    """

    @wraps(view)
    @never_cache
    def opened(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        service = service_behind(request)
        if service is None:
            if not services_outside():
                raise Http404
            return redirect("referrals:door_list")
        with acting_as(service=service.pk), timezone.override(ZoneInfo(service.zone)):
            door = Door(service, front_desk_of(service), len(services_outside()) > 1, timezone.now())
            if not door.desk.doors_open:
                return render(request, "refer/closed.html", shown(door))
            return view(request, door, *args, **kwargs)

    return opened


def shown(door: Door | None, **more: object) -> dict[str, object]:
    """What the frame of every door draws."""
    return {"door": door, "someone": SOMEONE, **more}


def just_chosen(request: HttpRequest) -> bool:
    """Did this POST only bring the choice of a service from /refer/? Then the form is shown, not read."""
    return request.method == "POST" and "begin" in request.POST


def flooded(request: HttpRequest, door: Door) -> datetime | None:
    """Count one more message; answers when the next is taken, or None. Asked of messages that would be kept.

    First by address, so that one that floods us uses up nobody else's share of what a service takes in an hour.
    """
    return tallies.come(
        what="door", who=f"{door.service.pk} {address_of(request)}", limit=limit_of("door"), at=door.at
    ) or tallies.come(what="door_all", who=str(door.service.pk), limit=limit_of("door_all"), at=door.at)


def minutes_until(free_at: datetime, *, at: datetime) -> int:
    """How long to wait, as a page says it."""
    return max(1, math.ceil((free_at - at).total_seconds() / 60))


def said_before(door: Door, *, which: str, said: Mapping[str, str]) -> bool:
    """Has this door heard these very words within a day? Asked after `flooded`, else a refused message counts."""
    words = "\n".join(f"{name}: {text.strip()}" for name, text in sorted(said.items()))
    who = f"{door.service.pk} {which} {words}"
    return tallies.come(what="door_words", who=who, limit=SAME_WORDS, at=door.at) is not None
