"""Where the service meets: opened and renamed by whoever looks after the house."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from services.access import Role, staff_with
from services.actions import sites
from services.errors import NotAcceptable, Stale
from services.forms import SiteForm
from services.models import Site

STALE, NOT_ACCEPTABLE = 412, 422


@staff_with(Role.ADMINISTRATOR, everywhere=True)
def site_new(request: HttpRequest) -> HttpResponse:
    """Open a place; groups meet there and roles are given there from then on."""
    service = request.user.desk.service
    form = SiteForm(request.POST or None, service=service)
    if form.is_valid():
        try:
            sites.make(service=service, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("The site stands. Groups can meet there now."))
            return redirect("services:team")
        except (NotAcceptable, ValidationError) as error:
            _explain(form, error)
    status = NOT_ACCEPTABLE if form.errors else 200
    return render(request, "services/site_new.html", {"form": form}, status=status)


@staff_with(Role.ADMINISTRATOR, everywhere=True)
def site_edit(request: HttpRequest, pk) -> HttpResponse:
    """Call it otherwise. What was planned or written there stays where it is."""
    site = get_object_or_404(Site.objects.visible_to(request.user), pk=pk)
    form = SiteForm(request.POST or None, service=request.user.desk.service, site=site)
    status = NOT_ACCEPTABLE
    if form.is_valid():
        try:
            sites.change(site=site, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("services:team")
        except Stale as stale:
            form.add_error(None, str(stale))
            sent = request.POST.copy()
            sent["seen"] = site.seen  # a second save has seen it
            form.data = sent
            status = STALE
        except (NotAcceptable, ValidationError) as error:
            _explain(form, error)
    status = status if form.errors else 200
    return render(request, "services/site_edit.html", {"form": form, "site": site}, status=status)


def _explain(form: SiteForm, error: NotAcceptable | ValidationError) -> None:
    """Beside the field it is about; a name that is taken is about the name."""
    if isinstance(error, NotAcceptable):
        form.add_error(next(iter(error.fields), None), str(error))
    else:
        form.add_error("name", error.messages[0])
