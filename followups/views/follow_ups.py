"""Follow-ups: what somebody owes somebody, by when; done, or handed to a colleague."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from followups.access import READERS, may_hold
from followups.actions import follow_ups as actions
from followups.forms import CompleteForm, HandOverForm
from followups.models import FollowUp
from followups.models.follow_up import Kind, Status
from followups.questions import follow_ups
from services.access import KNOW_HIM, name_for, staff_with
from services.errors import Refused
from services.exports import file_answer, kind_asked
from services.lists import among, keeps_views, one_of
from services.models import Site
from services.paging import page_of
from services.views.saved_views import beside


@keeps_views(
    "followups:follow_up_list",
    gettext_lazy("Follow-ups"),
    who=among({"all", "others"}),
    kind=among(Kind.values),
    status=among(Status.values),
    due=among(follow_ups.DUE),
    site=one_of("services.Site"),
)
@staff_with(*READERS)
def follow_up_list(request: HttpRequest) -> HttpResponse:
    """What is owed, the earliest first: by me, or by all whose work I may see."""
    at, staff = timezone.now(), request.user
    sites = list(Site.objects.in_service_of(staff))
    chosen = {name: request.GET.get(name, "") for name in ("who", "kind", "status", "due", "site")}
    if chosen["site"] not in {str(site.pk) for site in sites}:
        chosen["site"] = ""
    visible = follow_ups.readable(staff)
    rows = follow_ups.narrowed(visible, chosen=chosen, at=at)
    counts = follow_ups.counts(rows, who=chosen["who"], staff=staff, at=at)
    rows = follow_ups.whose(rows, who=chosen["who"], staff=staff)
    if kind := kind_asked(request):
        return _file(kind, rows, by=staff, at=at)
    page = page_of(request, rows, by=follow_ups.BY, among=visible)
    context = {
        "page": page,
        "follow_ups": follow_ups.dressed(page.rows, staff=staff, at=at),
        "counts": counts,
        "chosen": chosen,
        "narrowed": any(chosen[name] for name in ("kind", "status", "due", "site")),
        "kinds": Kind.choices,
        "statuses": Status.choices,
        "dues": follow_ups.DUE.items(),
        "sites": sites,
        "at": at,
        **beside(request, "followups:follow_up_list"),
    }
    return render(request, "followups/follow_up_list.html", context)


@staff_with(*READERS)
def follow_up_detail(request: HttpRequest, pk) -> HttpResponse:
    return _page(request, _follow_up(request, pk))


@require_POST
@staff_with(*READERS)
def follow_up_complete(request: HttpRequest, pk) -> HttpResponse:
    follow_up = _follow_up(request, pk)
    form = CompleteForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            actions.complete(
                follow_up=follow_up, outcome=form.cleaned_data["outcome"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("Done, and off your list."))
            return redirect("followups:my_work")
        except Refused as refused:
            form.add_error("outcome", refused.fields.get("outcome", [str(refused)]))
            status = refused.status
    return _page(request, follow_up, complete=form, status=status)


@require_POST
@staff_with(*READERS)
def follow_up_hand_over(request: HttpRequest, pk) -> HttpResponse:
    follow_up = _follow_up(request, pk)
    form = HandOverForm(request.POST, colleagues=_colleagues(request, follow_up))
    status = 422
    if form.is_valid():
        try:
            actions.hand_over(follow_up=follow_up, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Handed over. It keeps its time."))
            return redirect("followups:my_work")
        except Refused as refused:
            form.add_error("to", str(refused))
            status = refused.status
    return _page(request, follow_up, hand_over=form, status=status)


def _follow_up(request: HttpRequest, pk) -> FollowUp:
    rows = follow_ups.readable(request.user).select_related("client", "session__group", "owner", "closed_by")
    return get_object_or_404(rows, pk=pk)


def _colleagues(request: HttpRequest, follow_up: FollowUp):
    return may_hold(request.user, names_a_man=follow_up.names_a_man).exclude(pk=follow_up.owner_id)


def _page(request, follow_up: FollowUp, *, complete=None, hand_over=None, status=200) -> HttpResponse:
    at, staff = timezone.now(), request.user
    follow_up = follow_ups.dressed([follow_up], staff=staff, at=at)[0]
    context = {
        "follow_up": follow_up,
        "man": follow_up.client,
        "name": name_for(staff, follow_up.client) if follow_up.client else "",
        "knows_him": staff.desk.has(*KNOW_HIM),
        "is_mine": follow_up.owner_id == staff.pk,
        "complete": complete or CompleteForm(),
        "hand_over": hand_over or HandOverForm(colleagues=_colleagues(request, follow_up)),
        "rules": list(follow_up.client.contact_rules.order_by("-may_contact", "id"))
        if follow_up.client and staff.desk.has(*KNOW_HIM)
        else [],
        "at": at,
    }
    return render(request, "followups/follow_up_detail.html", context, status=status)


def _file(kind: str, rows, *, by, at) -> HttpResponse:
    headings = [_("Due"), _("What"), _("Kind"), _("Man"), _("Group"), _("With"), _("Status")]
    lines = [
        [
            each.due_at,
            each.title,
            each.get_kind_display(),
            name_for(by, each.client) if each.client else "",
            each.session.group.name if each.session else "",
            each.owner.name,
            each.get_status_display(),
        ]
        for each in follow_ups.dressed(rows.order_by(*follow_ups.BY), staff=by, at=at)
    ]
    return file_answer(
        kind, what="follow_ups", name="follow-ups", headings=headings, rows=lines, by=by, at=at
    )
