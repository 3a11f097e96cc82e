"""Groups: when they meet, who is in them, and who has not been seen lately."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models import Attendance, Enrollment, Facilitator, Group, GroupSession, Program
from programs.models.enrollment import OPEN
from programs.questions import meetings, places
from programs.views.enrollments import ENDERS
from services.access import KNOW_HIM, Role, staff_with
from services.exports import file_answer, kind_asked
from services.folding import fold
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
    groups = Group.objects.visible_to(request.user)
    groups = groups.filter(ended_on__lt=today) if chosen["when"] == "ended" else groups.running(on=today)
    programs = list(Program.objects.visible_to(request.user))
    if chosen["program"] in {str(program.pk) for program in programs}:
        groups = groups.filter(program_id=chosen["program"])
    told = (
        _with_meetings(groups, request.user, at=at)
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
        **beside(request, "programs:group_list"),
    }
    return render(request, "programs/group_list.html", context)


def _with_meetings(groups: QuerySet[Group], staff: Staff, *, at: datetime) -> QuerySet[Group]:
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
    return groups.annotate(
        taken=Coalesce(Subquery(taken.annotate(n=Count("pk")).values("n")), 0),
        next_at=Subquery(evenings.filter(ends_at__gt=at).values("starts_at")[:1]),
        to_mark=Subquery(
            evenings.filter(starts_at__lte=at)
            .filter(Q(roster_frozen_at=None) | Exists(unmarked))
            .values("pk")[:1]
        ),
    ).order_by(F("next_at").asc(nulls_last=True), "name", "id")


def _running_it(staff: Staff, *, on: date) -> Prefetch:
    now = (
        Facilitator.objects.visible_to(staff)
        .filter(since__lte=on)
        .exclude(until__lt=on)
        .select_related("staff")
    )
    return Prefetch("facilitators", queryset=now, to_attr="run_by")


def _file(kind: str, groups: list[Group], *, by: Staff, at: datetime) -> HttpResponse:
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
        for group in groups
    ]
    return file_answer(kind, what="groups", name="groups", headings=headings, rows=lines, by=by, at=at)


@staff_with(*READERS)
def group_detail(request: HttpRequest, pk) -> HttpResponse:
    """Who is in the group, who has not been seen lately, and its meetings with their registers."""
    at, staff = timezone.now(), request.user
    groups = Group.objects.visible_to(staff).select_related("program", "site")
    groups = groups.annotate(may_mark=Q(pk__in=Group.objects.markable_by(staff).values("pk")))
    group = get_object_or_404(groups.prefetch_related(_running_it(staff, on=timezone.localdate(at))), pk=pk)
    held, ahead = meetings.around(staff, group, at=at)
    in_group, ended = places.in_group(staff, group, held=held)
    context = {
        "group": group,
        "places": in_group,
        "missing": [place for place in in_group if place.not_seen_lately],
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
        "may_open": staff.desk.has(*KNOW_HIM),
    }
    return render(request, "programs/group_detail.html", context)
