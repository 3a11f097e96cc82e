"""A no, help elsewhere, not reached, and the step taken by mistake."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from referrals.access import TRIAGERS
from referrals.actions import decisions, referrals
from referrals.decision_forms import DeclineForm, OutcomeForm, RedirectForm, ToldForm
from referrals.forms import WhyForm
from referrals.models import Redirection, Referral
from referrals.models.referral import Status
from referrals.views.referrals import point_at
from services.access import staff_with
from services.errors import Refused, Stale
from services.forms import version_seen
from services.models import Staff

FORMS: dict[str, type] = {"decline": DeclineForm, "redirect": RedirectForm}


def form_of(word: str) -> type:
    """What the page of a step asks."""
    return FORMS.get(word, WhyForm)


def take(referral: Referral, to: str, *, said: dict[str, Any], by: Staff, at: datetime) -> None:
    """Each step by the action that knows its rules."""
    told = {"referral": referral, **said, "by": by, "at": at}
    if to == Status.DECLINED:
        decisions.decline(**told)
    elif to == Status.REDIRECTED:
        decisions.redirect(**told)
    elif to == Status.NO_CONTACT:
        decisions.not_reached(**told)
    else:
        referrals.step(to=to, **told)


@require_POST
@staff_with(*TRIAGERS)
def referral_take_back(request: HttpRequest, pk) -> HttpResponse:
    """Undo one's own last decision."""
    referral = get_object_or_404(Referral.objects.visible_to(request.user), pk=pk)
    try:
        decisions.take_back(referral=referral, by=request.user, at=timezone.now())
        messages.success(request, _("Taken back. Both stand in its way so far."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(referral)


@staff_with(*TRIAGERS)
def referral_told(request: HttpRequest, pk) -> HttpResponse:
    """Note when he was told the no in writing."""
    rows = Referral.objects.visible_to(request.user).select_related("client")
    referral = get_object_or_404(rows, pk=pk)
    at = timezone.now()
    form, status = ToldForm(request.POST or None, initial={"told_on": timezone.localdate(at)}), 200
    if form.is_valid():
        try:
            on = form.cleaned_data["told_on"]
            decisions.tell_in_writing(referral=referral, on=on, by=request.user, at=at)
            messages.success(request, _("Noted."))
            return redirect(referral)
        except Refused as refused:
            point_at(form, refused)
            status = refused.status
    if form.errors and status == 200:
        status = 422
    context = {
        "referral": referral,
        "man": referral.client,
        "form": form,
        "title": _("He was told in writing"),
        "says": _("On which day the letter or e-mail with our no went to him."),
    }
    return render(request, "referrals/referral_step.html", context, status=status)


@staff_with(*TRIAGERS)
def redirection_detail(request: HttpRequest, pk) -> HttpResponse:
    """Ask how it went elsewhere, and say it here."""
    rows = Redirection.objects.visible_to(request.user).select_related("referral__client")
    redirection = get_object_or_404(rows, pk=pk)
    seen, status = version_seen(request, redirection), 200
    begun = {"outcome": redirection.outcome, "ask_again_on": redirection.ask_again_on}
    form = OutcomeForm(request.POST or None, initial=begun)
    if form.is_valid():
        try:
            decisions.say_outcome(
                redirection=redirection, version=seen, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Noted."))
            return redirect(redirection.referral)
        except Refused as refused:
            point_at(form, refused)
            status = refused.status
            if isinstance(refused, Stale):
                # Saved again with the new version, these words win knowingly.
                seen = refused.current.version
    if form.errors and status == 200:
        status = 422
    context = {
        "redirection": redirection,
        "referral": redirection.referral,
        "man": redirection.referral.client,
        "form": form,
        "version": seen,
    }
    return render(request, "referrals/redirection_detail.html", context, status=status)
