"""The door from outside for whoever writes about somebody else. It keeps only where somebody reads it."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from partners.access import has_worker
from partners.actions import enquiries
from partners.forms import SomeoneForm
from partners.models import Enquiry
from partners.sealing import wing_print
from referrals.doors import Door, flooded, from_outside, just_chosen, minutes_until, said_before, shown


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@from_outside
def someone(request: HttpRequest, door: Door) -> HttpResponse:
    if not has_worker(door.service):
        return render(request, "partners/someone_elsewhere.html", shown(door))
    sent = request.POST if request.method == "POST" and not just_chosen(request) else None
    form = SomeoneForm(sent, at=door.at)
    if not form.is_valid():
        return _shown_again(request, door, form, status=422 if form.errors else 200)
    free_at = flooded(request, door)
    if free_at:
        wait = minutes_until(free_at, at=door.at)
        return _shown_again(request, door, form, status=429, wait=wait)
    told = form.told()
    # Under a print of the wing's own: what counts repeats stands outside it.
    once = {"print": wing_print(json.dumps(told, sort_keys=True), purpose="said before")}
    if not said_before(door, which="someone", said=once):
        enquiries.write_down(service=door.service, door=Enquiry.Door.WEB, by=None, at=door.at, **told)
    return render(request, "refer/thanks.html", shown(door))


def _shown_again(
    request: HttpRequest, door: Door, form: SomeoneForm, *, status: int, wait: int = 0
) -> HttpResponse:
    context = shown(door, form=form, wait=wait)
    answer = render(request, "partners/someone.html", context, status=status)
    if wait:
        answer["Retry-After"] = str(wait * 60)
    return answer
