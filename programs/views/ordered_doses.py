"""What orders ask of a man: written down by those who know him, shown to nobody else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import ordered_doses
from programs.forms.ordered_doses import OrderedDoseEditForm, OrderedDoseForm
from programs.forms.refusals import tell
from programs.models import Enrollment, OrderedDose
from programs.views.enrollments import place_page
from services.access import KNOW_HIM, staff_with
from services.errors import Refused, Stale
from services.forms import version_seen


@staff_with(*KNOW_HIM)
def ordered_dose_new(request: HttpRequest, pk) -> HttpResponse:
    """Write an order down for his place."""
    places = Enrollment.objects.readable_by(request.user).select_related("client", "group")
    enrollment = get_object_or_404(places, pk=pk)
    form = OrderedDoseForm(request.POST or None)
    if form.is_valid():
        try:
            ordered_doses.write_down(
                enrollment=enrollment, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Written down. It is counted apart."))
            return redirect("programs:enrollment_standing", pk=pk)
        except Refused as refused:
            tell(form, refused)
    return place_page(request, "programs/ordered_dose_new.html", enrollment, form)


@staff_with(*KNOW_HIM)
def ordered_dose_edit(request: HttpRequest, pk) -> HttpResponse:
    """Put right what it asks, or say since when it is no longer in force."""
    doses = OrderedDose.objects.visible_to(request.user)
    dose = get_object_or_404(doses.select_related("enrollment__client", "enrollment__group"), pk=pk)
    names = OrderedDoseEditForm.base_fields
    form = OrderedDoseEditForm(request.POST or None, initial={name: getattr(dose, name) for name in names})
    version = version_seen(request, dose)
    if form.is_valid():
        try:
            ordered_doses.edit(
                dose=dose, version=version, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Saved."))
            return redirect("programs:enrollment_standing", pk=dose.enrollment_id)
        except Stale as stale:
            # Saved again with the new version, these words win knowingly.
            version = stale.current.version
            form.add_error(None, str(stale))
        except Refused as refused:
            tell(form, refused)
    return place_page(
        request, "programs/ordered_dose_edit.html", dose.enrollment, form, dose=dose, version=version
    )
