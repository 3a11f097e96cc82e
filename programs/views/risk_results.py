"""What a risk tool said about a man: written down, put right, owned as a mistake."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programs.actions import risk_results
from programs.forms.assessments import MistakeForm, RiskResultForm
from programs.forms.refusals import tell
from programs.models import RiskResult
from services.access import KNOW_HIM, name_for, staff_with
from services.errors import Refused, Stale
from services.forms import version_seen
from services.models import Client


@staff_with(*KNOW_HIM)
def risk_result_new(request: HttpRequest, pk) -> HttpResponse:
    """Write a result down."""
    man = get_object_or_404(Client.objects.visible_to(request.user), pk=pk)
    at = timezone.now()
    form = RiskResultForm(request.POST or None, initial={"assessed_on": timezone.localdate(at)})
    if form.is_valid():
        try:
            risk_results.record(client=man, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Kept."))
            return redirect("programs:assessment_list", pk=man.pk)
        except Refused as refused:
            tell(form, refused)
    return _page(request, "programs/risk_result_new.html", man, form)


@staff_with(*KNOW_HIM)
def risk_result_edit(request: HttpRequest, pk) -> HttpResponse:
    """Put a result right."""
    rows = RiskResult.objects.visible_to(request.user).select_related("client")
    result = get_object_or_404(rows, pk=pk)
    stands = {name: getattr(result, name) for name in RiskResultForm.base_fields}
    form, version = RiskResultForm(request.POST or None, initial=stands), version_seen(request, result)
    if form.is_valid():
        try:
            risk_results.correct(
                result=result, version=version, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Saved."))
            return redirect("programs:assessment_list", pk=result.client_id)
        except Stale as stale:
            version = stale.current.version
            form.add_error(
                None, _("Somebody else changed this since you opened it. Saved again, yours stays.")
            )
        except Refused as refused:
            tell(form, refused)
    more = {"result": result, "version": version, "mistake": MistakeForm()}
    return _page(request, "programs/risk_result_edit.html", result.client, form, **more)


@require_POST
@staff_with(*KNOW_HIM)
def risk_result_in_error(request: HttpRequest, pk) -> HttpResponse:
    """It was another man's, or never made: it counts nowhere from now on."""
    result = get_object_or_404(RiskResult.objects.visible_to(request.user), pk=pk)
    try:
        reason = request.POST.get("error_reason", "")[:300]
        risk_results.mark_in_error(result=result, reason=reason, by=request.user, at=timezone.now())
        messages.success(request, _("Marked as a mistake. It stays in his file, and counts nowhere."))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(result)
    return redirect("programs:assessment_list", pk=result.client_id)


def _page(request: HttpRequest, template: str, man: Client, form, **more) -> HttpResponse:
    context = {"man": man, "name": name_for(request.user, man), "form": form, **more}
    return render(request, template, context, status=422 if form.errors else 200)
