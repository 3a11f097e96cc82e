"""When the house is closed, and what becomes of sessions that were planned on those days."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from programs.actions import closures
from programs.actions.closures import CLOSERS
from programs.forms.closures import ClosureForm
from programs.forms.group_sessions import CancelForm
from programs.forms.refusals import tell
from programs.models import Closure
from programs.questions.fallen import day_after, fallen_into, how_many_in_all
from services.access import staff_with
from services.errors import Refused, Stale
from services.forms import version_seen


@staff_with(*CLOSERS)
def closure_list(request: HttpRequest) -> HttpResponse:
    """Closed days to come, and one more."""
    staff, at = request.user, timezone.now()
    form = ClosureForm(request.POST or None, staff=staff, instance=Closure(service=staff.desk.service))
    if form.is_valid():
        try:
            closure = closures.add(**form.cleaned_data, by=staff, at=at)
            messages.success(request, _("Nothing is planned on these days from now on."))
            fallen = how_many_in_all(closure, staff, at=at)
            return (
                redirect("programs:closure_edit", closure.pk) if fallen else redirect("programs:closure_list")
            )
        except Refused as refused:
            tell(form, refused)
        except ValidationError as error:
            form.add_error(None, error.messages)
    rows = Closure.objects.visible_to(staff).filter(until__gte=timezone.localdate(at)).select_related("site")
    context = {"form": form, "closures": [(each, closures.may_change(staff, each)) for each in rows]}
    status = 422 if form.errors else 200
    return render(request, "programs/closure_list.html", context, status=status)


@staff_with(*CLOSERS)
def closure_edit(request: HttpRequest, pk) -> HttpResponse:
    """Other days; and each session that falls into them, to be moved or cancelled."""
    closure, staff, at = _closure(request, pk), request.user, timezone.now()
    form = ClosureForm(request.POST or None, staff=staff, instance=closure)
    version, status = version_seen(request, closure), 0
    if form.is_valid():
        try:
            closures.edit(closure=closure, version=version, **form.cleaned_data, by=staff, at=at)
            messages.success(request, _("Saved."))
            return redirect("programs:closure_edit", pk)
        except Stale as stale:
            version, status = stale.current.version, stale.status
            form.add_error(None, str(stale))
        except Refused as refused:
            tell(form, refused)
        except ValidationError as error:
            form.add_error(None, error.messages)
    kept = _closure(request, pk)
    sessions = list(fallen_into(kept, staff, at=at))
    context = {
        "closure": kept,
        "form": form,
        "version": version,
        "sessions": [(session, day_after(session, kept)) for session in sessions],
        "others": how_many_in_all(kept, staff, at=at) - len(sessions),
        "cancel": CancelForm(initial={"reason": kept.name}, auto_id="cancel_%s"),
    }
    status = status or (422 if form.errors else 200)
    return render(request, "programs/closure_edit.html", context, status=status)


@require_POST
@staff_with(*CLOSERS)
def closure_cancel_sessions(request: HttpRequest, pk) -> HttpResponse:
    """There is no group on any of these days, for one reason."""
    closure, at = _closure(request, pk), timezone.now()
    form = CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why there is no group."))
        return redirect("programs:closure_edit", pk)
    done = closures.cancel_sessions(
        sessions=fallen_into(closure, request.user, at=at), **form.cleaned_data, by=request.user, at=at
    )
    told = ngettext("%(n)d session is cancelled.", "%(n)d sessions are cancelled.", len(done))
    messages.success(request, told % {"n": len(done)})
    return redirect("programs:closure_edit", pk)


@require_POST
@staff_with(*CLOSERS)
def closure_remove(request: HttpRequest, pk) -> HttpResponse:
    """It is open after all."""
    closures.remove(closure=_closure(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("Open after all. What was moved or cancelled for it stays as it is."))
    return redirect("programs:closure_list")


def _closure(request: HttpRequest, pk) -> Closure:
    closure = get_object_or_404(Closure.objects.visible_to(request.user).select_related("site"), pk=pk)
    if not closures.may_change(request.user, closure):
        raise Http404
    return closure
