"""Connecting an enquiry to a man, on the caller's word; and undoing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from partners.access import WORKERS, one_openable
from partners.actions import journal, ties
from partners.forms import TieForm
from partners.models import Tie
from partners.questions.looking_down import facts
from referrals.views.referrals import point_at
from services.access import staff_with
from services.errors import Refused


@sensitive_post_parameters()
@staff_with(*WORKERS)
def tie_new(request: HttpRequest, pk) -> HttpResponse:
    at, enquiry = timezone.now(), one_openable(request.user, pk)
    journal.opened(what="enquiry", by=request.user, at=at, enquiry_id=enquiry.pk)
    found = facts(enquiry, staff=request.user)
    form = TieForm(request.POST or None, facts=found, initial={"agreed_on": timezone.localdate(at)})
    if form.is_valid():
        told = form.cleaned_data | {"man_id": UUID(form.cleaned_data["man_id"])}
        try:
            ties.connect(enquiry=enquiry, **told, by=request.user, at=at)
            messages.success(request, _("Connected. Nobody outside this desk sees it."))
            return redirect(enquiry)
        except Refused as refused:
            point_at(form, refused)
    context = {"form": form, "enquiry": enquiry, "found": found}
    return render(request, "partners/tie_new.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@require_POST
@staff_with(*WORKERS)
def tie_undo(request: HttpRequest, pk, tie_pk) -> HttpResponse:
    enquiry = one_openable(request.user, pk)
    tie = get_object_or_404(Tie.objects.visible_to(request.user).filter(enquiry=enquiry), pk=tie_pk)
    try:
        ties.undo(tie=tie, why=request.POST.get("why", "")[:300], by=request.user, at=timezone.now())
        messages.success(request, _("Undone. The enquiry stands by itself again."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(enquiry)
