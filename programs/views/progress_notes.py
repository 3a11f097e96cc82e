"""Notes on a man: begun, kept while they are written, signed, added to."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from programs.access import just_reads, reason_for_note
from programs.actions import progress_notes
from programs.forms.progress_notes import AdditionForm, InErrorForm, ProgressNoteForm
from programs.models import Enrollment, GroupSession, ProgressNote
from programs.models.progress_note import WRITERS, Status
from programs.questions.note_history import history
from services.access import staff_with
from services.errors import Refused, Stale
from services.forms import whole_number

WITH = ("enrollment__client", "enrollment__group", "session__group", "author")
SIGNED = (Status.SIGNED, Status.AMENDED)


@staff_with(*WRITERS)
def progress_note_new(request: HttpRequest, session_pk, enrollment_pk) -> HttpResponse:
    """A note nobody began yet. It comes to be with the first words that are kept."""
    session = get_object_or_404(
        GroupSession.objects.markable_by(request.user).select_related("group"), pk=session_pk
    )
    enrollment = get_object_or_404(
        Enrollment.objects.readable_by(request.user)
        .filter(group=session.group)
        .select_related("client", "group"),
        pk=enrollment_pk,
    )
    mine = ProgressNote.objects.filter(
        session=session, enrollment=enrollment, author=request.user, amends=None
    )
    begun = mine.exclude(status=Status.IN_ERROR).first()
    if begun and request.method == "GET":
        return redirect("programs:progress_note_edit" if begun.status == Status.DRAFT else begun, pk=begun.pk)
    note = ProgressNote(
        service_id=session.service_id,
        session=session,
        enrollment=enrollment,
        author=request.user,
        created_at=timezone.now(),
    )
    return _edit(request, note, fresh=True)


@staff_with(*WRITERS)
def progress_note_edit(request: HttpRequest, pk) -> HttpResponse:
    """The author's own draft. Once it is signed, its page is for reading."""
    note = get_object_or_404(ProgressNote.objects.readable_by(request.user).select_related(*WITH), pk=pk)
    if note.status != Status.DRAFT:
        return redirect(note)
    return _edit(request, note)


