"""Who runs a group: named from a day, until another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import facilitators
from programs.forms.facilitators import FacilitatorEndForm, FacilitatorForm
from programs.forms.refusals import tell
from programs.models import Facilitator, Group
from services.access import Role, staff_with
from services.errors import Refused


@staff_with(Role.DIRECTOR)
def facilitator_list(request: HttpRequest, pk) -> HttpResponse:
    """Who runs this group, who did, and one more."""
    group = get_object_or_404(Group.objects.led_by(request.user), pk=pk)
    form = FacilitatorForm(request.POST or None, by=request.user, initial={"since": timezone.localdate()})
    if form.is_valid():
        try:
            facilitators.add(group=group, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("programs:facilitator_list", pk=group.pk)
        except Refused as refused:
            tell(form, refused)
    everybody = (
        Facilitator.objects.visible_to(request.user).filter(group=group).select_related("staff", "covers")
    )
    context = {"group": group, "form": form, "everybody": everybody.order_by("until", "since", "id")}
    status = 422 if form.errors else 200
    return render(request, "programs/facilitator_list.html", context, status=status)


@staff_with(Role.DIRECTOR)
def facilitator_end(request: HttpRequest, pk) -> HttpResponse:
    """Hand the group on."""
    led = Facilitator.objects.visible_to(request.user).filter(group__in=Group.objects.led_by(request.user))
    facilitator = get_object_or_404(led.select_related("staff", "group"), pk=pk)
    form = FacilitatorEndForm(request.POST or None, initial={"until": timezone.localdate()})
    if form.is_valid():
        try:
            facilitators.end(facilitator=facilitator, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("programs:facilitator_list", pk=facilitator.group_id)
        except Refused as refused:
            tell(form, refused)
    context = {"facilitator": facilitator, "group": facilitator.group, "form": form}
    status = 422 if form.errors else 200
    return render(request, "programs/facilitator_end.html", context, status=status)
