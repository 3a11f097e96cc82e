"""Me before we: a decision that a man need not wait."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import gate_overrides
from programs.forms.gates import LetInForm
from programs.forms.refusals import tell
from programs.models import Enrollment, GateOverride, Group
from programs.views.enrollments import ENDERS
from services.access import name_for, staff_with
from services.errors import Refused


@staff_with(*ENDERS)
def gate_override_new(request: HttpRequest, pk) -> HttpResponse:
    """Let him meet the we sessions before he has done the me part, with a reason."""
    places = Enrollment.objects.readable_by(request.user).filter(
        group__in=Group.objects.markable_by(request.user)
    )
    enrollment = get_object_or_404(places.select_related("client", "group"), pk=pk)
    form = LetInForm(request.POST or None)
    if form.is_valid():
        try:
            gate_overrides.let_in(
                enrollment=enrollment, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Noted. He goes on with the group."))
            return redirect(enrollment.group)
        except Refused as refused:
            tell(form, refused)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {
        "enrollment": enrollment,
        "name": name_for(request.user, enrollment.client),
        "form": form,
        "before": GateOverride.objects.visible_to(request.user)
        .filter(enrollment=enrollment)
        .select_related("by"),
    }
    status = 422 if form.errors else 200
    return render(request, "programs/gate_override_new.html", context, status=status)
