"""The waiting list: who has a yes and no place yet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.access import TRIAGERS
from referrals.models.referral import Availability, ReferralQuerySet
from referrals.questions import waiting_room
from services.access import name_for, staff_with
from services.exports import file_answer, kind_asked
from services.lists import among, keeps_views, one_of
from services.models import Site, Staff
from services.paging import count_of, page_of
from services.views.saved_views import beside

SHOW = {"call": Q(call_due=True), "long": Q(too_long=True)}


@keeps_views(
    "referrals:waiting_list",
    gettext_lazy("Waiting list"),
    who=among({"mine", "none"}),
    show=among(set(SHOW)),
    site=one_of("services.Site"),
    can=among(Availability.values),
)
@staff_with(*TRIAGERS)
def waiting_list(request: HttpRequest) -> HttpResponse:
    """The longest wait first, with the day of the last talk and of the next call."""
    at, staff = timezone.now(), request.user
    chosen = {name: request.GET.get(name, "") for name in ("who", "show", "site", "can")}
    visible = waiting_room.waiting_room(staff, at=at)
    rows = _narrowed(visible, chosen, staff=staff)
    if kind := kind_asked(request):
        return _file(kind, rows, by=staff, at=at)
    page = page_of(request, rows.select_related("client", "owner", "site"), by=waiting_room.BY, among=visible)
    for referral in page.rows:
        referral.can = when_words(referral.availability)
    context = {
        "page": page,
        "referrals": page.rows,
        "count": count_of(rows),
        "due": count_of(rows.filter(SHOW["call"])),
        "chosen": chosen,
        "narrowed": any(chosen.values()),
        "sites": list(Site.objects.in_service_of(staff)),
        "hours": Availability.choices,
        "at": at,
        **beside(request, "referrals:waiting_list"),
    }
    return render(request, "referrals/waiting_list.html", context)


def when_words(codes: list[str]) -> str:
    return ", ".join(str(Availability(code).label) for code in codes if code in Availability.values)


def _narrowed(rows: ReferralQuerySet, chosen: dict[str, str], *, staff: Staff) -> ReferralQuerySet:
    """As the filters say; what is no filter is no filter."""
    if chosen["who"] in ("mine", "none"):
        rows = rows.filter(owner=staff if chosen["who"] == "mine" else None)
    if chosen["show"] in SHOW:
        rows = rows.filter(SHOW[chosen["show"]])
    if chosen["can"] in Availability.values:
        rows = rows.filter(availability__has_key=chosen["can"])
    try:
        return rows.filter(site=UUID(chosen["site"])) if chosen["site"] else rows
    except ValueError:
        chosen["site"] = ""
        return rows


def _file(kind: str, rows: ReferralQuerySet, *, by: Staff, at: datetime) -> HttpResponse:
    headings = [
        _("Reference"),
        _("Man"),
        _("Status"),
        _("Days"),
        _("Last spoken with"),
        _("Next call"),
        _("When he can come"),
        _("Site"),
        _("With"),
    ]
    lines = [
        [
            each.client.reference,
            name_for(by, each.client),
            each.get_status_display(),
            each.waited(at=at).days,
            each.last_spoken,
            timezone.localdate(each.call_at),
            when_words(each.availability),
            each.site.name if each.site else "",
            each.owner.name if each.owner else "",
        ]
        for each in rows.select_related("client", "owner", "site").order_by(*waiting_room.BY)
    ]
    return file_answer(kind, what="waiting", name="waiting", headings=headings, rows=lines, by=by, at=at)
