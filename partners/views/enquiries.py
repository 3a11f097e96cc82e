"""The page of one enquiry, and each step from it. Whoever opens it is written down first."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from partners.access import WORKERS, one_openable, openable, openable_by
from partners.actions import contacts, enquiries, journal
from partners.forms import CloseForm, ContactForm, EnquiryForm, OptionsForm
from partners.models import Enquiry, EnquiryContact, SafetyWord, Tie, WingEntry, WingRead
from partners.models.enquiry import name_of
from partners.questions import desk
from partners.questions.looking_down import facts
from referrals.views.referrals import point_at
from services.access import staff_with
from services.errors import Refused

OTHERS_SHOWN, SHOWN = 5, 100
# What the books say, in words.
DONE = {
    "enquiry.made": gettext_lazy("Written down"),
    "safety.kept": gettext_lazy("A safety line was kept"),
    "enquiry.corrected": gettext_lazy("Put right"),
    "enquiry.taken": gettext_lazy("Taken"),
    "enquiry.let_go": gettext_lazy("Let go"),
    "enquiry.offered": gettext_lazy("Options noted"),
    "enquiry.closed": gettext_lazy("Closed"),
    "enquiry.reopened": gettext_lazy("Opened again"),
    "contact.noted": gettext_lazy("A call noted"),
    "tie.made": gettext_lazy("Connected to a man, as the caller agreed"),
    "tie.undone": gettext_lazy("The connection undone"),
}


@staff_with(*WORKERS)
def enquiry_detail(request: HttpRequest, pk) -> HttpResponse:
    return _page(request, one_openable(request.user, pk))


@sensitive_post_parameters()
@staff_with(*WORKERS)
def enquiry_edit(request: HttpRequest, pk) -> HttpResponse:
    """Put right what was written of the call, and when and how it is safe to call back."""
    at, enquiry = timezone.now(), one_openable(request.user, pk)
    journal.opened(what="enquiry", by=request.user, at=at, enquiry_id=enquiry.pk)
    initial = {name: getattr(enquiry, name) for name in EnquiryForm.base_fields}
    form = EnquiryForm(request.POST or None, initial=initial, today=timezone.localdate(at))
    if form.is_valid():
        version = int(request.POST["version"]) if request.POST.get("version", "").isdecimal() else 0
        try:
            enquiries.correct(enquiry=enquiry, version=version, by=request.user, at=at, **form.told())
            messages.success(request, _("Saved."))
            return redirect(enquiry)
        except Refused as refused:
            point_at(form, refused)
    status = 422 if form.errors else 200
    return render(request, "partners/enquiry_edit.html", {"form": form, "enquiry": enquiry}, status=status)


@sensitive_post_parameters()
@require_POST
@staff_with(*WORKERS)
def enquiry_contact(request: HttpRequest, pk) -> HttpResponse:
    enquiry, form = one_openable(request.user, pk), ContactForm(request.POST)
    if form.is_valid():
        try:
            contacts.note(enquiry=enquiry, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Noted."))
            return redirect(enquiry)
        except Refused as refused:
            point_at(form, refused)
    return _page(request, enquiry, contact_form=form, status=422)


@sensitive_post_parameters()
@require_POST
@staff_with(*WORKERS)
def enquiry_options(request: HttpRequest, pk) -> HttpResponse:
    enquiry, form = one_openable(request.user, pk), OptionsForm(request.POST)
    if form.is_valid():
        try:
            enquiries.offer(enquiry=enquiry, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect(enquiry)
        except Refused as refused:
            point_at(form, refused)
    return _page(request, enquiry, options_form=form, status=422)


@require_POST
@staff_with(*WORKERS)
def enquiry_take(request: HttpRequest, pk) -> HttpResponse:
    enquiry = one_openable(request.user, pk)
    enquiries.take(
        enquiry=enquiry, mine=request.POST.get("mine") == "yes", by=request.user, at=timezone.now()
    )
    return redirect(enquiry)


@sensitive_post_parameters()
@staff_with(*WORKERS)
def enquiry_close(request: HttpRequest, pk) -> HttpResponse:
    at, enquiry = timezone.now(), one_openable(request.user, pk)
    journal.opened(what="enquiry", by=request.user, at=at, enquiry_id=enquiry.pk)
    form = CloseForm(request.POST or None)
    if form.is_valid():
        try:
            enquiries.close(enquiry=enquiry, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Closed. It can be opened again when the caller does call."))
            return redirect("partners:enquiry_list")
        except Refused as refused:
            point_at(form, refused)
    status = 422 if form.errors else 200
    return render(request, "partners/enquiry_close.html", {"form": form, "enquiry": enquiry}, status=status)


@require_POST
@staff_with(*WORKERS)
def enquiry_reopen(request: HttpRequest, pk) -> HttpResponse:
    enquiry = one_openable(request.user, pk)
    try:
        enquiries.reopen(enquiry=enquiry, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(enquiry)


@staff_with(*WORKERS)
def enquiry_trail(request: HttpRequest, pk) -> HttpResponse:
    """Who did what with it, and who opened it: the wing's own books."""
    at, staff = timezone.now(), request.user
    enquiry = one_openable(staff, pk)
    journal.opened(what="trail", by=staff, at=at, enquiry_id=enquiry.pk)
    named = {"by_name": name_of("by_id")}
    done = WingEntry.objects.visible_to(staff).filter(enquiry_id=enquiry.pk).annotate(**named)
    reads = WingRead.objects.visible_to(staff).filter(enquiry_id=enquiry.pk).annotate(**named)
    context = {
        "enquiry": enquiry,
        "done": [(each, DONE.get(each.what, each.what)) for each in done[:SHOWN]],
        "reads": list(reads[:SHOWN]),
    }
    return render(request, "partners/enquiry_trail.html", context)


