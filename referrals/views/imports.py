"""Spreadsheets: brought, looked at before anything is written, brought in, and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programs.models import Group
from referrals.actions.imports import batches
from referrals.import_forms import CorrectForm, ImportForm
from referrals.models import ImportBatch
from referrals.models.import_batch import DUE, Status
from referrals.questions import findings
from referrals.spreadsheets.errors import CannotRead
from referrals.spreadsheets.reading import refuse_size
from services.access import Role, staff_with
from services.errors import Refused
from services.exports import file_answer, kind_asked
from services.paging import page_of

TOO_LARGE, NOT_ACCEPTABLE = 413, 422
BY = ("uploaded_at", "id")
GROUPS_OFFERED = 200


@staff_with(Role.DIRECTOR, everywhere=True)
def import_list(request: HttpRequest) -> HttpResponse:
    """Every file that was brought, the latest first."""
    visible = (
        ImportBatch.objects.visible_to(request.user).defer("content", "result").select_related("uploaded_by")
    )
    if kind := kind_asked(request):
        return _file(kind, visible, by=request.user)
    page = page_of(request, visible, by=BY, descending=True)
    return render(request, "referrals/import_list.html", {"batches": page.rows, "page": page})


def _file(kind: str, batches, *, by) -> HttpResponse:
    headings = [_("Brought"), _("File"), _("Kind"), _("Status"), _("By")]
    lines = [
        [
            batch.uploaded_at,
            batch.file_name,
            batch.get_kind_display(),
            batch.get_status_display(),
            batch.uploaded_by.name,
        ]
        for batch in batches.order_by("-uploaded_at", "-id")
    ]
    return file_answer(
        kind, what="imports", name="spreadsheets", headings=headings, rows=lines, by=by, at=timezone.now()
    )


@staff_with(Role.DIRECTOR, everywhere=True)
def import_new(request: HttpRequest) -> HttpResponse:
    """A file is taken in for reading; what is no spreadsheet is said at once."""
    form = ImportForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = NOT_ACCEPTABLE
        if form.is_valid():
            try:
                batch = _upload(request, form)
                return redirect(batch)
            except CannotRead as error:
                form.add_error("file", error.sentence)
                status = TOO_LARGE if error.code == "too_large" else NOT_ACCEPTABLE
    context = {"form": form, "group_names": _group_names(request)}
    return render(request, "referrals/import_new.html", context, status=status)


def _group_names(request: HttpRequest) -> list[str]:
    """What groups are called here, for whoever names the one a register is of."""
    names = Group.objects.visible_to(request.user).order_by("name").values_list("name", flat=True)
    return list(names.distinct()[:GROUPS_OFFERED])


def _upload(request: HttpRequest, form: ImportForm) -> ImportBatch:
    file = form.cleaned_data["file"]
    refuse_size(file.size)
    return batches.upload(
        kind=form.cleaned_data["kind"],
        file_name=file.name,
        content=file.read(),
        group=form.cleaned_data["group"],
        program=form.cleaned_data["program"],
        by=request.user,
        at=timezone.now(),
    )


@staff_with(Role.DIRECTOR, everywhere=True)
def import_detail(request: HttpRequest, pk) -> HttpResponse:
    """One file: what it was taken for, which rows cannot come in and why, and what can be done now."""
    batch = _batch(request, pk)
    if kind := kind_asked(request):
        return _refused_rows(kind, batch, by=request.user)
    return _detail(request, batch, CorrectForm(batch=batch, staff=request.user))


def _detail(request: HttpRequest, batch: ImportBatch, form: CorrectForm, status: int = 200) -> HttpResponse:
    context = {
        "batch": batch,
        "found": findings.of(batch),
        "form": form,
        "waits": batch.status in DUE,
        "group_names": _group_names(request) if "group" in form.fields else [],
        "Status": Status,
    }
    return render(request, "referrals/import_detail.html", context, status=status)


@staff_with(Role.DIRECTOR, everywhere=True)
def import_progress(request: HttpRequest, pk) -> HttpResponse:
    """How far it is, asked every second; once it is done the page is asked for anew."""
    batch = _batch(request, pk)
    answer = render(request, "referrals/_import_progress.html", {"batch": batch})
    if batch.status not in DUE:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@staff_with(Role.DIRECTOR, everywhere=True)
def import_correct(request: HttpRequest, pk) -> HttpResponse:
    """What the columns mean, said by a person; then the file is read again."""
    batch = _batch(request, pk)
    form = CorrectForm(request.POST, batch=batch, staff=request.user)
    if form.is_valid():
        try:
            batches.correct(batch=batch, by=request.user, at=timezone.now(), **form.corrections())
            return redirect(batch)
        except CannotRead as error:
            form.add_error(None, error.sentence)
        except Refused as refused:
            messages.error(request, refused.sentence)
            return redirect(batch)
    return _detail(request, batch, form, status=NOT_ACCEPTABLE)


@require_POST
@staff_with(Role.DIRECTOR, everywhere=True)
def import_apply(request: HttpRequest, pk) -> HttpResponse:
    return _stepped(request, pk, batches.apply)


@require_POST
@staff_with(Role.DIRECTOR, everywhere=True)
def import_undo(request: HttpRequest, pk) -> HttpResponse:
    return _stepped(request, pk, batches.undo)


@require_POST
@staff_with(Role.DIRECTOR, everywhere=True)
def import_give_up(request: HttpRequest, pk) -> HttpResponse:
    return _stepped(request, pk, batches.give_up)


def _stepped(request: HttpRequest, pk, step) -> HttpResponse:
    batch = _batch(request, pk)
    try:
        batch = step(batch=batch, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(batch)


def _batch(request: HttpRequest, pk) -> ImportBatch:
    visible = ImportBatch.objects.visible_to(request.user).defer("content").select_related("uploaded_by")
    return get_object_or_404(visible, pk=pk)


def _refused_rows(kind: str, batch: ImportBatch, *, by) -> HttpResponse:
    """The rows to mend, as a list to work through."""
    headings = [_("Sheet"), _("Row"), _("Column"), _("Why"), _("Code")]
    rows = [
        [each.get("sheet", ""), each["row"], each["column"], each["message"], each["code"]]
        for each in batch.result.get("refused", [])
    ]
    return file_answer(
        kind, what="import_rows", name="rows-to-mend", headings=headings, rows=rows, by=by, at=timezone.now()
    )
