"""Days in court and what is owed by when: noted, put off, done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from referrals.access import RECEIVERS, TRIAGERS
from referrals.actions import deadlines, hearings
from referrals.mandate_forms import DoneForm, HearingForm, OutcomeForm
from referrals.models import Deadline, Hearing
from referrals.views.mandates import known_order, order_page
from services.access import staff_with
from services.forms import version_seen


@staff_with(*RECEIVERS)
def hearing_new(request: HttpRequest, pk) -> HttpResponse:
    """A day in court under one order."""
    mandate = known_order(request, pk)
    form = HearingForm(request.POST or None)

    def save() -> None:
        hearings.set_down(mandate=mandate, **form.cleaned_data, by=request.user, at=timezone.now())

    return order_page(request, form, save, man=mandate.client, title=_("A day in court"), said=_("Noted."))


@staff_with(*RECEIVERS)
def hearing_close(request: HttpRequest, pk) -> HttpResponse:
    """What came of it; put off, the old day stays and the new one points back."""
    hearing = get_object_or_404(Hearing.objects.visible_to(request.user), pk=pk)
    mandate = known_order(request, hearing.mandate_id)
    form = OutcomeForm(request.POST or None, initial={"outcome": hearing.outcome})
    version = version_seen(request, hearing)

    def save() -> None:
        told = form.cleaned_data
        about = {"hearing": hearing, "outcome": told["outcome"], "version": version}
        if told["to"]:
            hearings.adjourn(to=told["to"], **about, by=request.user, at=timezone.now())
        else:
            hearings.close(**about, by=request.user, at=timezone.now())

    line = date_format(hearing.on, "l j F Y")
    return order_page(
        request,
        form,
        save,
        man=mandate.client,
        title=_("A day in court"),
        said=_("Noted."),
        version=version,
        line=line,
    )


@staff_with(*TRIAGERS)
def deadline_done(request: HttpRequest, pk) -> HttpResponse:
    """Say that it is done, and how."""
    rows = Deadline.objects.visible_to(request.user).select_related("referral__client")
    deadline = get_object_or_404(rows, pk=pk)
    form = DoneForm(request.POST or None)
    version = version_seen(request, deadline)

    def save() -> None:
        deadlines.complete(
            deadline=deadline, version=version, **form.cleaned_data, by=request.user, at=timezone.now()
        )

    return order_page(
        request, form, save, man=deadline.referral.client, title=deadline.get_kind_display(),
        said=_("Done. It stands with your name and the hour."), version=version, line=deadline.why,
    )  # fmt: skip
