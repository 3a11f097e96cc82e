"""Evenings that too few would run, and who covers for a colleague who is away."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import facilitators
from programs.forms.facilitators import CoverForm
from programs.forms.refusals import tell
from programs.models import Group
from programs.questions import staffing
from services.access import Role, staff_with
from services.errors import Refused

# A page that shows a piece shows the next few.
FEW = 5


@staff_with(Role.DIRECTOR)
def cover_list(request: HttpRequest) -> HttpResponse:
    """Every session of the next weeks that needs somebody, the soonest first."""
    return render(request, "programs/cover_list.html", {"needs": _needs(request, _led(request))})


@staff_with(Role.DIRECTOR)
def cover_piece(request: HttpRequest) -> HttpResponse:
    """The next few, asked for by My work once it stands; nothing where nobody is missing."""
    needs = _needs(request, _led(request))
    return render(request, "programs/_needs_cover.html", {"needs": needs[:FEW], "more": len(needs) - FEW})


@staff_with(Role.DIRECTOR)
def group_cover_piece(request: HttpRequest, pk) -> HttpResponse:
    """The same for one group, asked for by its page."""
    group = get_object_or_404(_led(request), pk=pk)
    needs = _needs(request, [group])
    context = {"needs": needs[:FEW], "more": len(needs) - FEW, "group": group}
    return render(request, "programs/_needs_cover.html", context)


@staff_with(Role.DIRECTOR)
def group_cover(request: HttpRequest, pk) -> HttpResponse:
    """Name somebody for the days a colleague is away; he or she sees the group from the first of them."""
    group, at = get_object_or_404(_led(request), pk=pk), timezone.now()
    on, needs = timezone.localdate(at), _needs(request, [group])
    form = CoverForm(
        request.POST or None, group=group, by=request.user, on=on, initial=_asked(request, needs)
    )
    if form.is_valid():
        try:
            facilitators.cover(group=group, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("%(name)s covers.") % {"name": form.cleaned_data["staff"].name})
            return redirect("programs:facilitator_list", pk=group.pk)
        except Refused as refused:
            tell(form, refused)
    status = 422 if form.errors else 200
    context = {"group": group, "form": form, "needs": needs}
    return render(request, "programs/group_cover.html", context, status=status)


def _led(request: HttpRequest):
    return Group.objects.led_by(request.user).running(on=timezone.localdate())


def _needs(request: HttpRequest, groups) -> list[staffing.Need]:
    return staffing.in_need(groups, request.user, at=timezone.now())


def _asked(request: HttpRequest, needs: list[staffing.Need]) -> dict:
    """A link from a session says the day; who is away then is known here, and stands in no address."""
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return {}
    away = [each for need in needs if need.session.session_on == day for each in need.away]
    return {"since": day, "until": day, "covers": away[0].pk if away else None}
