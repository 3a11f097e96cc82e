"""A session moved, and what moves with it: looked at first, then done, and taken back with one button."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from programs.actions import moves
from programs.actions.moves import How, Step
from programs.actions.schedules import zone_of
from programs.forms.refusals import tell
from programs.forms.session_moves import MoveForm
from programs.models import GroupSession
from programs.questions.cautions import cautions
from programs.questions.clashes import clashes
from programs.views.group_sessions import PLANNERS
from services.access import staff_with
from services.errors import Refused, Stale
from services.forms import version_seen


@staff_with(*PLANNERS)
def session_move(request: HttpRequest, pk) -> HttpResponse:
    """First what would move where and what it would clash with; sent again as it is, it is done."""
    at, staff = timezone.now(), request.user
    session = _kept(request, pk)
    if session.starts_at <= at or session.cancelled_at:
        return redirect("programs:session_edit", pk=pk)
    zone = zone_of(session.group, by=staff)
    form = MoveForm(request.POST or None, zone=zone, session=session, initial=_asked(request))
    version, status, context = version_seen(request, session), 200, {}
    if form.is_valid():
        try:
            steps = moves.planned(session=session, **form.said, by=staff, at=at)
            moved = [step for step in steps if step.moves]
            found = clashes([step.session for step in moved], staff=staff)
            words = cautions(steps, by=staff) + list(dict.fromkeys(clash.words for clash in found))
            key = _key(moved, words)
            if moved and request.POST.get("seen") == key:
                return _done(request, session, form.said, version, at=at)
            context = {"steps": moved, "stay": len(steps) - len(moved), "warnings": words, "key": key}
        except Stale as stale:
            version, status = stale.current.version, stale.status
            form.add_error(None, str(stale))
        except Refused as refused:
            tell(form, refused)
    context |= {"session": session, "group": session.group, "form": form, "version": version, "zone": zone}
    status = status if status != 200 else (422 if form.errors else 200)
    return render(request, "programs/session_move.html", context, status=status)


def _done(request: HttpRequest, session: GroupSession, said: dict, version: int, *, at) -> HttpResponse:
    moved, entry = moves.move(session=session, version=version, **said, by=request.user, at=at)
    words = ngettext("%(n)d session is moved.", "%(n)d sessions are moved.", len(moved)) % {"n": len(moved)}
    undo = reverse("programs:session_move_take_back", args=[session.pk, entry.pk])
    messages.success(request, words, extra_tags=undo)
    return redirect("programs:session_list", pk=session.group_id)


@require_POST
@staff_with(*PLANNERS)
def session_move_take_back(request: HttpRequest, pk, move_pk) -> HttpResponse:
    """All of one move back to where it was."""
    session = _kept(request, pk)
    entry = get_object_or_404(moves.entries_of(session, by=request.user), pk=move_pk)
    try:
        back = moves.take_back(entry=entry, by=request.user, at=timezone.now())
        words = ngettext("%(n)d session is back.", "%(n)d sessions are back.", len(back)) % {"n": len(back)}
        messages.success(request, words)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("programs:session_list", pk=session.group_id)


def _kept(request: HttpRequest, pk) -> GroupSession:
    kept = GroupSession.objects.markable_by(request.user).select_related("group__site", "group__program")
    return get_object_or_404(kept, pk=pk)


def _asked(request: HttpRequest) -> dict:
    """What a page that leads here thinks of: the day, and that those after it make room."""
    asked: dict = {}
    if request.GET.get("how") in How.values:
        asked["how"] = request.GET["how"]
    with suppress(ValueError):
        asked["day"] = date.fromisoformat(request.GET.get("day", ""))
    return asked


def _key(steps: list[Step], words: list[str]) -> str:
    """Stands for just this: were anything else to move or be told by now, it is looked at again."""
    said = [f"{s.session.pk} {s.session.version} {s.session.starts_at} {s.session.ends_at}" for s in steps]
    return sha256("\n".join(said + words).encode()).hexdigest()[:32]
