"""Intake's door: a partner or relative is on the phone. What is saved here is read by the partner worker alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from partners.access import WRITERS, has_worker
from partners.actions import drafts, enquiries
from partners.forms import EnquiryForm
from partners.models import Enquiry, EnquiryDraft
from referrals.call_forms import SafetyForm
from referrals.doors import Door
from referrals.questions.front_desks import front_desk_of
from referrals.views.referrals import point_at
from services.access import staff_with
from services.errors import Refused

AFTERWARDS = "referrals:referral_list"
SEVERAL = ("asked_for",)


@sensitive_post_parameters()
@staff_with(*WRITERS)
def call(request: HttpRequest) -> HttpResponse:
    """One page for one call, with a draft of its own. The draft is its writer's; what is saved is read back by nobody here."""
    at, staff = timezone.now(), request.user
    service = staff.desk.service
    door = Door(service, front_desk_of(service), False, at)
    if not has_worker(service):
        return render(request, "partners/call_elsewhere.html", {"door": door})
    draft = EnquiryDraft.objects.visible_to(staff).first()
    if request.method != "POST":
        said = drafts.said_in(draft)
        form, safety = _form(said, at=at), SafetyForm(initial=said)
        return _page(request, form, safety, door=door, draft=draft)
    act = request.POST.get("act", "")
    if act == "discard":
        drafts.destroy(by=staff)
        return redirect("referrals:call_new")
    draft = drafts.keep(said=_typed(request), by=staff, at=at)
    if not request.accepts("text/html"):
        return JsonResponse({"words": _("Draft kept at %(time)s") % {"time": _time(at)}})
    form, safety = EnquiryForm(request.POST, today=timezone.localdate(at)), SafetyForm(request.POST)
    if act == "safety":
        return _keep_safety_word(request, form, safety, door=door, draft=draft)
    return _save(request, form, safety, door=door, draft=draft)


def _save(request: HttpRequest, form: EnquiryForm, safety: SafetyForm, *, door: Door, draft: EnquiryDraft):
    if form.is_valid() and safety.is_valid():
        told = {"service": door.service, "by": request.user, "at": door.at, "about_id": draft.about_id}
        words = safety.cleaned_data["safety"].strip()
        try:
            if words:
                enquiries.keep_safety_word(words=words, contact="", **told)
            enquiries.write_down(door=Enquiry.Door.CALL, **told, **form.told())
            drafts.destroy(by=request.user)
            messages.success(request, _("Thank you. It is kept."))
            return redirect(AFTERWARDS)
        except Refused as refused:
            point_at(form, refused)
    return _page(request, form, safety, door=door, draft=draft, status=422)


def _keep_safety_word(
    request: HttpRequest, form: EnquiryForm, safety: SafetyForm, *, door: Door, draft: EnquiryDraft
):
    """At once, whatever the rest of the form looks like; the page goes on with what was typed."""
    safety.is_valid()
    try:
        enquiries.keep_safety_word(
            service=door.service,
            about_id=draft.about_id,
            words=safety.cleaned_data.get("safety", ""),
            contact=_how_to_call_back(request),
            by=request.user,
            at=door.at,
        )
    except Refused as refused:
        point_at(safety, refused)
        return _page(request, _form(_typed(request), at=door.at), safety, door=door, draft=draft, status=422)
    drafts.keep(said=_typed(request) | {"safety": ""}, by=request.user, at=door.at)
    messages.success(request, _("The safety line is kept. Go on with the call."))
    return redirect("partners:call")


def _page(request: HttpRequest, form, safety, *, door: Door, draft, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "safety": safety,
        "door": door,
        "kept_at": _time(draft.saved_at) if draft else "",
    }
    return render(request, "partners/call.html", context, status=status)


def _form(said: dict, *, at) -> EnquiryForm:
    return EnquiryForm(initial=said, today=timezone.localdate(at))


def _typed(request: HttpRequest) -> dict[str, object]:
    """The fields as they stand, refused ones, too; nothing else that a form may bring."""
    names = (*EnquiryForm.base_fields, *SafetyForm.base_fields)
    return {
        name: request.POST.getlist(name) if name in SEVERAL else request.POST.get(name, "")
        for name in names
        if name in request.POST
    }


def _how_to_call_back(request: HttpRequest) -> str:
    """What is typed by then of who calls, and of how the caller may be reached: the line may drop now."""
    told = (request.POST.get(name, "").strip()[:200] for name in ("contact", "her_name", "contact_when"))
    return " · ".join(text for text in told if text)


def _time(at) -> str:
    return time_format(timezone.localtime(at), "TIME_FORMAT")
