"""How the service answers its doors: one page for its director."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from referrals.actions import front_desks
from referrals.front_desk_forms import FrontDeskForm
from referrals.questions.front_desks import front_desk_of
from referrals.views.referrals import point_at
from services.access import Role, staff_with
from services.errors import Refused, Stale


@require_http_methods(["GET", "HEAD", "POST"])
@staff_with(Role.DIRECTOR, everywhere=True)
def front_desk(request: HttpRequest) -> HttpResponse:
    desk = front_desk_of(request.user.desk.service)
    form = FrontDeskForm(request.POST or None, instance=desk)
    status = 422
    if form.is_valid():
        given = form.cleaned_data
        try:
            front_desks.keep(**given, by=request.user, at=timezone.now())
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("referrals:front_desk")
        except Stale as stale:
            form.add_error(None, str(stale))
            # What is written stays in the form; saving once more has seen the other one's row.
            sent = request.POST.copy()
            sent["version"] = stale.current.version
            form.data = sent
            status = stale.status
        except Refused as refused:
            point_at(form, refused)
            status = refused.status
    context = {"form": form}
    return render(request, "referrals/front_desk.html", context, status=status if form.errors else 200)
