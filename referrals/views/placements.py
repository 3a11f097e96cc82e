"""A place in a group: which ones fit him, the next that does first, and what is asked where one does not quite."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.actions import clash_checks
from programs.errors import Clashing
from programs.models import Group, GroupSession
from programs.models.enrollment import OPEN
from programs.models.program import WITHOUT_NAMES
from programs.questions import ages, gates
from programs.questions.clashes import man_clashes
from programs.questions.readmissions import readmissions_of
from programs.views.enrollments import tell_of_registers
from referrals.access import TRIAGERS
from referrals.actions import placements
from referrals.forms import PlaceForm
from referrals.models import Referral
from referrals.questions.fit import fits, language_words
from referrals.views.referrals import point_at
from services.access import staff_with
from services.errors import Refused
from services.models import Client


@staff_with(*TRIAGERS)
def referral_place(request: HttpRequest, pk) -> HttpResponse:
    """Give him a place: groups with their free places, and his first day."""
    rows = Referral.objects.visible_to(request.user).select_related("client")
    referral = get_object_or_404(rows, pk=pk)
    at = timezone.now()
    groups = _groups(request.user, at=at)
    offered = list(groups)
    again = readmissions_of(referral.client, {group.program_id for group in offered}, at=at)
    may_credit = any(each.may_choose for each in again.values())
    begun = {"start_on": timezone.localdate(at)}
    form = PlaceForm(request.POST or None, groups=groups, may_credit=may_credit, initial=begun)
    status, clash = 200, None
    if form.is_valid():
        try:
            with transaction.atomic():
                place = placements.place(referral=referral, **form.cleaned_data, by=request.user, at=at)
                group, since = form.cleaned_data["group"], form.cleaned_data["start_on"]
                met = man_clashes(client_id=referral.client_id, group=group, since=since, staff=request.user)
                clash_checks.refuse(met, seen=request.POST.get("despite", ""))
            messages.success(request, _("Placed in %(group)s.") % {"group": group.name})
            tell_of_registers(request, place)
            _warn_of_age(request, referral.client, group=group, on=form.cleaned_data["start_on"])
            _warn_of_we(request, referral, group=group, start_on=form.cleaned_data["start_on"], at=at)
            return redirect(referral)
        except Clashing as clashing:
            clash, status = clashing, clashing.status
        except Refused as refused:
            point_at(form, refused)
            status = refused.status
    if form.errors and status == 200:
        status = 422
    on = getattr(form, "cleaned_data", {}).get("start_on") or timezone.localdate(at)
    fits(referral, offered, on=on, at=at)
    for group in offered:
        group.again = again.get(group.program_id)
        group.age_words = ages.outside(referral.client, group.program, on=on)
    gates.of_man(request.user, referral.client, offered, on=on, at=at)
    # The soonest of those that fit stands first; the order of the days stays within each kind.
    offered.sort(key=lambda group: group.fit.rank)
    context = {
        "referral": referral,
        "man": referral.client,
        "form": form,
        "clash": clash,
        "groups": offered,
        "next_fit": next((group for group in offered if group.fit.fits), None),
        "any_possible": any(group.fit.possible for group in offered),
        "asks": any(group.fit.possible and group.fit.asks for group in offered),
        "language_words": language_words(referral.client),
        "chosen": form["group"].value() and str(form["group"].value()),
    }
    return render(request, "referrals/referral_place.html", context, status=status)


def _warn_of_age(request: HttpRequest, man: Client, *, group: Group, on: date) -> None:
    """He has his place in any case; somebody should know that it is meant for others, or whom to ask first."""
    if words := ages.outside(man, group.program, on=on):
        messages.warning(request, words)
    if ages.needs_guardian(man, group.program, on=on):
        messages.warning(
            request,
            _("Before his first session, whoever looks after him has to agree. The group says so too."),
        )


def _warn_of_we(
    request: HttpRequest, referral: Referral, *, group: Group, start_on: date, at: datetime
) -> None:
    """He has his place in any case; somebody should know what he meets before he has worked on himself."""
    gates.of_man(request.user, referral.client, [group], on=start_on, at=at)
    if group.too_early:
        day = date_format(group.too_early.meeting.starts_at, "j F")
        words = _("His first session with others is on %(day)s, before he has done the part on himself.")
        messages.warning(
            request, words % {"day": day} + " " + _("The page of the group says what brings him there first.")
        )


def _groups(staff, *, at):
    """Running groups with how many places are taken and when they meet next, the soonest first."""
    coming = GroupSession.objects.visible_to(staff).filter(
        group=OuterRef("pk"), starts_at__gt=at, cancelled_at=None
    )
    return (
        Group.objects.visible_to(staff)
        .running(on=timezone.localdate(at))
        .exclude(program__kind__in=WITHOUT_NAMES)
        .select_related("program", "site")
        .annotate(
            taken=Count("enrollments", filter=Q(enrollments__status__in=OPEN)),
            next_at=Subquery(coming.order_by("starts_at").values("starts_at")[:1]),
        )
        .order_by(F("next_at").asc(nulls_last=True), "name", "id")
    )
