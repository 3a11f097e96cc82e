"""Groups: when they meet, who is in them, and who has not been seen lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from programs.models import Attendance, Enrollment, Facilitator, Group, GroupSession, Program
from programs.models.attendance import CAME, MISSED, NOT_OFFERED
from programs.models.enrollment import OPEN
from programs.views.enrollments import ENDERS
from services.access import KNOW_HIM, Role, name_for, staff_with
from services.folding import fold
from services.models import Staff

READERS = (Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR)
# Not seen lately: he missed so many of the sessions offered to him in a row, up to the last one.
LATELY = 2
BEFORE, AHEAD = 6, 4


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
    context = {
        "groups": shown,
        "to_mark": sum(bool(group.to_mark) for group in shown),
        "programs": programs,
        "chosen": chosen,
        "filtered": any(chosen.values()),
        "may_mark": request.user.desk.has(Role.COUNSELOR, Role.PEER, Role.DIRECTOR),
    }
    return render(request, "programs/group_list.html", context)


def _with_meetings(groups: QuerySet[Group], staff: Staff, *, at: datetime) -> QuerySet[Group]:
    """Each group with the places taken, its next meeting, and its oldest register that still has a gap."""
    meetings = (
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
        next_at=Subquery(meetings.filter(ends_at__gt=at).values("starts_at")[:1]),
        to_mark=Subquery(
            meetings.filter(starts_at__lte=at)
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


@dataclass
class Place:
    """A man's place as the group page tells it: facts of coming, nothing of how he came to us."""

    enrollment: Enrollment
    name: str
    missed_in_a_row: int

    @property
    def not_seen_lately(self) -> bool:
        return self.missed_in_a_row >= LATELY


@staff_with(*READERS)
def group_detail(request: HttpRequest, pk) -> HttpResponse:
    """Who is in the group, who has not been seen lately, and its meetings with their registers."""
    at = timezone.now()
    today = timezone.localdate(at)
    groups = Group.objects.visible_to(request.user).select_related("program", "site")
    group = get_object_or_404(groups.prefetch_related(_running_it(request.user, on=today)), pk=pk)
    sessions = _sessions(request.user, group)
    held = list(sessions.filter(starts_at__lte=at).order_by("-starts_at", "-id")[:BEFORE])
    places = _places(request, group, held)
    ahead = list(sessions.filter(starts_at__gt=at).order_by("starts_at", "id")[:AHEAD])
    context = {
        "group": group,
        "places": places,
        "missing": [place for place in places if place.not_seen_lately],
        "ended": _ended(request, group),
        "may_end": request.user.desk.has(*ENDERS),
        "free": max(group.capacity - len(places), 0),
        "held": held,
        "ahead": ahead,
        "next": next((session for session in ahead if not session.cancelled_at), None),
        "to_mark": next(
            (session for session in reversed(held) if session.unrecorded and not session.cancelled_at), None
        ),
        "may_mark": Group.objects.markable_by(request.user).filter(pk=pk).exists(),
        "may_open": request.user.desk.has(*KNOW_HIM),
    }
    return render(request, "programs/group_detail.html", context)


def _places(request: HttpRequest, group: Group, held: list[GroupSession]) -> list[Place]:
    """Open places by name, counted in one query, with the misses of each in another."""
    offered = ~Q(attendances__outcome__in=NOT_OFFERED)
    enrollments = (
        Enrollment.objects.visible_to(request.user)
        .filter(group=group)
        .open()
        .select_related("client")
        .annotate(
            offered=Count("attendances", filter=offered & Q(attendances__isnull=False)),
            came=Count("attendances", filter=Q(attendances__outcome__in=CAME)),
            last_came_on=Max("attendances__session__session_on", filter=Q(attendances__outcome__in=CAME)),
        )
        .order_by("client__find_first", "client__find_last", "id")
    )
    misses = _misses_in_a_row(request.user, held)
    return [Place(each, name_for(request.user, each.client), misses.get(each.pk, 0)) for each in enrollments]


def _ended(request: HttpRequest, group: Group) -> list[Place]:
    """The last places that ended, so that one ended by mistake can be taken back."""
    places = Enrollment.objects.visible_to(request.user).filter(group=group).exclude(status__in=OPEN)
    last = places.select_related("client").order_by("-ended_on", "-id")[:BEFORE]
    return [Place(each, name_for(request.user, each.client), 0) for each in last]


def _misses_in_a_row(staff: Staff, held: list[GroupSession]) -> dict:
    """For each place, how many offered sessions he has missed up to now without coming to one."""
    outcomes = (
        Attendance.objects.visible_to(staff)
        .filter(session__in=held)
        .exclude(outcome__in=NOT_OFFERED)
        .exclude(outcome=None)
        .order_by("-session__starts_at")
        .values_list("enrollment_id", "outcome")
    )
    counts: dict = {}
    ended: set = set()
    for enrollment_id, outcome in outcomes:
        if outcome not in MISSED:
            ended.add(enrollment_id)
        elif enrollment_id not in ended:
            counts[enrollment_id] = counts.get(enrollment_id, 0) + 1
    return counts


def _sessions(staff: Staff, group: Group) -> QuerySet[GroupSession]:
    """Meetings of a group with how many were expected, marked and came."""
    return (
        GroupSession.objects.visible_to(staff)
        .filter(group=group)
        .annotate(
            expected=Count("attendances"),
            marked=Count("attendances", filter=Q(attendances__outcome__isnull=False)),
            came=Count("attendances", filter=Q(attendances__outcome__in=CAME)),
            unrecorded=Q(roster_frozen_at=None) | Q(expected__gt=F("marked")),
        )
    )