def _page(
    request: HttpRequest, enquiry: Enquiry, *, contact_form=None, options_form=None, status: int = 200
) -> HttpResponse:
    at, staff = timezone.now(), request.user
    journal.opened(what="enquiry", by=staff, at=at, enquiry_id=enquiry.pk)
    tied = enquiry.tie_man_id
    told = facts(enquiry, also=[tied] if tied else [], staff=staff)
    tries = EnquiryContact.objects.visible_to(staff).filter(enquiry=enquiry)
    offered = {"options": enquiry.options, "options_words": enquiry.options_words}
    context = {
        "enquiry": enquiry,
        "danger": list(SafetyWord.objects.visible_to(staff).filter(about_id=enquiry.pk))
        if enquiry.danger
        else [],
        "facts": told,
        "tie_how": Tie.Said(enquiry.tie_agreed_how).label if tied else "",
        "tie_fact": next((fact for fact in told if fact.pk == tied), None),
        "tries": list(tries.annotate(by_name=name_of("by_id"))),
        "is_mine": enquiry.owner_id == staff.pk,
        "others": _others(staff, enquiry),
        "can_look": bool(enquiry.his_phone or (enquiry.his_name and enquiry.his_birth)),
        "contact_form": contact_form or ContactForm(),
        "options_form": options_form or OptionsForm(initial=offered),
        "stale": enquiry.is_stale(on=timezone.localdate(at)),
        "at": at,
    }
    return render(request, "partners/enquiry_detail.html", context, status=status)


def _others(staff, enquiry: Enquiry) -> list[Enquiry]:
    """Other enquiries from the same number, or about the same name or number: she may have called before."""
    alike = Q()
    for name in ("contact_print", "his_phone_print", "his_name_print"):
        if getattr(enquiry, name):
            alike |= Q(**{name: getattr(enquiry, name)})
    if not alike:
        return []
    rows = openable_by(staff).filter(alike).exclude(pk=enquiry.pk).only(*desk.SHOWN)
    return openable(staff, rows.order_by("-received_at")[:OTHERS_SHOWN])
