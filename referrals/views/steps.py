"""The steps of a referral: tried, decided, placed. Each is one action; a refused one says why."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from referrals.access import TRIAGERS
from referrals.actions import referrals
from referrals.forms import ContactForm
from referrals.models import Referral
from referrals.models.contact_attempt import Purpose
from referrals.models.referral import FOR_A_PLACE, NEEDS_REASON
from referrals.views import decisions
from referrals.views.referrals import STEPS, point_at
from services.access import staff_with
from services.errors import Refused


@staff_with(*TRIAGERS)
def referral_contact(request: HttpRequest, pk) -> HttpResponse:
    """Note a try to reach him; with an error, the log form alone on its page."""
    referral = _referral(request, pk)
    form = ContactForm(request.POST or None)
    at = timezone.now()
    if form.is_valid():
        purpose = Purpose.KEEP_WARM if referral.status in FOR_A_PLACE else Purpose.REACH
        referrals.log_contact(referral=referral, purpose=purpose, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("Noted."))
        return redirect(referral)
    context = {"referral": referral, "man": referral.client, "form": form}
    return render(request, "referrals/referral_contact.html", context, status=422 if form.errors else 200)


@staff_with(*TRIAGERS)
def referral_step(request: HttpRequest, pk, word: str) -> HttpResponse:
    """Accept, waitlist, redirect, decline, withdraw, not reached, close; with a reason where one is owed."""
    if word not in STEPS:
        raise Http404
    referral = _referral(request, pk)
    to, title, says = STEPS[word]
    form = decisions.form_of(word)(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        try:
            decisions.take(referral, to, said=form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Noted: %(status)s.") % {"status": to.label})
            return _back_to(request, referral)
        except Refused as refused:
            point_at(form, refused)
            status = refused.status
    context = {
        "referral": referral,
        "man": referral.client,
        "form": form,
        "title": title,
        "says": says,
        "owes_reason": to in NEEDS_REASON,
    }
    return render(request, "referrals/referral_step.html", context, status=status)


@require_POST
@staff_with(*TRIAGERS)
def referral_take(request: HttpRequest, pk) -> HttpResponse:
    """Put one's own name on it, or take it off again."""
    referral = _referral(request, pk)
    mine = request.POST.get("mine", "yes") == "yes"
    if not mine and referral.owner_id != request.user.pk:
        raise Http404
    referrals.take(
        referral=referral, owner=request.user if mine else None, by=request.user, at=timezone.now()
    )
    messages.success(
        request, _("It is yours now.") if mine else _("It is no one’s now. It stays in the queue.")
    )
    return _back_to(request, referral)


def _referral(request: HttpRequest, pk) -> Referral:
    return get_object_or_404(Referral.objects.visible_to(request.user).select_related("client"), pk=pk)


def _back_to(request: HttpRequest, referral: Referral) -> HttpResponse:
    """The page of the referral; or the queue, when the step took it out of this person's sight."""
    if Referral.objects.visible_to(request.user).filter(pk=referral.pk).exists():
        return redirect(referral)
    return redirect("referrals:referral_list")
