"""Prevention and outreach: how many came to each event, and what they come to together."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import head_counts
from programs.forms.head_counts import EventsForm, HeadCountForm
from programs.forms.refusals import tell
from programs.models import GroupSession
from programs.models.program import WITHOUT_NAMES
from programs.questions import events
from programs.views.groups import READERS
from services.access import Role, staff_with
from services.errors import Refused, Stale
from services.exports import file_answer, kind_asked
from services.forms import version_seen


@staff_with(Role.COUNSELOR, Role.PEER, Role.DIRECTOR)
def head_count(request: HttpRequest, pk) -> HttpResponse:
    """Say how many were there."""
    kept = GroupSession.objects.markable_by(request.user).filter(group__program__kind__in=WITHOUT_NAMES)
    session, at = get_object_or_404(kept.select_related("group"), pk=pk), timezone.now()
    form = HeadCountForm(request.POST or None, initial={"counted": session.counted})
    version, status = version_seen(request, session), 0
    if form.is_valid():
        try:
            head_counts.count(session=session, version=version, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Counted."))
            return redirect(session.group)
        except Stale as stale:
            version, status = stale.current.version, stale.status
            form.add_error(None, str(stale))
        except Refused as refused:
            tell(form, refused)
    context = {"session": session, "group": session.group, "form": form, "version": version}
    status = status or (422 if form.errors else 200)
    return render(request, "programs/head_count.html", context, status=status)


@staff_with(*READERS)
def event_list(request: HttpRequest) -> HttpResponse:
    """Events and heads, by month and setting."""
    form, at = EventsForm(request.GET or None), timezone.now()
    asked = form.cleaned_data if form.is_valid() else {}
    rows = events.by_month_and_setting(request.user, at=at, **asked)
    if kind := kind_asked(request):
        headings = [_("Month"), _("Setting"), _("Events"), _("Heads counted"), _("Events nobody counted")]
        lines = [[f"{row.month:%Y-%m}", row.where, row.events, row.heads, row.uncounted] for row in rows]
        return file_answer(
            kind, what="events", name="events", headings=headings, rows=lines, by=request.user, at=at
        )
    context = {"form": form, "rows": rows, "totals": events.totals(rows)}
    return render(request, "programs/event_list.html", context)