@staff_with(*WRITERS)
def progress_note_detail(request: HttpRequest, pk) -> HttpResponse:
    """What was written, with what was added later below it."""
    notes = ProgressNote.objects.readable_by(request.user)
    note = get_object_or_404(notes.select_related(*WITH), pk=pk)
    if note.amends_id:
        return redirect("programs:progress_note_detail", pk=note.amends_id)
    asked = reason_for_note(request, note, at=timezone.now())
    if asked:
        return asked
    form = AdditionForm(request.POST or None) if note.status in SIGNED else None
    if form and form.is_valid():
        try:
            progress_notes.amend(note=note, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Added. Both texts stay."))
            return redirect(note)
        except Refused as refused:
            form.add_error(None, str(refused))
    additions = list(notes.filter(amends=note).select_related("author").order_by("created_at"))
    context = {
        "note": note,
        "man": note.enrollment.client,
        "form": form,
        "additions": additions,
        "history": history(request.user, note, additions),
        "may_edit": note.status == Status.DRAFT,
        "back": _back(note),
    }
    return render(request, "programs/progress_note_detail.html", context)


@staff_with(*WRITERS)
def progress_note_in_error(request: HttpRequest, pk) -> HttpResponse:
    """Say that a signed note, or an addition, should not stand here. It stays readable, crossed out."""
    notes = ProgressNote.objects.readable_by(request.user).select_related(*WITH, "amends__enrollment")
    note = get_object_or_404(notes, pk=pk)
    if note.status not in SIGNED:
        return redirect(note)
    asked = reason_for_note(request, note.amends or note, at=timezone.now())
    if asked:
        return asked
    form, note_url = InErrorForm(request.POST or None), (note.amends or note).get_absolute_url()
    if form.is_valid():
        try:
            progress_notes.mark_in_error(note=note, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Marked as entered in error. It stays readable, crossed out."))
            return redirect(note_url)
        except Refused as refused:
            _point_at(form, refused)
    context = {"note": note, "man": note.enrollment.client, "form": form, "note_url": note_url}
    return render(
        request, "programs/progress_note_in_error.html", context, status=422 if form.errors else 200
    )


def _edit(request: HttpRequest, note: ProgressNote, *, fresh: bool = False) -> HttpResponse:
    form = ProgressNoteForm(request.POST or None, instance=note)
    if request.method != "POST" or not form.is_valid():
        return _page(request, note, form, status=422 if form.errors else 200)
    act, kept = request.POST.get("act", ""), note
    try:
        if fresh:
            kept = progress_notes.begin(
                enrollment=note.enrollment, session=note.session, by=request.user, at=timezone.now()
            )
        if act != "safety":
            kept = _keep(request, kept, form)
        kept = _finish(request, kept, form, act=act)
    except Stale as stale:
        form.add_error(None, str(stale))
        return _page(request, stale.current, form, theirs=stale.current, status=stale.status)
    except Refused as refused:
        # The words are kept by now; it is the signature that was refused.
        _point_at(form, refused)
        return _page(request, kept, form, refused=_refused_words(act), status=refused.status)
    if not request.accepts("text/html"):
        return _kept(kept)
    messages.success(request, _words_for(act))
    return redirect(_next(kept, act))


def _keep(request: HttpRequest, note: ProgressNote, form: ProgressNoteForm) -> ProgressNote:
    """Keep every word, unless another window did since this one was opened."""
    return progress_notes.save_draft(
        note=note,
        version=whole_number(request.POST.get("version")) or 1,
        by=request.user,
        at=timezone.now(),
        **form.cleaned_data,
    )


def _finish(request: HttpRequest, note: ProgressNote, form: ProgressNoteForm, *, act: str) -> ProgressNote:
    """Raise the safety line, or sign, as the button says. What the page keeps by itself does neither."""
    at, safety = timezone.now(), form.cleaned_data["safety"]
    if act == "sign":
        return progress_notes.sign(note=note, by=request.user, at=at)
    # A button was pressed with a danger written down: it is not left to wait in a draft.
    if act == "safety" or (act == "draft" and safety and note.risk_seen_at is None):
        return progress_notes.save_safety(note=note, safety=safety, by=request.user, at=at)
    return note


def _page(request, note, form, *, theirs=None, refused="", status=200) -> HttpResponse:
    if form.errors and not request.accepts("text/html"):
        return JsonResponse({"show": True}, status=status)
    before = (
        ProgressNote.objects.readable_by(request.user)
        .filter(enrollment=note.enrollment, status__in=(Status.SIGNED, Status.AMENDED), amends=None)
        .exclude(session=note.session)
        .select_related("enrollment")
        .first()
    )
    if before and not just_reads(request.user, before):
        before = None  # a director opens it by itself, and says why
    context = {
        "note": note,
        "man": note.enrollment.client,
        "form": form,
        "before": before,
        "theirs": theirs,
        "refused": refused,
        "address": "" if note._state.adding else reverse("programs:progress_note_edit", args=[note.pk]),
        "back": _back(note),
    }
    return render(request, "programs/progress_note_edit.html", context, status=status)


def _point_at(form: Form, refused: Refused) -> None:
    """Put each sentence at its field; what belongs to no field stands on top."""
    for name, sentences in refused.fields.items():
        if name in form.fields:
            form.add_error(name, sentences)
    if not form.errors:
        form.add_error(None, str(refused))


def _kept(note: ProgressNote) -> JsonResponse:
    saved = time_format(timezone.localtime(timezone.now()))
    return JsonResponse(
        {
            "words": _("Saved %(time)s") % {"time": saved},
            "version": note.version,
            "address": reverse("programs:progress_note_edit", args=[note.pk]),
        }
    )


def _refused_words(act: str) -> str:
    return _("This was not signed yet") if act == "sign" else ""


def _words_for(act: str) -> str:
    if act == "sign":
        return _("Signed.")
    if act == "safety":
        return _("The safety part is saved. Finish the note when you can.")
    return _("The draft is kept. It waits under what you owe.")


def _next(note: ProgressNote, act: str) -> str:
    if act == "safety" or not note.session_id:
        return (
            reverse("programs:progress_note_edit", args=[note.pk])
            if act != "sign"
            else note.get_absolute_url()
        )
    # Back to the men whose notes are still owed, below the marks.
    return reverse("programs:register", args=[note.session_id]) + "#then"


def _back(note: ProgressNote) -> dict[str, str]:
    if note.session_id:
        return {"url": note.session.get_absolute_url(), "words": note.session.group.name}
    return {"url": note.enrollment.group.get_absolute_url(), "words": note.enrollment.group.name}
