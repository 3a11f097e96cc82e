"""A session he missed: his reason accepted, the session made up on another day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programs.actions import make_ups, reasons
from programs.forms.enrollments import MakeUpForm
from programs.forms.refusals import tell
from programs.models import Attendance, Enrollment, Group
from programs.models.attendance import Outcome
from programs.views.enrollments import ENDERS, place_page
from services.access import staff_with
from services.errors import Refused


@staff_with(*ENDERS)
@require_POST
def attendance_reason(request: HttpRequest, pk) -> HttpResponse:
    """Accept what he told us, or take that back."""
    row = _row(request, pk)
    accepted = request.POST.get("accepted") != "no"
    try:
        told = {"attendance": row, "by": request.user, "at": timezone.now()}
        if accepted:
            reasons.accept(seen=request.POST.get("reason"), **told)
        else:
            reasons.take_back(**told)
        messages.success(request, _("Accepted.") if accepted else _("Taken back."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("programs:enrollment_standing", pk=row.enrollment_id)


@staff_with(*ENDERS)
def attendance_make_up(request: HttpRequest, pk) -> HttpResponse:
    """Say on which day he made it up, or that he did not."""
    row, at = _row(request, pk), timezone.now()
    form = MakeUpForm(request.POST or None, initial={"on": row.made_up_on or timezone.localdate(at)})
    try:
        if request.POST.get("take_back"):
            make_ups.take_back(attendance=row, by=request.user, at=at)
            messages.success(request, _("It is missed again, as it was marked before."))
            return redirect("programs:enrollment_standing", pk=row.enrollment_id)
        if form.is_valid():
            make_ups.make_up(attendance=row, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Made up. What it is worth, his rules say."))
            return redirect("programs:enrollment_standing", pk=row.enrollment_id)
    except Refused as refused:
        tell(form, refused)
    made_up = row.outcome == Outcome.MAKE_UP
    return place_page(
        request, "programs/attendance_make_up.html", row.enrollment, form, row=row, made_up=made_up
    )


def _row(request: HttpRequest, pk) -> Attendance:
    """His mark, for who keeps the register of the group and may see him; else a 404."""
    staff = request.user
    places = Enrollment.objects.readable_by(staff).filter(group__in=Group.objects.markable_by(staff))
    rows = Attendance.objects.visible_to(staff).filter(enrollment__in=places)
    return get_object_or_404(rows.select_related("session", "enrollment__client", "enrollment__group"), pk=pk)
