"""The letter box: what came in from outside, read by those who receive men, and taken up or set aside."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from referrals.access import RECEIVERS
from referrals.actions import arrivals, receipts, referrers
from referrals.arrival_forms import AsideForm, CalledBackForm, ManyAsideForm, TakeUpForm
from referrals.door_forms import written
from referrals.forms import SameManForm
from referrals.models import Arrival, Referral
from referrals.questions import arrivals as questions
from referrals.views.referrals import point_at
from services.access import Role, staff_with
from services.errors import Refused
from services.models import Site
from services.paging import count_of, page_of

BY = ("received_at", "id")
STATUS = Arrival.Status


@require_safe
@staff_with(*RECEIVERS)
def arrival_list(request: HttpRequest) -> HttpResponse:
    """What nobody has read yet, the oldest first; what was set aside and taken up beside it."""
    return _list(request, ManyAsideForm())


@require_safe
@staff_with(*RECEIVERS)
def arrival_piece(request: HttpRequest) -> HttpResponse:
    """How many wait, for My work and the queue."""
    rows = Arrival.objects.visible_to(request.user).filter(status=STATUS.NEW)
    found = rows.aggregate(unread=Count("pk"), oldest=Min("received_at"))
    return render(request, "referrals/_letter_box_found.html", found | {"at": timezone.now()})


@require_POST
@staff_with(*RECEIVERS)
def arrival_set_aside_many(request: HttpRequest) -> HttpResponse:
    """After a flood: the ticked ones, or all of the list as it was seen, with one reason."""
    rows = Arrival.objects.visible_to(request.user).filter(status=STATUS.NEW)
    form, status = ManyAsideForm(request.POST), 422
    if form.is_valid():
        every = {str(pk) for pk in rows.values_list("pk", flat=True)}
        all_of_them = form.cleaned_data["which"] == "all"
        chosen = every if all_of_them else every & set(request.POST.getlist("ticked"))
        if all_of_them and form.cleaned_data["seen"] != len(every):
            form.add_error(None, _("The list has changed since you opened it. Look at it once more."))
            status = 409
        elif not chosen:
            form.add_error("which", _("Tick at least one message."))
        else:
            try:
                n = arrivals.set_aside(
                    arrivals=chosen, why=form.cleaned_data["why"], by=request.user, at=timezone.now()
                )
                words = ngettext("%(n)d message is set aside.", "%(n)d messages are set aside.", n)
                messages.success(request, words % {"n": n})
                return redirect("referrals:arrival_list")
            except Refused as refused:
                point_at(form, refused)
                status = refused.status
    return _list(request, form, status=status)


@require_safe
@staff_with(*RECEIVERS)
def arrival_detail(request: HttpRequest, pk) -> HttpResponse:
    return _page(request, _arrival(request, pk))


@require_POST
@staff_with(*RECEIVERS)
def arrival_take(request: HttpRequest, pk) -> HttpResponse:
    """Take it up: one button, unless somebody like him is here already."""
    at, staff, arrival = timezone.now(), request.user, _arrival(request, pk)
    made = questions.letter(arrival, country=staff.desk.service.country)
    form = _take_up_form(request, made, request.POST)
    men = questions.alike(staff, made)
    same_man = SameManForm(request.POST, men=men)
    status = 422
    if form.is_valid() and (not men or same_man.is_valid()):
        given = form.cleaned_data
        try:
            referral = arrivals.take_up(
                arrival=arrival,
                letter=made,
                client=same_man.chosen if men else None,
                referrer=given.get("referrer"),
                site=given["site"],
                received_on=timezone.localdate(arrival.received_at, ZoneInfo(staff.desk.service.zone)),
                by=staff,
                at=at,
            )
            messages.success(request, _("He stands in the queue, with your name on it."))
            return redirect(referral)
        except Refused as refused:
            point_at(form, refused)
            status = refused.status
        except ValidationError as error:
            form.add_error(None, error)
    return _page(request, arrival, form=form, same_man=same_man if men else None, status=status)


@require_POST
@staff_with(*RECEIVERS)
def arrival_set_aside(request: HttpRequest, pk) -> HttpResponse:
    arrival = _arrival(request, pk)
    form = AsideForm(request.POST)
    if form.is_valid():
        try:
            arrivals.set_aside(
                arrivals=[arrival.pk], why=form.cleaned_data["why"], by=request.user, at=timezone.now()
            )
            return redirect(arrival)
        except Refused as refused:
            point_at(form, refused)
    return _page(request, arrival, aside=form, status=422)


@require_POST
@staff_with(*RECEIVERS)
def arrival_take_back(request: HttpRequest, pk) -> HttpResponse:
    arrival = _arrival(request, pk)
    try:
        arrivals.take_back(arrival=arrival, by=request.user, at=timezone.now())
        messages.success(request, _("The message waits to be read again."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(arrival)


@require_POST
@staff_with(*RECEIVERS)
def arrival_receipt(request: HttpRequest, pk) -> HttpResponse:
    """Close the link an office holds, or make it a new one, which is shown this once."""
    arrival, at = _arrival(request, pk), timezone.now()
    if request.POST.get("do") != "new":
        receipts.close(arrival=arrival, by=request.user, at=at)
        messages.success(request, _("The link is closed."))
        return redirect(arrival)
    try:
        secret = receipts.make_new(arrival=arrival, by=request.user, at=at)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(arrival)
    link = request.build_absolute_uri(reverse("referrals:receipt", args=[secret]))
    return _page(request, _arrival(request, pk), link=link)


@require_POST
@staff_with(*RECEIVERS)
def arrival_called_back(request: HttpRequest, pk) -> HttpResponse:
    """We called the office back by a number from elsewhere: from now on its link may say more, where an order allows."""
    arrival = _arrival(request, pk)
    referrer = arrival.referral.referrer if arrival.referral else None
    form = CalledBackForm(request.POST)
    status = 422
    if referrer and form.is_valid():
        try:
            referrers.called_back(referrer=referrer, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Noted: you called them back."))
            return redirect(arrival)
        except Refused as refused:
            point_at(form, refused)
            status = refused.status
    return _page(request, arrival, called=form, status=status)


def _arrival(request: HttpRequest, pk) -> Arrival:
    rows = Arrival.objects.visible_to(request.user).select_related(
        "read_by", "referral__referrer__verified_by"
    )
    return get_object_or_404(rows, pk=pk)


def _list(request: HttpRequest, form: ManyAsideForm, *, status: int = 200) -> HttpResponse:
    visible = Arrival.objects.visible_to(request.user)
    asked = request.GET.get("status", "")
    chosen = asked if asked in STATUS.values else STATUS.NEW
    rows = visible.filter(status=chosen)
    page = page_of(request, rows, by=BY, among=visible, descending=chosen != STATUS.NEW)
    for each in page.rows:
        each.name = questions.letter(each, country=request.user.desk.service.country).name
    due_before = questions.to_be_read_before(request.user.desk.service, at=timezone.now())
    context = {
        "page": page,
        "count": count_of(rows),
        "late": rows.filter(received_at__lt=due_before).exists(),
        "due_before": due_before,
        "chosen": chosen,
        "statuses": STATUS.choices,
        "ticked": request.POST.getlist("ticked"),
        "form": form,
        "at": timezone.now(),
        "may_set_desk": request.user.desk.everywhere(Role.DIRECTOR),
    }
    return render(request, "referrals/arrival_list.html", context, status=status)


def _page(request: HttpRequest, arrival: Arrival, *, status: int = 200, **forms: object) -> HttpResponse:
    staff = request.user
    made = questions.letter(arrival, country=staff.desk.service.country)
    is_new, office = arrival.status == STATUS.NEW, made.referrer
    men = questions.alike(staff, made) if is_new else []
    referral = arrival.referral
    if referral and not Referral.objects.visible_to(staff).filter(pk=referral.pk).exists():
        referral = None
    referrer = referral.referrer if referral else None
    context = {
        "arrival": arrival,
        "parts": written(arrival.door, questions.said_in(arrival), at=timezone.now()),
        "is_new": is_new,
        "office": office,
        "other_side": bool(office) and office["kind"] == "other_counsel",
        "referral": referral,
        "referrer": referrer,
        "called": CalledBackForm(initial={"version": referrer.version}) if referrer else None,
        "form": _take_up_form(request, made, None) if is_new else None,
        "same_man": SameManForm(men=men) if men else None,
        "aside": AsideForm(),
        "at": timezone.now(),
        **forms,
    }
    return render(request, "referrals/arrival_detail.html", context, status=status)


def _take_up_form(request: HttpRequest, made: questions.Letter, sent) -> TakeUpForm:
    staff = request.user
    return TakeUpForm(
        sent,
        staff=staff,
        letter=made,
        sites=Site.objects.visible_to(staff).held_by(staff, *RECEIVERS),
        every_site=staff.desk.everywhere(*RECEIVERS),
    )
