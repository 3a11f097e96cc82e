"""The ticked rows of the queue, given to one person; with an undo."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from referrals.access import RECEIVERS, TRIAGERS
from referrals.actions import assigning
from referrals.models import Referral
from services.access import colleagues_of, staff_with
from services.models import Staff

GIVEN = "referrals_given"
ME, NOBODY = "me", "none"


@require_POST
@staff_with(*RECEIVERS)
def referral_give(request: HttpRequest) -> HttpResponse:
    """Put a name on those that were ticked; without one, ask whose."""
    staff = request.user
    ticked = _ids(request.POST.getlist("ticked"))
    rows = list(Referral.objects.visible_to(staff).filter(pk__in=ticked).select_related("client"))
    if not rows:
        messages.warning(request, _("Tick at least one man first."))
        return redirect(_back(request))
    colleagues = {str(each.pk): each for each in colleagues_of(staff, *TRIAGERS)}
    to = request.POST.get("to", "")
    owner = staff if to == ME else colleagues.get(to)
    if owner is None and to != NOBODY:
        context = {
            "rows": rows,
            "colleagues": [each for each in colleagues.values() if each.pk != staff.pk],
            "back": _back(request),
            "asked": to != "ask",
        }
        return render(
            request, "referrals/referral_give.html", context, status=422 if context["asked"] else 200
        )
    before = assigning.give(referrals_seen=rows, owner=owner, by=staff, at=timezone.now())
    _tell(request, before, owner)
    return redirect(_back(request))


@require_POST
@staff_with(*RECEIVERS)
def referral_give_back(request: HttpRequest) -> HttpResponse:
    """Undo the last of these; the session remembers whose they were."""
    given = request.session.pop(GIVEN, None)
    if given:
        seen = Referral.objects.visible_to(request.user).filter(pk__in=_ids(given["before"]))
        known = {str(pk) for pk in seen.values_list("pk", flat=True)}
        before = {
            UUID(pk): UUID(owner) if owner else None for pk, owner in given["before"].items() if pk in known
        }
        owner_id = UUID(given["to"]) if given["to"] else None
        n = assigning.take_back(before=before, owner_id=owner_id, by=request.user, at=timezone.now())
        words = ngettext("%(n)d is back where it was.", "%(n)d are back where they were.", n)
        messages.success(request, words % {"n": n})
    return redirect("referrals:referral_list")


def _tell(request: HttpRequest, before: dict[UUID, UUID | None], owner: Staff | None) -> None:
    n = len(before)
    if owner is None:
        words = ngettext("%(n)d is no one’s now.", "%(n)d are no one’s now.", n) % {"n": n}
    else:
        words = ngettext("%(n)d is with %(name)s now.", "%(n)d are with %(name)s now.", n)
        words %= {"n": n, "name": owner.name}
    if not before:
        messages.success(request, _("Nothing changed: they were there already."))
        return
    request.session[GIVEN] = {
        "to": str(owner.pk) if owner else "",
        "before": {str(pk): str(pk_before) if pk_before else "" for pk, pk_before in before.items()},
    }
    messages.success(request, words, extra_tags=reverse("referrals:referral_give_back"))


def _ids(texts) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _back(request: HttpRequest) -> str:
    """The queue as it was narrowed."""
    query = request.GET.urlencode()
    return reverse("referrals:referral_list") + (f"?{query}" if query else "")
