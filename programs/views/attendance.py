"""The register of one session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.access import keeps_in_sight
from programs.actions import attendance, rosters
from programs.forms.attendance import MARKS, OTHER_MARKS, RegisterForm, RegisterRow, TheirMark
from programs.models import Attendance, Group, GroupNote, GroupSession, ProgressNote
from programs.models.group_note import WORDS
from programs.models.progress_note import WRITERS
from programs.questions.curricula import with_plan
from services.access import Role, name_for, staff_with
from services.errors import Refused, Stale
from services.forms import whole_number
from services.models import Staff


@dataclass
class Cell:
    """One of the five cells of a row."""

    code: str
    word: str
    key: str


CELLS = [Cell(code, word, key) for code, word, key in MARKS]
OTHERS = [(code, code.label) for code in OTHER_MARKS]


@staff_with(Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR)
def register(request: HttpRequest, pk) -> HttpResponse:
    """The whole group on one page; saved in one request, by a button or by the page itself."""
    at = timezone.now()
    sessions = with_plan(GroupSession.objects.visible_to(request.user).select_related("group__program"))
    session = get_object_or_404(
        sessions.annotate(may_mark=Q(group__in=Group.objects.markable_by(request.user))), pk=pk
    )
    if not session.group.program.takes_names:
        return redirect("programs:head_count", pk=pk) if session.may_mark else redirect(session.group)
    if request.method == "POST":
        if not session.may_mark:
            raise Http404
        return _save(request, session, at=at)
    form = _form(request, rosters.roster(session=session, at=at))
    return _page(request, session, form, at=at)


def _form(request: HttpRequest, roster: list[rosters.RosterEntry], sent=None) -> RegisterForm:
    return RegisterForm(roster, sent, name_of=partial(name_for, request.user))


def _save(request: HttpRequest, session: GroupSession, *, at: datetime) -> HttpResponse:
    try:
        opened = attendance.open_register(session=session, at=at)
    except Refused as refused:
        form = _form(request, rosters.roster(session=session, at=at), request.POST)
        return _refuse(
            request, session, form, str(refused), at=at, status=refused.status, **_beside(request, form)
        )
    form = _form(request, list(opened.entries.values()), request.POST)
    said = _beside(request, form)
    if not form.is_valid():
        sentence = form.counted_wrong or _("One of the figures is not a number we can keep.")
        return _refuse(request, session, form, sentence, at=at, status=422, **said)
    try:
        saved = attendance.save_register(
            session=session,
            opened=opened,
            marks=form.marks,
            group_note=said["group_note"] if "group_note_version" in request.POST else None,
            group_note_version=whole_number(request.POST.get("group_note_version")),
            counted=form.counted,
            by=request.user,
            at=at,
        )
    except Stale as stale:
        _show_both(form, stale)
        return _refuse(request, session, form, str(stale), at=at, status=stale.status, **said)
    except Refused as refused:
        return _refuse(request, session, form, str(refused), at=at, status=refused.status, **said)
    if not request.accepts("text/html"):
        return _kept(_form(request, saved.roster), saved, at=at)
    messages.success(request, _saved_words(saved))
    return redirect("programs:register", pk=session.pk)


def _beside(request: HttpRequest, form: RegisterForm) -> dict[str, Any]:
    """What was sent beside the marks."""
    return {
        "group_note": {name: request.POST.get(name, "").strip() for name in WORDS},
        "counted": form.counted,
    }


def _refuse(request, session, form, sentence: str, *, at: datetime, status: int, **said) -> HttpResponse:
    """The same page with everything that was typed on it, and what is wrong. A script is sent there, too."""
    if not request.accepts("text/html"):
        return JsonResponse({"show": True, "words": sentence}, status=status)
    return _page(request, session, form, at=at, refused=sentence, status=status, **said)


def _show_both(form: RegisterForm, stale: Stale) -> None:
    """Put the other person's mark beside the one on this page. Saved again, this page's mark wins knowingly."""
    theirs = {entry.enrollment.pk: entry for entry in stale.current or [] if entry.attendance}
    for row in form.rows:
        entry = theirs.get(row.entry.enrollment.pk)
        if entry is not None:
            mark, said = entry.attendance, RegisterRow.stored(entry).words
            row.theirs = TheirMark(mark.outcome or "", said, mark.marked_by_name or "", mark.marked_at)


def _page(
    request, session, form, *, at, refused="", status=200, group_note=None, counted=None
) -> HttpResponse:
    kept_note = GroupNote.objects.visible_to(request.user).filter(session=session).first()
    closed = _closed(session, at=at)
    context = {
        "session": session,
        "form": form,
        "cells": CELLS,
        "other_marks": OTHERS,
        "may_mark": session.may_mark and not closed,
        "closed": closed,
        "refused": refused,
        "troubled": [row for row in form.rows if row.theirs or row.wrong],
        "saved": _last_mark(form),
        "counted": session.counted if counted is None else counted,
        "group_note": group_note or kept_note,
        "group_note_kept": kept_note,
        "notes": _notes(request.user, session, form) if request.user.desk.has(*WRITERS) else None,
    }
    return render(request, "programs/register.html", context, status=status)


def _closed(session: GroupSession, *, at: datetime) -> str:
    """Why nothing can be marked, or nothing."""
    if session.cancelled_at:
        return _("This session was cancelled: %(why)s") % {"why": session.cancel_reason}
    if session.starts_at > at:
        starts = timezone.localtime(session.starts_at)
        day = date_format(starts, "l j F")
        return _("This register opens on %(day)s at %(time)s, when the group begins.") % {
            "day": day,
            "time": time_format(starts),
        }
    return ""


def _last_mark(form: RegisterForm) -> Attendance | None:
    """The mark that was made last, with the name of who made it."""
    marks = [
        row.entry.attendance for row in form.rows if row.entry.attendance and row.entry.attendance.marked_at
    ]
    return max(marks, key=attrgetter("marked_at"), default=None)


def _notes(staff: Staff, session: GroupSession, form: RegisterForm) -> list[dict]:
    """For each man who came: his note of this session, or that it is owed."""
    written = {
        note.enrollment_id: note
        for note in ProgressNote.objects.readable_by(staff)
        .filter(session=session, amends=None)
        .exclude(status=ProgressNote.Status.IN_ERROR)
        .only("enrollment_id", "status", "service_id")
    }
    return [
        {"row": row, "note": written.get(row.entry.enrollment.pk)}
        for row in form.came
        if keeps_in_sight(staff, row.entry.enrollment)
    ]


def _kept(form: RegisterForm, saved: attendance.Saved, *, at: datetime) -> JsonResponse:
    return JsonResponse(
        {
            "words": _("Saved %(time)s") % {"time": time_format(timezone.localtime(at))},
            "versions": {row.key: row.version for row in form.rows},
            "saw": {row.key: row.saw for row in form.rows},
            "group_note_version": saved.group_note_version,
        }
    )


def _saved_words(saved: attendance.Saved) -> str:
    if not saved.unmarked:
        return _("Saved. Everybody is marked; you can close the phone.")
    return ngettext("Saved. %(n)d man is still open.", "Saved. %(n)d men are still open.", saved.unmarked) % {
        "n": saved.unmarked
    }
