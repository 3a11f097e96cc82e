"""A referral put right: what was noted about how he came, and whose it is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.access import RECEIVERS, knows_the_door, who_may_hold
from referrals.actions import referrals
from referrals.forms import CorrectionForm
from referrals.models import Referral
from referrals.questions.corrections import Meanwhile, brought_together
from referrals.views.referrals import point_at
from services.access import staff_with
from services.errors import Refused, Stale
from services.forms import version_seen
from services.models import Site


@staff_with(*RECEIVERS)
def referral_edit(request: HttpRequest, pk) -> HttpResponse:
    """Correct it. When somebody else did so meanwhile, both are shown and nothing is lost."""
    visible = Referral.objects.visible_to(request.user).select_related("client", "site", "owner")
    referral = get_object_or_404(visible, pk=pk)
    if not knows_the_door(request.user, referral):
        raise Http404
    form = _form(request, referral, request.POST or None)
    version = version_seen(request, referral)
    status, meanwhile = 200, list[Meanwhile]()
    if form.is_valid():
        try:
            referrals.edit(
                referral=referral, version=version, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Saved."))
            return _back_to(request, referral)
        except Stale as stale:
            referral = get_object_or_404(visible, pk=pk)
            stands, meanwhile = brought_together(form, seen=version, current=referral)
            form = _form(request, referral, stands)
            form.add_error(None, str(stale))
            # Saved again with the new version, these words win knowingly.
            version, status = referral.version, stale.status
        except Refused as refused:
            point_at(form, refused)
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors and status == 200:
        status = 422
    context = {
        "referral": referral,
        "man": referral.client,
        "form": form,
        "version": version,
        "late": status == Stale.status,
        "meanwhile": meanwhile,
    }
    return render(request, "referrals/referral_edit.html", context, status=status)


def _form(request: HttpRequest, referral: Referral, sent: Any) -> CorrectionForm:
    desk = request.user.desk
    every = desk.everywhere(*RECEIVERS)
    sites = Site.objects.in_service_of(request.user)
    return CorrectionForm(
        sent,
        initial={name: getattr(referral, name) for name in CorrectionForm.base_fields},
        sites=sites if every else sites.filter(pk__in=desk.sites_of(*RECEIVERS)),
        every_site=every,
        colleagues=who_may_hold(request.user, referral),
    )


def _back_to(request: HttpRequest, referral: Referral) -> HttpResponse:
    if Referral.objects.visible_to(request.user).filter(pk=referral.pk).exists():
        return redirect(referral)
    return redirect("referrals:referral_list")
