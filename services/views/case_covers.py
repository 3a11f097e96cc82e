"""Who looks after one man for a while: given by a director, ended by one, over by itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from services.access import KNOW_HIM, Role, colleagues_of, staff_with
from services.actions import case_covers
from services.cover_forms import CaseCoverForm
from services.errors import Refused
from services.models import CaseCover, Client


@staff_with(Role.DIRECTOR)
def case_cover_list(request: HttpRequest, pk) -> HttpResponse:
    """Who looks after him beside those who run his group, and one more."""
    staff, at = request.user, timezone.now()
    man = get_object_or_404(Client.objects.visible_to(staff), pk=pk)
    form = CaseCoverForm(
        request.POST or None,
        colleagues=colleagues_of(staff, *KNOW_HIM).exclude(pk=staff.pk),
        initial={"since": timezone.localdate(at)},
    )
    status = 200
    if form.is_valid():
        try:
            case_covers.give(client=man, **form.cleaned_data, by=staff, at=at)
            messages.success(request, _("Written down. It ends by itself after the last day."))
            return redirect("services:case_cover_list", pk=pk)
        except Refused as refused:
            for name, sentences in refused.fields.items():
                form.add_error(name, sentences)
            form.add_error(None, str(refused))
            status = refused.status
    if form.errors and status == 200:
        status = 422
    covers = CaseCover.objects.visible_to(staff).filter(client=man).select_related("staff", "by")
    context = {
        "man": man,
        "form": form,
        "covers": covers.order_by("-until", "id")[:50],
        "today": timezone.localdate(at),
    }
    return render(request, "services/case_cover_list.html", context, status=status)


@require_POST
@staff_with(Role.DIRECTOR)
def case_cover_end(request: HttpRequest, pk) -> HttpResponse:
    """Over now."""
    men = Client.objects.visible_to(request.user)
    cover = get_object_or_404(CaseCover.objects.visible_to(request.user).filter(client__in=men), pk=pk)
    case_covers.end(cover=cover, by=request.user, at=timezone.now())
    messages.success(request, _("Ended. From now on he is out of sight there."))
    return redirect("services:case_cover_list", pk=cover.client_id)
