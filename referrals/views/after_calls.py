"""After a call: the next safe try, and a caller who was somebody else."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from referrals.access import RECEIVERS, TRIAGERS
from referrals.actions import calls
from referrals.call_forms import NextTryForm
from referrals.models import Referral
from services.access import staff_with
from services.errors import Refused

# Taps that stand for a moment: hours from now, or an hour of a day from today.
IN_HOURS = {"hour": 1}
AT_HOUR = {"evening": (0, 18), "tomorrow": (1, 9)}


@require_POST
@staff_with(*TRIAGERS)
def referral_next_try(request: HttpRequest, pk) -> HttpResponse:
    """One tap, or a day and an hour."""
    referral, at = _referral(request, pk), timezone.now()
    form = NextTryForm(request.POST)
    tap, here = request.POST.get("tap", ""), timezone.localtime(at)
    moment = None
    if tap in IN_HOURS:
        moment = here + timedelta(hours=IN_HOURS[tap])
    elif tap in AT_HOUR:
        days, hour = AT_HOUR[tap]
        moment = (here + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
    elif form.is_valid():
        moment = form.cleaned_data["next_try_at"]
    try:
        if moment is None:
            messages.error(request, _("Choose a day and an hour."))
        else:
            calls.try_next(referral=referral, next_try_at=moment, by=request.user, at=at)
            messages.success(request, _("The next try is noted."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(referral)


@require_POST
@staff_with(*RECEIVERS)
def referral_not_him(request: HttpRequest, pk) -> HttpResponse:
    """The caller was somebody else: everything typed goes for good."""
    referral = _referral(request, pk)
    try:
        calls.was_not_him(referral=referral, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(referral)
    messages.success(request, _("All of it is gone. Write it on the page of whoever spoke."))
    return redirect("referrals:call_new")


def _referral(request: HttpRequest, pk) -> Referral:
    return get_object_or_404(Referral.objects.visible_to(request.user), pk=pk)
