"""From one group to another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import transfers
from programs.forms.enrollments import TransferForm
from programs.forms.refusals import tell
from programs.models import Group
from programs.questions import standings
from programs.views.enrollments import ENDERS, place_page, place_to_change, tell_of_registers
from services.access import staff_with
from services.errors import Refused


@staff_with(*ENDERS)
def enrollment_transfer(request: HttpRequest, pk) -> HttpResponse:
    """Move him to another group this person sees, with what he did or without."""
    enrollment, at = place_to_change(request, pk), timezone.now()
    if not enrollment.is_open:
        return redirect("programs:enrollment_reinstate", pk=pk)
    today = timezone.localdate(at)
    groups = Group.objects.visible_to(request.user).running(on=today).exclude(pk=enrollment.group_id)
    form = TransferForm(request.POST or None, groups=groups, initial={"start_on": today})
    if form.is_valid():
        try:
            moved = transfers.transfer(enrollment=enrollment, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("He goes on in %(group)s.") % {"group": moved.group.name})
            tell_of_registers(request, moved)
            return redirect("programs:enrollment_standing", pk=moved.pk)
        except Refused as refused:
            tell(form, refused)
    standing = standings.of_place(enrollment, at=at)
    return place_page(
        request, "programs/enrollment_transfer.html", enrollment, form, standing=standing, groups=groups
    )
