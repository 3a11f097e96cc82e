"""Groups: when they meet, who is in them, and who has not been seen lately."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.actions import clash_checks, groups
from programs.errors import Clashing
from programs.forms.group_sessions import SeriesForm
from programs.forms.groups import GroupForm, GroupNewForm
from programs.forms.refusals import tell
from programs.models import Attendance, Enrollment, Facilitator, Group, GroupSession, Program
from programs.models.enrollment import OPEN
from programs.questions import events, gates, meetings, places
from programs.views.enrollments import ENDERS
from services.access import KNOW_HIM, Role, staff_with
from services.errors import Refused, Stale
from services.exports import file_answer, kind_asked
from services.folding import fold
from services.forms import version_seen
from services.lists import among, keeps_views, one_of
from services.models import Staff
from services.views.saved_views import beside

READERS = (Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR)


@keeps_views(
    "programs:group_list",
    gettext_lazy("Groups"),
    when=among({"ended"}),
    program=one_of("programs.Program"),
)
@staff_with(*READERS)
def group_list(request: HttpRequest) -> HttpResponse:
    """Groups that run now, the next to meet first; ended ones on request."""
    at = timezone.now()
    today = timezone.localdate(at)
    chosen = {name: request.GET.get(name, "").strip() for name in ("text", "program", "when")}
    rows = Group.objects.visible_to(request.user)
    rows = rows.filter(ended_on__lt=today) if chosen["when"] == "ended" else rows.running(on=today)
    programs = list(Program.objects.visible_to(request.user))
    if chosen["program"] in {str(program.pk) for program in programs}:
        rows = rows.filter(program_id=chosen["program"])
    told = (
        _with_meetings(rows, request.user, at=at)
        .select_related("program", "site")
        .prefetch_related(_running_it(request.user, on=today))
    )
    shown = [group for group in told if fold(chosen["text"]) in fold(group.name)]
    if kind := kind_asked(request):
        return _file(kind, shown, by=request.user, at=at)
    context = {
        "groups": shown,
        "to_mark": sum(bool(group.to_mark) for group in shown),
        "programs": programs,
        "chosen": chosen,
        "filtered": any(chosen.values()),
        "may_mark": request.user.desk.has(Role.COUNSELOR, Role.PEER, Role.DIRECTOR),
        "may_lead": request.user.desk.has(Role.DIRECTOR),
        **beside(request, "programs:group_list"),
    }
    return render(request, "programs/group_list.html", context)


def _with_meetings(rows: QuerySet[Group], staff: Staff, *, at: datetime) -> QuerySet[Group]:
    """Each group with the places taken, its next meeting, and its oldest register that still has a gap."""
    evenings = (
        GroupSession.objects.visible_to(staff)
        .filter(group=OuterRef("pk"), cancelled_at=None)
        .order_by("starts_at")
    )
    unmarked = Attendance.objects.visible_to(staff).filter(session=OuterRef("pk"), outcome=None)
    taken = (
        Enrollment.objects.visible_to(staff)
        .filter(group=OuterRef("pk"), status__in=OPEN)
        .order_by()
        .values("group")
    )
    return rows.annotate(
        taken=Coalesce(Subquery(taken.annotate(n=Count("pk")).values("n")), 0),
        next_at=Subquery(evenings.filter(ends_at__gt=at).values("starts_at")[:1]),
        to_mark=Subquery(
            evenings.filter(starts_at__lte=at)
            .filter(Q(roster_frozen_at=None) | Exists(unmarked))
            .values("pk")[:1]
        ),
    ).order_by(F("next_at").asc(nulls_last=True), "name", "id")


def _running_it(staff: Staff, *, on: date) -> Prefetch:
    """Who runs each today; of one that has not begun, who runs it on its first day."""
    now = (
        Facilitator.objects.visible_to(staff)
        .filter(Q(since__lte=on) | Q(since__lte=F("group__started_on")))
        .exclude(until__lt=on)
        .select_related("staff")
    )
    return Prefetch("facilitators", queryset=now, to_attr="run_by")


def _file(kind: str, shown: list[Group], *, by: Staff, at: datetime) -> HttpResponse:
    headings = [
        _("Group"), _("Program"), _("Site"), _("Room"), _("Next meeting"), _("Places taken"), _("Places"),
        _("Run by"), _("Register with gaps"),
    ]  # fmt: skip
    lines = [
        [
            group.name,
            group.program.name,
            group.site.name if group.site else "",
            group.room,
            group.next_at,
            group.taken,
            group.capacity,
            ", ".join(each.staff.name for each in group.run_by),
            _("Yes") if group.to_mark else "",
        ]
        for group in shown
    ]
    return file_answer(kind, what="groups", name="groups", headings=headings, rows=lines, by=by, at=at)


@staff_with(*READERS)
def group_detail(request: HttpRequest, pk) -> HttpResponse:
    """Who is in the group, who has not been seen lately, and its meetings with their registers."""
    at, staff = timezone.now(), request.user
    rows: QuerySet[Group] = Group.objects.visible_to(staff).select_related("program", "site")
    rows = gates.with_men(gates.told(rows, staff, at=at), staff)
    rows = rows.annotate(
        may_mark=Q(pk__in=Group.objects.markable_by(staff).values("pk")),
        may_lead=Q(pk__in=Group.objects.led_by(staff).values("pk")),
    )
    group = get_object_or_404(rows.prefetch_related(_running_it(staff, on=timezone.localdate(at))), pk=pk)
    held, ahead = meetings.around(staff, group, at=at)
    if not group.program.takes_names:
        return _series(request, group, held=held, ahead=ahead, at=at)
    in_group, ended = places.in_group(staff, group, held=held)
    context = {
        "group": group,
        "places": in_group,
        "gate": gates.of_group(staff, group, in_group, at=at),
        "missing": [place for place in in_group if place.not_seen_lately],
        "consents": [place for place in in_group if place.consent_missing],
        "ended": ended,
        "may_end": staff.desk.has(*ENDERS),
        "free": max(group.capacity - len(in_group), 0),
        "held": held,
        "ahead": ahead,
        "next": next((session for session in ahead if not session.cancelled_at), None),
        "to_mark": next(
            (session for session in reversed(held) if session.unrecorded and not session.cancelled_at), None
        ),
        "may_mark": group.may_mark,
        "may_plan": group.may_mark and staff.desk.has(*ENDERS),
        "may_lead": group.may_lead,
        "may_open": staff.desk.has(*KNOW_HIM),
    }
    return render(request, "programs/group_detail.html", context)


def _series(request: HttpRequest, group: Group, *, held, ahead, at: datetime) -> HttpResponse:
    """Open to whoever comes: figures instead of men."""
    uncounted = (each for each in reversed(held) if each.counted is None and not each.cancelled_at)
    context = {
        "group": group,
        "series": events.of_group(request.user, group, at=at),
        "held": held,
        "ahead": ahead,
        "next": next((session for session in ahead if not session.cancelled_at), None),
        "to_count": next(uncounted, None),
        "may_mark": group.may_mark,
        "may_plan": group.may_mark and request.user.desk.has(*ENDERS),
        "may_lead": group.may_lead,
    }
    return render(request, "programs/group_series.html", context)


@staff_with(Role.DIRECTOR)
def group_new(request: HttpRequest) -> HttpResponse:
    """From nothing to a running group: what it is, who runs it, and when it meets."""
    staff, at = request.user, timezone.now()
    offered = Program.objects.visible_to(staff).filter(is_active=True).exists()
    begun = {"started_on": timezone.localdate(at), "program": request.GET.get("program", "")}
    form = GroupNewForm(
        request.POST or None, staff=staff, initial=begun, instance=Group(service=staff.desk.service)
    )
    series, clash = SeriesForm(request.POST or None, optional=True), None
    if form.is_valid() and series.is_valid():
        said = form.cleaned_data | {
            "recurrence": series.recurrence(on_or_after=form.cleaned_data["started_on"])
        }
        try:
            with transaction.atomic():
                group = groups.make(**said, by=staff, at=at)
                planned = GroupSession.objects.visible_to(staff).filter(group=group).select_related("group")
                clash_checks.check(list(planned), seen=request.POST.get("despite", ""), by=staff)
            messages.success(request, _("The group stands. Men come into it from their referrals."))
            return redirect(group)
        except Clashing as clashing:
            clash = clashing
        except Refused as refused:
            tell(form, refused)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {"form": form, "series": series, "offered": offered, "clash": clash}
    status = 409 if clash else 422 if form.errors or series.errors else 200
    return render(request, "programs/group_new.html", context, status=status)


@staff_with(Role.DIRECTOR)
def group_edit(request: HttpRequest, pk) -> HttpResponse:
    """What it is called, where it meets, how many it holds, and from when until when it runs."""
    group, at = get_object_or_404(Group.objects.led_by(request.user), pk=pk), timezone.now()
    form = GroupForm(request.POST or None, staff=request.user, instance=group)
    version, status = version_seen(request, group), 0
    if form.is_valid():
        try:
            group = groups.edit(group=group, version=version, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Saved."))
            _say_what_is_planned_after(request, group)
            return redirect(group)
        except Stale as stale:
            # Saved again with the new version, these words win knowingly.
            version, status = stale.current.version, stale.status
            form.add_error(None, str(stale))
        except Refused as refused:
            tell(form, refused)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {"group": group, "form": form, "version": version}
    status = status or (422 if form.errors else 200)
    return render(request, "programs/group_edit.html", context, status=status)


def _say_what_is_planned_after(request: HttpRequest, group: Group) -> None:
    """A last day cancels nothing by itself."""
    if group.ended_on is None:
        return
    sessions = GroupSession.objects.visible_to(request.user).filter(group=group, cancelled_at=None)
    n = sessions.filter(session_on__gt=group.ended_on).count()
    if n:
        planned = ngettext(
            "%(n)d session is still planned after its last day. Cancel it if it does not take place.",
            "%(n)d sessions are still planned after its last day. Cancel those that do not take place.",
            n,
        )
        messages.warning(request, planned % {"n": n})
