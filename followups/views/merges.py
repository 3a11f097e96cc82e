"""Two records of one man: found, looked at side by side, made one, and taken apart again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followups.actions import merges
from followups.merge_forms import FindOtherForm, MergeForm
from followups.questions import two_records
from referrals.access import RECEIVERS
from services.access import staff_with
from services.actions.clients import found
from services.errors import Refused
from services.models import Client, ClientMerge, Staff

ALIKE_SHOWN = 8


@staff_with(*RECEIVERS)
def client_merge(request: HttpRequest, pk) -> HttpResponse:
    """First which other record, then both side by side, then one. The other's id is sent, and in no address."""
    staff = request.user
    man = get_object_or_404(Client.objects.visible_to(staff), pk=pk)
    if not two_records.may_merge(staff, man):
        raise Http404
    other = _other(staff, man, request.POST.get("other", ""))
    if other is None:
        return _which(request, man)
    form, status = MergeForm(request.POST if "sure" in request.POST else None), 200
    if form.is_valid():
        try:
            merges.merge(kept=man, gone=other, **form.cleaned_data, by=staff, at=timezone.now())
            messages.success(request, _("Made one. Nothing is lost, and you can take it apart again."))
            return redirect("followups:client_merge", pk=man.pk)
        except Refused as refused:
            form.add_error("reason" if "reason" in refused.fields else None, str(refused))
            status = refused.status
    context = {
        "man": man,
        "other": other,
        "form": form,
        "held": two_records.held(man, other),
        "against": two_records.against(man, other, at=timezone.now()),
        "overlaps": two_records.overlaps(man, other),
    }
    return render(request, "followups/client_merge.html", context, status=status)


@require_POST
@staff_with(*RECEIVERS)
def client_merge_undo(request: HttpRequest, pk) -> HttpResponse:
    merge = get_object_or_404(ClientMerge.objects.visible_to(request.user).select_related("kept"), pk=pk)
    if not two_records.may_merge(request.user, merge.kept):
        raise Http404
    try:
        merges.undo(merge=merge, by=request.user, at=timezone.now())
        messages.success(request, _("Taken apart. Each record has its own again."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("followups:client_merge", pk=merge.kept_id)


def _which(request: HttpRequest, man: Client) -> HttpResponse:
    """Those who look like him, or whom somebody looks for; and what was made one before."""
    staff, text = request.user, request.POST.get("text", "").replace("\0", "").strip()[:100]
    others = Client.objects.visible_to(staff).exclude(pk=man.pk)
    rows = (
        found(staff=staff, text=text, among=others)
        if text
        else others.alike(first_name=man.first_name, last_name=man.last_name, born=man.date_of_birth)
    )
    context = {
        "man": man,
        "form": FindOtherForm(request.POST or None),
        "text": text,
        "men": [each for each in rows[:ALIKE_SHOWN] if two_records.may_merge(staff, each)],
        "merges": two_records.merges_of(man, staff),
    }
    return render(request, "followups/client_merge_which.html", context)


def _other(staff: Staff, man: Client, said: str) -> Client | None:
    try:
        key = UUID(said)
    except ValueError:
        return None
    other = Client.objects.visible_to(staff).exclude(pk=man.pk).filter(pk=key).first()
    if other is None or not two_records.may_merge(staff, other):
        raise Http404
    return other
