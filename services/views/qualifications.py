"""Who holds what that is asked for, and what expires: for those who answer for it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from services.access import led_by, staff_with
from services.actions import qualifications
from services.actions.qualifications import LEADERS
from services.errors import Refused, Stale
from services.exports import file_answer, kind_asked
from services.forms import version_seen
from services.models import Qualification, QualificationKind, Staff
from services.people_forms import QualificationDaysForm, QualificationForm, QualificationKindForm

# A service has some dozens of people with a handful of papers each.
SHOWN = 2_000


@staff_with(*LEADERS)
def qualification_list(request: HttpRequest) -> HttpResponse:
    """Everything that is held, what expires first on top; and what is asked for."""
    at, staff = timezone.now(), request.user
    today = timezone.localdate(at)
    rows = _held(staff, on=today, only=request.GET.get("show", ""))
    if kind := kind_asked(request):
        return _file(kind, rows, by=staff, on=today, at=at)
    context = {
        "rows": rows,
        "kinds": list(QualificationKind.objects.visible_to(staff)),
        "may_ask": staff.desk.everywhere(*LEADERS),
        "renew": sum(row.now != "held" for row in rows),
        "show": request.GET.get("show", ""),
    }
    return render(request, "services/qualification_list.html", context)


@staff_with(*LEADERS)
def qualification_new(request: HttpRequest) -> HttpResponse:
    staff = request.user
    form = QualificationForm(
        request.POST or None,
        people=led_by(staff, *LEADERS).order_by("name", "id"),
        kinds=QualificationKind.objects.visible_to(staff).filter(is_active=True),
        initial={name: request.GET[name] for name in ("staff", "kind") if name in request.GET},
    )
    if form.is_valid():
        try:
            qualifications.add(**form.cleaned_data, by=staff, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("services:qualification_list")
        except (Refused, ValidationError) as error:
            explain(form, error)
    return page(request, "services/qualification_new.html", form)


@staff_with(*LEADERS)
def qualification_edit(request: HttpRequest, pk) -> HttpResponse:
    """Put its days right."""
    held = _one(request, pk)
    form = QualificationDaysForm(
        request.POST or None, initial={"got_on": held.got_on, "expires_on": held.expires_on}
    )
    version, status = version_seen(request, held), 0
    if form.is_valid():
        try:
            qualifications.edit(
                qualification=held, version=version, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Saved."))
            return redirect("services:qualification_list")
        except Stale as stale:
            version, status = stale.current.version, stale.status
            form.add_error(None, str(stale))
        except (Refused, ValidationError) as error:
            explain(form, error)
    return page(request, "services/qualification_edit.html", form, status=status, held=held, version=version)


@require_POST
@staff_with(*LEADERS)
def qualification_remove(request: HttpRequest, pk) -> HttpResponse:
    qualifications.remove(qualification=_one(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("Taken away. The history keeps what it said."))
    return redirect("services:qualification_list")


@staff_with(*LEADERS, everywhere=True)
def qualification_kind_new(request: HttpRequest) -> HttpResponse:
    """Ask for something more."""
    form = QualificationKindForm(request.POST or None, initial={"is_active": True})
    del form.fields["is_active"]
    if form.is_valid():
        try:
            qualifications.make_kind(
                service=request.user.desk.service, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Saved. A program can ask for it now."))
            return redirect("services:qualification_list")
        except ValidationError as error:
            form.add_error("name", error.messages)
    return page(request, "services/qualification_kind_new.html", form)


@staff_with(*LEADERS, everywhere=True)
def qualification_kind_edit(request: HttpRequest, pk) -> HttpResponse:
    kind = get_object_or_404(QualificationKind.objects.visible_to(request.user), pk=pk)
    form = QualificationKindForm(request.POST or None, instance=kind)
    if form.is_valid():
        try:
            qualifications.edit_kind(kind=kind, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("services:qualification_list")
        except ValidationError as error:
            form.add_error("name", error.messages)
    return page(request, "services/qualification_kind_edit.html", form, kind=kind)


def _one(request: HttpRequest, pk) -> Qualification:
    rows = Qualification.objects.visible_to(request.user).select_related("staff", "kind")
    held = get_object_or_404(rows, pk=pk)
    if not qualifications.may_write(request.user, held.staff):
        raise Http404
    return held


def _held(staff: Staff, *, on: date, only: str) -> list[Qualification]:
    """The newest of each kind for everybody who works here, what expires first on top."""
    rows = Qualification.objects.visible_to(staff).newest()
    if only == "renew":
        rows = Qualification.objects.visible_to(staff).to_renew(on=on)
    here = Staff.objects.visible_to(staff).values("pk")
    told = list(rows.filter(staff__in=here).select_related("staff", "kind")[:SHOWN])
    for row in told:
        row.now = row.state(on=on) if row.kind.is_active else "held"
    every = staff.desk.everywhere(*LEADERS)
    mine = set() if every else set(led_by(staff, *LEADERS))
    for row in told:
        row.may_write = every or row.staff in mine
    told.sort(key=lambda row: (row.expires_on or date.max, row.staff.name, row.kind.name))
    return told


def page(request: HttpRequest, template: str, form, *, status: int = 0, **more) -> HttpResponse:
    return render(request, template, {"form": form, **more}, status=status or (422 if form.errors else 200))


def explain(form, error: Refused | ValidationError) -> None:
    if isinstance(error, ValidationError):
        form.add_error(None, error.messages)
        return
    for name, sentences in error.fields.items():
        if name in form.fields:
            form.add_error(name, sentences)
    form.add_error(None, str(error))


def _file(kind: str, rows: list[Qualification], *, by: Staff, on: date, at) -> HttpResponse:
    headings = [_("Who"), _("What"), _("Since"), _("Until"), _("State")]
    lines = [
        [row.staff.name, row.kind.name, row.got_on, row.expires_on, str(row.state(on=on).label)]
        for row in rows
    ]
    return file_answer(
        kind, what="qualifications", name="qualifications", headings=headings, rows=lines, by=by, at=at
    )
