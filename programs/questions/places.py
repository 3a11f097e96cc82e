"""Who is in a group, how often each came, and who has not been seen lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from programs.access import keeps_in_sight
from programs.models import Attendance, Enrollment, Group, GroupSession
from programs.models.attendance import CAME, MISSED, NOT_OFFERED
from programs.models.enrollment import OPEN, Status
from programs.models.program import Kind
from programs.questions import ages
from services.access import KNOW_HIM, name_for
from services.models import Staff

# Not seen lately: he missed so many of the sessions offered to him in a row, up to the last one.
LATELY = 2
ENDED = 6


@dataclass
class Place:
    """A man's place as the group page tells it: facts of coming, nothing of how he came to us."""

    enrollment: Enrollment
    name: str
    missed_in_a_row: int
    in_sight: bool = True
    overdue: bool = False
    consent_missing: bool = False

    @property
    def not_seen_lately(self) -> bool:
        """Nobody looks for a man who is away and said so."""
        return self.missed_in_a_row >= LATELY and self.enrollment.status != Status.PAUSED


def in_group(staff: Staff, group: Group, *, held: Iterable[GroupSession]) -> tuple[list[Place], list[Place]]:
    """Open places by name, and the last that ended, so that one ended by mistake can be taken back. Two queries."""
    enrollments = Enrollment.objects.visible_to(staff).filter(group=group)
    last = enrollments.exclude(status__in=OPEN).order_by("-ended_on", "-id")
    told = (
        enrollments.filter(Q(status__in=OPEN) | Q(pk__in=last.values("pk")[:ENDED]))
        .select_related("client")
        .annotate(
            offered=Count(
                "attendances",
                filter=Q(attendances__isnull=False) & ~Q(attendances__outcome__in=NOT_OFFERED),
            ),
            came=Count("attendances", filter=Q(attendances__outcome__in=CAME)),
            last_came_on=Max("attendances__session__session_on", filter=Q(attendances__outcome__in=CAME)),
        )
        .order_by("client__find_first", "client__find_last", "id")
    )
    # A peer is not told of consents, so none of them is missing to him.
    young = group.program.kind == Kind.YOUNG_MEN and staff.desk.has(*KNOW_HIM)
    if young:
        told = told.annotate(consented=ages.consented(on=staff.desk.on))
    misses = _misses_in_a_row(staff, held)
    places = [
        Place(
            each,
            name_for(staff, each.client),
            misses[each.pk],
            keeps_in_sight(staff, each),
            overdue=bool(each.returns_on and each.returns_on <= staff.desk.on),
            consent_missing=young
            and not each.consented
            and ages.needs_guardian(each.client, group.program, on=staff.desk.on),
        )
        for each in told
    ]
    ended = [place for place in places if not place.enrollment.is_open]
    ended.sort(key=lambda place: (place.enrollment.ended_on, place.enrollment.pk), reverse=True)
    return [place for place in places if place.enrollment.is_open], ended


def _misses_in_a_row(staff: Staff, held: Iterable[GroupSession]) -> Counter:
    """For each place, how many offered sessions he has missed up to now without coming to one."""
    outcomes = (
        Attendance.objects.visible_to(staff)
        .filter(session__in=held)
        .exclude(outcome__in=NOT_OFFERED)
        .exclude(outcome=None)
        .order_by("-session__starts_at")
        .values_list("enrollment_id", "outcome")
    )
    counts: Counter = Counter()
    ended = set()
    for enrollment_id, outcome in outcomes:
        if outcome not in MISSED:
            ended.add(enrollment_id)
        elif enrollment_id not in ended:
            counts[enrollment_id] += 1
    return counts
