"""Who is away: one's own days, and, for whoever leads here, those of everybody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from services.access import Role, staff_with
from services.actions import leaves
from services.errors import Refused
from services.leave_forms import LeaveForm
from services.models import Leave


@staff_with(*Role)
def leave_list(request: HttpRequest) -> HttpResponse:
    """Days away from today on, and more of them."""
    staff, at = request.user, timezone.now()
    form = LeaveForm(request.POST or None, by=staff)
    if form.is_valid():
        try:
            leaves.add(**{"staff": staff} | form.cleaned_data, by=staff, at=at)
            messages.success(
                request, _("Written down. Whoever leads your groups sees where somebody must cover.")
            )
            return redirect("services:leave_list")
        except Refused as refused:
            for name, sentences in refused.fields.items():
                form.add_error(name, sentences)
            form.add_error(None, str(refused))
    rows = Leave.objects.visible_to(staff).filter(until__gte=timezone.localdate(at)).select_related("staff")
    all_of_them = staff.desk.everywhere(*leaves.LEADERS)
    mine = set() if all_of_them else set(leaves.whose(staff))
    context = {
        "leaves": [(leave, all_of_them or leave.staff in mine) for leave in rows],
        "form": form,
        "today": timezone.localdate(at),
        "leads": staff.desk.has(Role.DIRECTOR),
        "team": staff.desk.has(*leaves.LEADERS),
    }
    status = 422 if form.errors else 200
    return render(request, "services/leave_list.html", context, status=status)


@require_POST
@login_required
def leave_remove(request: HttpRequest, pk) -> HttpResponse:
    """Not away after all."""
    leave = get_object_or_404(Leave.objects.visible_to(request.user).select_related("staff"), pk=pk)
    if not leaves.may_write(request.user, leave.staff):
        raise Http404
    leaves.remove(leave=leave, by=request.user, at=timezone.now())
    messages.success(request, _("Not away after all. Whoever was named to cover stays named."))
    return redirect("services:leave_list")
