"""Who must not meet a man: for intake and directors, on his own page."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from referrals.access import RECEIVERS
from referrals.actions import kept_apart
from referrals.kept_apart_forms import KeptApartForm
from referrals.models import KeptApart
from referrals.views.referrals import point_at
from services.access import staff_with
from services.actions.clients import found
from services.errors import Refused
from services.models import Client, Staff

MEANT = 8


@staff_with(*RECEIVERS)
def kept_apart_list(request: HttpRequest, pk) -> HttpResponse:
    """Whom he must not meet, what was ended, and a form for one more."""
    staff, at = request.user, timezone.now()
    man = get_object_or_404(Client.objects.visible_to(staff), pk=pk)
    form = KeptApartForm(request.POST or None, colleagues=Staff.objects.visible_to(staff).order_by("name"))
    status, men = 200, []
    if form.is_valid():
        given = form.cleaned_data
        men = _meant(staff, man, request.POST.get("other", ""), given.pop("text").strip())
        try:
            if len(men) > 1:
                form.add_error(None, _("Several men fit. Choose the one you mean."))
            elif not men and request.POST.get("text", "").strip():
                form.add_error("text", _("Nobody of that name, number or reference is here."))
            else:
                kept_apart.declare(client=man, other=men[0] if men else None, **given, by=staff, at=at)
                messages.success(
                    request, _("Kept apart. Whoever places him hears only that a group does not fit.")
                )
                return _back(request, man)
        except Refused as refused:
            point_at(form, refused)
            status = refused.status
    if form.errors and status == 200:
        status = 422
    pairs = KeptApart.objects.visible_to(staff).filter(Q(client=man) | Q(other=man))
    rows = list(pairs.select_related("client", "other", "staff", "by", "ended_by").order_by("-at", "id"))
    # Whom this person may not see stays without a name.
    seen = set(
        Client.objects.visible_to(staff)
        .filter(pk__in=[key for row in rows for key in (row.client_id, row.other_id) if key])
        .values_list("pk", flat=True)
    )
    for row in rows:
        row.whom = row.staff or (row.client if row.other_id == man.pk else row.other)
        row.known = bool(row.staff_id) or row.whom.pk in seen
    context = {
        "man": man,
        "form": form,
        "meant": men if len(men) > 1 else [],
        "pairs": [row for row in rows if not row.ended_at],
        "ended": [row for row in rows if row.ended_at],
    }
    return render(request, "referrals/kept_apart_list.html", context, status=status)


@require_POST
@staff_with(*RECEIVERS)
def kept_apart_end(request: HttpRequest, pk) -> HttpResponse:
    men = Client.objects.visible_to(request.user)
    pairs = KeptApart.objects.visible_to(request.user).filter(Q(client__in=men) | Q(other__in=men))
    pair = get_object_or_404(pairs.select_related("client", "other"), pk=pk)
    back = pair.other if str(pair.other_id) == request.POST.get("man") and pair.other else pair.client
    try:
        kept_apart.end(pair=pair, by=request.user, at=timezone.now())
        messages.success(request, _("Ended. It stays on record below."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("referrals:kept_apart_list", pk=back.pk)


def _meant(staff: Staff, man: Client, chosen: str, text: str) -> list[Client]:
    others = Client.objects.visible_to(staff).exclude(pk=man.pk)
    if chosen:
        return [each for each in found(staff=staff, text=text, among=others)[:100] if str(each.pk) == chosen]
    return list(found(staff=staff, text=text, among=others)[:MEANT]) if text else []


def _back(request: HttpRequest, man: Client) -> HttpResponse:
    """To the list; who has just put himself out of his sight goes to the men instead."""
    if Client.objects.visible_to(request.user).filter(pk=man.pk).exists():
        return redirect("referrals:kept_apart_list", pk=man.pk)
    return redirect("/clients/")
