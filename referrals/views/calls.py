"""Somebody is on the phone: who, and then that caller's own page with its own draft."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from referrals.access import RECEIVERS
from referrals.actions import call_drafts, calls
from referrals.call_forms import CallForm, SafetyForm
from referrals.doors import Door
from referrals.forms import SameManForm
from referrals.models import CallDraft, Referral
from referrals.models.call_draft import Caller
from referrals.office_call_forms import FORMS
from referrals.questions import waiting_time
from referrals.questions.front_desks import front_desk_of
from referrals.questions.men_alike import men_alike
from referrals.views.referrals import point_at
from services.access import staff_with
from services.errors import Refused
from services.models import Client, Site

# Number on the keyboard, address, words, and what the page is for.
CALLERS = (
    ("referrals:call_himself", gettext_lazy("He himself"), gettext_lazy("The man this is about")),
    (
        "partners:call",
        gettext_lazy("A partner or relative"),
        gettext_lazy("A page of their own. It makes no file of him"),
    ),
    ("referrals:call_legal", gettext_lazy("A lawyer"), gettext_lazy("His own, or somebody else’s")),
    (
        "referrals:call_court",
        gettext_lazy("A court or another service"),
        gettext_lazy("With or without an order"),
    ),
)
ADDRESS: dict[str, str] = {
    Caller.HIMSELF: "referrals:call_himself",
    Caller.LEGAL: "referrals:call_legal",
    Caller.COURT: "referrals:call_court",
}


@require_safe
@staff_with(*RECEIVERS)
def call_new(request: HttpRequest) -> HttpResponse:
    """Who is speaking? Nothing is written before that is known."""
    callers = [{"name": name, "title": title, "says": says} for name, title, says in CALLERS]
    return render(request, "referrals/call_new.html", {"callers": callers})


@require_safe
@staff_with(*RECEIVERS)
def call_moved(request: HttpRequest) -> HttpResponse:
    """Where a first contact used to be noted."""
    return redirect("referrals:call_new")


@sensitive_post_parameters()
@staff_with(*RECEIVERS)
def call(request: HttpRequest, caller: str) -> HttpResponse:
    """Every letter goes into the draft first; then the button that was pressed does what it says."""
    at, staff = timezone.now(), request.user
    if request.method != "POST":
        draft = CallDraft.objects.visible_to(staff).filter(caller=caller).first()
        form = form_of(request, caller, initial=call_drafts.said_in(draft))
        return _page(request, caller, form, draft=draft)
    act = request.POST.get("act", "")
    if act == "discard":
        return _let_go(request, caller)
    draft = call_drafts.keep(caller=caller, said=_typed(request, caller), by=staff, at=at)
    if not request.accepts("text/html"):
        return JsonResponse({"words": _("Draft kept at %(time)s") % {"time": _time(at)}})
    form, safety = form_of(request, caller, request.POST), SafetyForm(request.POST)
    form.is_valid()
    half, words = half_of(staff, draft), request.POST.get("safety", "").strip()
    if words or act == "safety":
        # Whatever the rest looks like, a word of danger is kept now.
        try:
            half, draft = _keep_safety_line(request, form, safety, half=half, caller=caller)
        except Refused as refused:
            point_at(safety, refused)
            return _page(request, caller, form, safety, draft=draft, status=422)
        if act == "safety":
            messages.success(
                request, _("The safety line is kept, and a call is due now on My work. Go on with this one.")
            )
            return redirect(ADDRESS[caller])
    return _keep(request, caller, form, half=half, draft=draft, hung_up=act == "hung_up")


def _keep(
    request: HttpRequest,
    caller: str,
    form: CallForm,
    *,
    half: Referral | None,
    draft: CallDraft,
    hung_up: bool,
) -> HttpResponse:
    at, staff = timezone.now(), request.user
    if hung_up:
        form.calls_it_a_day(at=timezone.localtime(at), nothing_owed=half is not None)
    if form.errors:
        return _page(request, caller, form, draft=draft, status=422)
    same_man = _same_man(request, form, half)
    # He hung up: nobody is left to ask whether it is he.
    if same_man.men and not hung_up and not same_man.is_valid():
        return _page(request, caller, form, draft=draft, same_man=same_man, status=409)
    try:
        referral = calls.keep(
            half=half,
            client=_chosen(same_man),
            **form.said(),
            ended_early=hung_up,
            by=staff,
            at=at,
        )
    except Refused as refused:
        point_at(form, refused)
        return _page(request, caller, form, draft=draft, status=refused.status)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, caller, form, draft=draft, status=422)
    call_drafts.destroy(caller=caller, by=staff)
    messages.success(
        request,
        _("Kept as far as it went. He stands in the queue, with your name on it.")
        if hung_up
        else _("Noted. He stands in the queue, with your name on it."),
    )
    return redirect(referral)


def _keep_safety_line(
    request: HttpRequest, form: CallForm, safety: SafetyForm, *, half: Referral | None, caller: str
) -> tuple[Referral, CallDraft]:
    staff, at = request.user, timezone.now()
    safety.is_valid()
    line = calls.keep_safety_line(
        half=half,
        client=_chosen(_same_man(request, form, half)),
        words=safety.cleaned_data.get("safety", ""),
        by=staff,
        at=at,
        **form.half(),
    )
    said = _typed(request, caller) | {call_drafts.REFERRAL: str(line.referral_id), "safety": ""}
    return line.referral, call_drafts.keep(caller=caller, said=said, by=staff, at=at)


def _let_go(request: HttpRequest, caller: str) -> HttpResponse:
    """It was somebody else: nothing of the draft stays, nor of what a safety line made of it."""
    staff = request.user
    draft = CallDraft.objects.visible_to(staff).filter(caller=caller).first()
    half = half_of(staff, draft)
    call_drafts.destroy(caller=caller, by=staff)
    if half:
        try:
            calls.was_not_him(referral=half, by=staff, at=timezone.now())
            messages.success(
                request, _("All of it is gone, the safety line too. Write it on the page of whoever spoke.")
            )
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("referrals:call_new")


def _page(
    request: HttpRequest,
    caller: str,
    form: CallForm,
    safety: SafetyForm | None = None,
    *,
    draft: CallDraft | None,
    same_man: SameManForm | None = None,
    status: int = 200,
) -> HttpResponse:
    staff, service = request.user, request.user.desk.service
    half = half_of(staff, draft)
    context = {
        "form": form,
        "safety": safety or SafetyForm(initial={"safety": ""}),
        "same_man": same_man,
        "danger": list(half.safety_lines.order_by("at")) if half else [],
        "kept_at": _time(draft.saved_at) if draft else "",
        "door": Door(service, front_desk_of(service), False, timezone.now()),
        "waiting": waiting_time.aloud(staff),
        "caller": caller,
    }
    himself, office = "referrals/call_himself.html", "referrals/call_office.html"
    return render(request, himself if caller == Caller.HIMSELF else office, context, status=status)


@sensitive_post_parameters()
@require_POST
@staff_with(*RECEIVERS)
def call_alike(request: HttpRequest) -> HttpResponse:
    """Men like the one who is being spelt; a piece of the page of a call."""
    form = form_of(request, Caller.HIMSELF, request.POST)
    form.is_valid()
    men = men_alike(request.user, form.person(), phone=request.POST.get("phone", ""))
    same_man = SameManForm(initial={"who": request.POST.get("who", "")}, men=men)
    return render(
        request, "referrals/_men_alike.html", {"same_man": same_man, "caller": request.POST.get("caller", "")}
    )


def form_of(request: HttpRequest, caller: str, said=None, **kwargs) -> CallForm:
    desk = request.user.desk
    every = desk.everywhere(*RECEIVERS)
    sites = Site.objects.in_service_of(request.user)
    return FORMS[caller](
        said,
        sites=sites if every else sites.filter(pk__in=desk.sites_of(*RECEIVERS)),
        every_site=every,
        today=desk.on,
        country=desk.service.country,
        **kwargs,
    )


def half_of(staff, draft: CallDraft | None) -> Referral | None:
    """The half referral that a safety line of this call made."""
    pk = call_drafts.said_in(draft).get(call_drafts.REFERRAL)
    return Referral.objects.visible_to(staff).select_related("client").filter(pk=pk).first() if pk else None


def _same_man(request: HttpRequest, form: CallForm, half: Referral | None) -> SameManForm:
    """Men like him, but for the one this call has made; and which of them it is, where that was said."""
    men = men_alike(request.user, form.person(), phone=form.cleaned_data.get("phone", ""))
    asked = "who" in request.POST or "asked" in request.POST
    others = [man for man in men if half is None or man.pk != half.client_id]
    return SameManForm(request.POST if asked else None, men=others)


def _chosen(same_man: SameManForm) -> Client | None:
    return same_man.chosen if same_man.men and same_man.is_valid() else None


def _typed(request: HttpRequest, caller: str) -> dict[str, object]:
    """The fields as they stand, refused ones, too; nothing else that a form may bring."""
    form = FORMS[caller]
    return {
        name: request.POST.getlist(name) if name in form.several else request.POST.get(name, "")
        for name in (*form.base_fields, "safety")
        if name in request.POST
    }


def _time(at) -> str:
    return time_format(timezone.localtime(at), "TIME_FORMAT")
