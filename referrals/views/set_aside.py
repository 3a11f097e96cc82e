"""Beside the queue: what was old when a spreadsheet brought it, and nobody has taken up since."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from referrals.access import RECEIVERS
from referrals.actions import set_aside
from referrals.forms import SetAsideForm
from referrals.models import Referral
from referrals.views.referrals import point_at
from services.access import Role, name_for, staff_with
from services.errors import Refused
from services.exports import file_answer, kind_asked
from services.models import Staff
from services.paging import page_of

BY = ("received_at", "id")
CHANGED = 409


@staff_with(*RECEIVERS)
def set_aside_list(request: HttpRequest) -> HttpResponse:
    """The oldest first; a director closes many at once."""
    return _page(request, SetAsideForm())


@require_POST
@staff_with(Role.DIRECTOR)
def set_aside_close(request: HttpRequest) -> HttpResponse:
    """Close the ticked ones, or all of the list as it was seen, with a reason."""
    rows, _year = _narrowed(request)
    every = [str(pk) for pk in rows.values_list("pk", flat=True)]
    form = SetAsideForm(request.POST)
    status = 422
    if form.is_valid():
        chosen = every if form.cleaned_data["which"] == "all" else set(request.POST.getlist("ticked"))
        if form.cleaned_data["which"] == "all" and form.cleaned_data["seen"] != len(every):
            form.add_error(None, _("The list has changed since you opened it. Look at it once more."))
            status = CHANGED
        elif not set(chosen) & set(every):
            form.add_error("which", _("Tick at least one man."))
        else:
            try:
                n = set_aside.close(
                    referrals=[pk for pk in every if pk in chosen],
                    to=form.cleaned_data["to"],
                    reason=form.cleaned_data["reason"],
                    by=request.user,
                    at=timezone.now(),
                )
                words = ngettext("%(n)d referral is closed.", "%(n)d referrals are closed.", n)
                messages.success(request, words % {"n": n})
                return redirect("referrals:set_aside_list")
            except Refused as refused:
                point_at(form, refused)
                status = refused.status
    return _page(request, form, status=status)


def _page(request: HttpRequest, form: SetAsideForm, *, status: int = 200) -> HttpResponse:
    rows, year = _narrowed(request)
    if kind := kind_asked(request):
        return _file(kind, rows, by=request.user)
    visible = Referral.objects.visible_to(request.user).set_aside()
    page = page_of(request, rows.select_related("client", "site"), by=BY, among=visible)
    context = {
        "page": page,
        "count": rows.count(),
        "years": [day.year for day in visible.dates("received_on", "year")],
        "year": year,
        "ticked": request.POST.getlist("ticked"),
        "form": form,
        "may_close": request.user.desk.has(Role.DIRECTOR),
    }
    return render(request, "referrals/set_aside_list.html", context, status=status)


def _narrowed(request: HttpRequest) -> tuple[QuerySet[Referral], int | None]:
    rows = Referral.objects.visible_to(request.user).set_aside()
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else None
    return (rows.filter(received_on__year=year) if year else rows), year


def _file(kind: str, rows: QuerySet[Referral], *, by: Staff) -> HttpResponse:
    headings = [_("Reference"), _("Man"), _("Received"), _("What had happened")]
    lines = [
        [each.client.reference, name_for(by, each.client), each.received_on, each.get_crisis_display()]
        for each in rows.select_related("client").order_by(*BY)
    ]
    return file_answer(
        kind, what="set_aside", name="old-referrals", headings=headings, rows=lines, by=by, at=timezone.now()
    )
