"""What a supervisor sees of each worker: how much there is to carry, as counts, and never a private mark.

Counts are of the whole work of a person; whoever may not open what stands behind one reads the figure alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from followups.models import FollowUp
from followups.models.follow_up import Kind
from followups.questions.evenings import REACH
from programs.models import Attendance, Enrollment, Facilitator, ProgressNote
from programs.models.attendance import CAME, MISSED
from programs.models.progress_note import WRITERS
from programs.models.progress_note import Status as Note
from programs.questions.places import LATELY
from services.access import Role
from services.models import Membership, Staff

# Incidents of so many days: risk that was noted on a man.
LOOK_BACK = timedelta(days=30)


@dataclass
class Load:
    """One worker and what there is to carry. None: the reader is not told this figure, or none is asked of the worker."""

    worker: Staff
    groups: int = 0
    places: int = 0
    not_seen: int = 0
    notes_owed: int | None = None
    crises: int = 0
    crises_late: int = 0
    incidents: int | None = None


def supervised(staff: Staff, *, at: datetime) -> list[Load]:
    """Everybody this person supervises here, by name, with the load of each. Five questions, whoever they are."""
    mine = Membership.objects.in_service_of(staff).current().filter(supervisor=staff).values("staff")
    people = Staff.objects.filter(pk__in=mine, is_active=True).annotate(
        runs=ArraySubquery(_groups_run(staff)), writes=Exists(_writes(staff))
    )
    loads = {worker.pk: Load(worker, groups=len(worker.runs)) for worker in people.order_by("name", "id")}
    if loads:
        _count_places(staff, loads)
        _count_crises(staff, loads, at=at)
        if staff.desk.has(Role.COUNSELOR, Role.DIRECTOR):
            _count_notes(staff, loads, at=at)
    return list(loads.values())


def _groups_run(staff: Staff) -> QuerySet:
    """The groups a worker runs today."""
    on = staff.desk.on
    rows = Facilitator.objects.in_service_of(staff).filter(staff=OuterRef("pk"), since__lte=on)
    return rows.exclude(until__lt=on).exclude(group__ended_on__lt=on).values("group").distinct()


def _writes(staff: Staff) -> QuerySet:
    """Whoever holds a role that writes notes; the others owe none."""
    current = Membership.objects.in_service_of(staff).current()
    return current.filter(staff=OuterRef("pk"), role__in=WRITERS)


def _groups(loads: dict[UUID, Load]) -> set[UUID]:
    return {group for load in loads.values() for group in load.worker.runs}


def _count_places(staff: Staff, loads: dict[UUID, Load]) -> None:
    """Men in their groups, and those of them who missed the last sessions they were offered."""
    last = (
        Attendance.objects.filter(enrollment=OuterRef("pk"), outcome__in=CAME + MISSED)
        .order_by("-session__starts_at")
        .values("outcome")
    )
    places = Enrollment.objects.in_service_of(staff).open().filter(group__in=_groups(loads))
    told = list(places.order_by().values_list("group", ArraySubquery(last[:LATELY])))
    for load in loads.values():
        his = [outcomes for group, outcomes in told if group in load.worker.runs]
        load.places = len(his)
        load.not_seen = sum(len(each) == LATELY and set(each) <= set(MISSED) for each in his)


def _count_crises(staff: Staff, loads: dict[UUID, Load], *, at: datetime) -> None:
    rows = FollowUp.objects.in_service_of(staff).open().filter(kind=Kind.CRISIS, owner__in=loads)
    told = rows.order_by().values("owner").annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at)))
    for row in told:
        loads[row["owner"]].crises, loads[row["owner"]].crises_late = row["n"], row["late"]


def _count_notes(staff: Staff, loads: dict[UUID, Load], *, at: datetime) -> None:
    """Notes on men who came of late that the worker has not signed; and risk the worker noted."""
    came = list(
        Attendance.objects.in_service_of(staff)
        .filter(session__group__in=_groups(loads), outcome__in=CAME)
        .filter(session__ends_at__lte=at, session__ends_at__gt=at - REACH, session__cancelled_at=None)
        .values_list("session__group", "session", "enrollment")
    )
    of_late = Q(session__ends_at__gt=at - REACH) | Q(risk_seen_at__gt=at - LOOK_BACK)
    notes = ProgressNote.objects.in_service_of(staff).filter(of_late, author__in=loads, amends=None)
    written: set = set()
    risks: Counter = Counter()
    for author, session, place, status, risk_at in notes.exclude(status=Note.IN_ERROR).values_list(
        "author", "session", "enrollment", "status", "risk_seen_at"
    ):
        if status in (Note.SIGNED, Note.AMENDED):
            written.add((author, session, place))
        risks[author] += bool(risk_at and risk_at > at - LOOK_BACK)
    for worker, load in loads.items():
        if not load.worker.writes:
            continue
        load.notes_owed = sum(
            group in load.worker.runs and (worker, session, place) not in written
            for group, session, place in came
        )
        load.incidents = risks[worker]
