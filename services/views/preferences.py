"""How one's own pages speak and look. The API has none of this: it shows no pages."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from services.actions import preferences as actions
from services.forms import PreferencesForm
from services.languages import in_language_of, language_of
from services.models import Qualification, Staff


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    staff = request.user
    kept = {"language": language_of(staff, None), "scheme": staff.scheme, "gender": staff.gender}
    house = language_of(None, staff.desk.service) or settings.LANGUAGE_CODE
    form = PreferencesForm(request.POST or None, initial=kept, house=house)
    if form.is_valid():
        actions.keep(by=staff, **form.cleaned_data)
        # Said in the language just chosen.
        with in_language_of(staff, staff.desk.service):
            messages.success(request, _("Saved."))
        return redirect("services:preferences")
    status = 422 if form.errors else 200
    context = {"form": form, "papers": _papers(staff)}
    return render(request, "services/preferences.html", context, status=status)


def _papers(staff: Staff) -> list[Qualification]:
    """What one holds oneself, and which of it has to be renewed."""
    on = staff.desk.on
    held = Qualification.objects.visible_to(staff).filter(staff=staff).newest().select_related("kind")
    papers = list(held)
    for paper in papers:
        paper.now = paper.state(on=on)
    return papers
