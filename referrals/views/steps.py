"""The steps of a referral: tried, decided, placed. Each is one action; a refused one says why."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programs.actions import clash_checks
from programs.errors import Clashing
from programs.models import Group, GroupSession
from programs.models.enrollment import OPEN
from programs.models.program import WITHOUT_NAMES
from programs.questions import ages, gates
from programs.questions.clashes import man_clashes
from programs.questions.readmissions import readmissions_of
from referrals.access import TRIAGERS
from referrals.actions import placements, referrals
from referrals.forms import ContactForm, PlaceForm
from referrals.models import Referral
from referrals.models.contact_attempt import Purpose
from referrals.models.referral import FOR_A_PLACE, NEEDS_REASON
from referrals.views import decisions
from referrals.views.referrals import STEPS, point_at
from services.access import staff_with
from services.errors import Refused
from services.models import Client


@staff_with(*TRIAGERS)
def referral_contact(request: HttpRequest, pk) -> HttpResponse:
    """Note a try to reach him; with an error, the log form alone on its page."""
    referral = _referral(request, pk)
    form = ContactForm(request.POST or None)
    at = timezone.now()
    if form.is_valid():
        purpose = Purpose.KEEP_WARM if referral.status in FOR_A_PLACE else Purpose.REACH
        referrals.log_contact(referral=referral, purpose=purpose, **form.cleaned_data, by=request.user, at=at)
        messages.success(request, _("Noted."))
        return redirect(referral)
    context = {"referral": referral, "man": referral.client, "form": form}
    return render(request, "referrals/referral_contact.html", context, status=422 if form.errors else 200)


@staff_with(*TRIAGERS)
def referral_step(request: HttpRequest, pk, word: str) -> HttpResponse:
    """Accept, waitlist, redirect, decline, withdraw, not reached, close; with a reason where one is owed."""
    if word not in STEPS:
        raise Http404
    referral = _referral(request, pk)
    to, title, says = STEPS[word]
    form = decisions.form_of(word)(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        try:
            decisions.take(referral, to, said=form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Noted: %(status)s.") % {"status": to.label})
            return _back_to(request, referral)
        except Refused as refused:
            point_at(form, refused)
            status = refused.status
    context = {
        "referral": referral,
        "man": referral.client,
        "form": form,
        "title": title,
        "says": says,
        "owes_reason": to in NEEDS_REASON,
    }
    return render(request, "referrals/referral_step.html", context, status=status)


@require_POST
@staff_with(*TRIAGERS)
def referral_take(request: HttpRequest, pk) -> HttpResponse:
    """Put one's own name on it, or take it off again."""
    referral = _referral(request, pk)
    mine = request.POST.get("mine", "yes") == "yes"
    if not mine and referral.owner_id != request.user.pk:
        raise Http404
    referrals.take(
        referral=referral, owner=request.user if mine else None, by=request.user, at=timezone.now()
    )
    messages.success(
        request, _("It is yours now.") if mine else _("It is no one’s now. It stays in the queue.")
    )
    return _back_to(request, referral)


@staff_with(*TRIAGERS)
def referral_place(request: HttpRequest, pk) -> HttpResponse:
    """Give him a place: groups with their free places, and his first day."""
    referral = _referral(request, pk)
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
                placements.place(referral=referral, **form.cleaned_data, by=request.user, at=at)
                group, since = form.cleaned_data["group"], form.cleaned_data["start_on"]
                met = man_clashes(client_id=referral.client_id, group=group, since=since, staff=request.user)
                clash_checks.refuse(met, seen=request.POST.get("despite", ""))
            messages.success(request, _("Placed in %(group)s.") % {"group": group.name})
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
    for group in offered:
        group.free = max(group.capacity - group.taken, 0)
        group.again = again.get(group.program_id)
    on = getattr(form, "cleaned_data", {}).get("start_on") or timezone.localdate(at)
    for group in offered:
        group.age_words = ages.outside(referral.client, group.program, on=on)
    gates.of_man(request.user, referral.client, offered, on=on, at=at)
    context = {
        "referral": referral,
        "man": referral.client,
        "form": form,
        "clash": clash,
        "groups": offered,
        "any_free": any(group.free for group in offered),
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


def _referral(request: HttpRequest, pk) -> Referral:
    return get_object_or_404(Referral.objects.visible_to(request.user).select_related("client"), pk=pk)


def _back_to(request: HttpRequest, referral: Referral) -> HttpResponse:
    """The page of the referral; or the queue, when the step took it out of this person's sight."""
    if Referral.objects.visible_to(request.user).filter(pk=referral.pk).exists():
        return redirect(referral)
    return redirect("referrals:referral_list")


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
