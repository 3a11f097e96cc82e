"""When a group meets: planned ahead, added to, moved, cancelled, and taken back."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from programs.actions import clash_checks, group_sessions, schedules
from programs.actions.schedules import zone_of
from programs.errors import Clashing
from programs.forms.group_sessions import CancelForm, PlanForm, SessionForm
from programs.forms.refusals import tell
from programs.models import Group, GroupSession, Module
from programs.questions import meetings
from programs.questions.curricula import with_plan
from programs.views.enrollments import ENDERS
from programs.views.groups import READERS
from services.access import staff_with
from services.errors import Refused, Stale
from services.exports import file_answer, kind_asked
from services.forms import version_seen
from services.paging import page_of

# Who keeps the register of a group also says when it meets.
PLANNERS = ENDERS
BY = ("starts_at", "id")
HELD = "held"


@staff_with(*READERS)
def session_list(request: HttpRequest, pk) -> HttpResponse:
    """Every meeting of a group: the coming ones from the next on, or those that were, the last one first."""
    at, staff = timezone.now(), request.user
    group = get_object_or_404(Group.objects.visible_to(staff), pk=pk)
    held = request.GET.get("when") == HELD
    rows = meetings.told(staff, group)
    rows = rows.filter(starts_at__lte=at) if held else rows.filter(starts_at__gt=at)
    if kind := kind_asked(request):
        return _file(kind, rows.order_by(*BY), by=staff, at=at)
    among = GroupSession.objects.visible_to(staff)
    page = page_of(request, rows.select_related("module", "plan"), by=BY, among=among, descending=held)
    context = {"group": group, "page": page, "held": held, "may_plan": _may_plan(request, group)}
    return render(request, "programs/session_list.html", context)


@staff_with(*PLANNERS)
def session_plan(request: HttpRequest, pk) -> HttpResponse:
    """Many at once: the same day and hour again and again."""
    group, clash = _kept_group(request, pk), None
    form = PlanForm(request.POST or None, initial=_as_last_time(request, group))
    if form.is_valid():
        series = form.recurrence(on_or_after=form.cleaned_data["first_on"])
        try:
            with transaction.atomic():
                made = schedules.schedule(group=group, **series, by=request.user, at=timezone.now())
                clash_checks.check(made, seen=request.POST.get("despite", ""), by=request.user)
            planned = ngettext("%(n)d session is planned.", "%(n)d sessions are planned.", len(made))
            messages.success(request, planned % {"n": len(made)})
            return redirect("programs:session_list", pk=group.pk)
        except Clashing as clashing:
            clash = clashing
        except Refused as refused:
            tell(form, refused)
    return _page(request, "programs/session_plan.html", form, clash=clash, group=group)


@staff_with(*PLANNERS)
def session_new(request: HttpRequest, pk) -> HttpResponse:
    """One more than was planned."""
    group, clash = _kept_group(request, pk), None
    form = SessionForm(
        request.POST or None, modules=_modules(request, group), zone=zone_of(group, by=request.user)
    )
    if form.is_valid():
        try:
            with transaction.atomic():
                made = group_sessions.add(group=group, **form.said, by=request.user, at=timezone.now())
                clash_checks.check([made], seen=request.POST.get("despite", ""), by=request.user)
            messages.success(request, _("Added."))
            return redirect("programs:session_list", pk=group.pk)
        except Clashing as clashing:
            clash = clashing
        except Refused as refused:
            tell(form, refused)
        except ValidationError as error:
            form.add_error(None, error.messages)
    return _page(request, "programs/session_new.html", form, clash=clash, group=group)


@staff_with(*PLANNERS)
def session_edit(request: HttpRequest, pk) -> HttpResponse:
    """Say what a session is about, and in which room it is; when it is has a page of its own."""
    session, at = _kept(request, pk), timezone.now()
    group, clash = session.group, None
    zone, modules = zone_of(group, by=request.user), _modules(request, group)
    form = SessionForm(request.POST or None, modules=modules, zone=zone, session=session)
    form.stays_when_it_was()
    version, status = version_seen(request, session), 0
    if form.is_valid():
        try:
            with transaction.atomic():
                changed = group_sessions.edit(
                    session=session, version=version, **form.said, by=request.user, at=at
                )
                if "room" in form.changed_data and changed.starts_at > at and not changed.cancelled_at:
                    clash_checks.check([changed], seen=request.POST.get("despite", ""), by=request.user)
            messages.success(request, _("Saved."))
            return redirect("programs:session_list", pk=group.pk)
        except Stale as stale:
            # Saved again with the new version, these words win knowingly.
            version, status = stale.current.version, stale.status
            form.add_error(None, str(stale))
        except Clashing as clashing:
            clash = clashing
        except Refused as refused:
            tell(form, refused)
        except ValidationError as error:
            form.add_error(None, error.messages)
    more = {"session": session, "group": group, "version": version, "at": at, "clash": clash}
    return _page(request, "programs/session_edit.html", form, status=status, **more)


@staff_with(*PLANNERS)
def session_cancel(request: HttpRequest, pk) -> HttpResponse:
    """Say that there is no group, and why. Nobody missed it."""
    session = _kept(request, pk)
    if session.cancelled_at:
        return redirect("programs:session_edit", pk=pk)
    form = CancelForm(request.POST or None, initial={"reason": request.GET.get("reason", "")[:200]})
    if form.is_valid():
        try:
            group_sessions.cancel(session=session, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Cancelled. Nobody missed it, and it can be taken back."))
            return redirect("programs:session_list", pk=session.group_id)
        except Refused as refused:
            tell(form, refused)
    marked = session.attendances.exclude(outcome=None).count()
    more = {"session": session, "group": session.group, "marked": marked}
    return _page(request, "programs/session_cancel.html", form, **more)


@require_POST
@staff_with(*PLANNERS)
def session_restore(request: HttpRequest, pk) -> HttpResponse:
    """It takes place after all."""
    session = _kept(request, pk)
    try:
        group_sessions.restore(session=session, by=request.user, at=timezone.now())
        messages.success(request, _("It takes place after all."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("programs:session_edit", pk=pk)


def _kept_group(request: HttpRequest, pk) -> Group:
    return get_object_or_404(Group.objects.markable_by(request.user).select_related("site"), pk=pk)


def _kept(request: HttpRequest, pk) -> GroupSession:
    kept = with_plan(GroupSession.objects.markable_by(request.user).select_related("group__site"))
    return get_object_or_404(kept, pk=pk)


def _modules(request: HttpRequest, group: Group):
    return Module.objects.visible_to(request.user).filter(curriculum=group.curriculum_id)


def _may_plan(request: HttpRequest, group: Group) -> bool:
    return (
        request.user.desk.has(*PLANNERS)
        and Group.objects.markable_by(request.user).filter(pk=group.pk).exists()
    )


def _as_last_time(request: HttpRequest, group: Group) -> dict:
    """What the last session says about the next: its days and hours, from the day after it."""
    rows = GroupSession.objects.visible_to(request.user).filter(group=group).select_related("recurrence")
    last, today = rows.order_by("-starts_at").first(), timezone.localdate()
    number = schedules.next_number(group)
    if last is None:
        return {"first_on": max(today, group.started_on or today), "first_number": number}
    zone = zone_of(group, by=request.user)
    starts, ends = last.starts_at.astimezone(zone), last.ends_at.astimezone(zone)
    return {
        "first_on": max(today, last.session_on) + timedelta(days=1),
        "first_number": number,
        "weekdays": last.recurrence.weekdays if last.recurrence else [starts.weekday()],
        "every_weeks": last.recurrence.every_weeks if last.recurrence else 1,
        "begins": starts.time(),
        "ends": ends.time(),
    }


def _page(request: HttpRequest, template: str, form, *, status: int = 0, **context) -> HttpResponse:
    status = status or (409 if context.get("clash") else 422 if form.errors else 200)
    return render(request, template, {"form": form, **context}, status=status)


def _file(kind: str, rows, *, by, at) -> HttpResponse:
    headings = [
        _("Number"), _("Begins"), _("Ends"), _("Topic"), _("Part"), _("Cancelled"), _("Expected"),
        _("Marked"), _("Came"),
    ]  # fmt: skip
    lines = [
        [
            session.number,
            session.starts_at,
            session.ends_at,
            session.topic,
            session.module.name if session.module else "",
            session.cancel_reason,
            session.expected,
            session.marked,
            session.came,
        ]
        for session in rows.select_related("module")
    ]
    return file_answer(kind, what="sessions", name="sessions", headings=headings, rows=lines, by=by, at=at)
