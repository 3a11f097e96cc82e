"""Who of a group would meet a we session too early, when, and what brings him there first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from programs.models import (
    Appointment,
    Attendance,
    Curriculum,
    Enrollment,
    GateOverride,
    Group,
    GroupSession,
    Module,
)
from programs.models.attendance import CAME
from programs.models.enrollment import OPEN, Status
from programs.models.group import Entry
from programs.models.module import Stage
from programs.questions.places import Place
from programs.rules.gate import Early, Key, Lesson, Meeting, good_start, lacking, needed_of, too_early
from services.models import Client, Staff


@dataclass
class TooEarly:
    """A man who meets a we session too early, what he can catch up with, and the other groups that bring him there."""

    place: Place
    early: Early
    catch_up: Lesson | None = None
    others: list[tuple[Group, Meeting]] = field(default_factory=list)


@dataclass
class Gate:
    too_early: list[TooEarly]
    let_in: list[tuple[Place, dict]]


def told(rows: QuerySet[Group], staff: Staff, *, at: datetime) -> QuerySet[Group]:
    """Groups with what they teach and their sessions ahead, in the query they come by."""
    lessons = Module.objects.visible_to(staff).filter(curriculum=OuterRef("curriculum"))
    sessions = GroupSession.objects.in_service_of(staff).filter(
        group=OuterRef("pk"), starts_at__gt=at, cancelled_at=None
    )
    newest = Curriculum.objects.visible_to(staff).filter(program=OuterRef("program")).order_by("-edition")
    return rows.annotate(
        edition=F("curriculum__edition"),
        newest_edition=Subquery(newest.values("edition")[:1]),
        me_first=F("curriculum__me_first"),
        lessons=ArraySubquery(
            lessons.order_by("position", "plans__position").values(
                said=as_lesson("name", "stage", "plans__name", "plans__for_everybody", "plans__pk")
            )
        ),
        coming=ArraySubquery(
            sessions.order_by("starts_at", "id").values(
                said=JSONObject(
                    on="session_on",
                    starts_at="starts_at",
                    number="number",
                    lesson=as_lesson(
                        "module__name", "module__stage", "plan__name", "plan__for_everybody", "plan_id"
                    ),
                )
            )
        ),
    )


def with_men(rows: QuerySet[Group], staff: Staff) -> QuerySet[Group]:
    """And with what the men in them have come to, in whatever group of the program, and who was let in early."""
    men = Enrollment.objects.in_service_of(staff).filter(group=OuterRef(OuterRef("pk")), status__in=OPEN)
    of_the_program = Q(enrollment__client__in=men.values("client"))
    decided = GateOverride.objects.in_service_of(staff).filter(enrollment__group=OuterRef("pk"))
    return rows.annotate(
        came=ArraySubquery(
            came_to(staff).filter(of_the_program, enrollment__group__program=OuterRef("program"))
        ),
        caught_up=ArraySubquery(
            caught_up_with(staff).filter(of_the_program, enrollment__group__program=OuterRef("program"))
        ),
        overrides=ArraySubquery(
            decided.order_by("at").values(
                said=JSONObject(enrollment="enrollment_id", reason="reason", by="by__name")
            )
        ),
    )


def of_group(staff: Staff, group: Group, places: Iterable[Place], *, at: datetime) -> Gate:
    """Asks nothing of a group that carries `told` and `with_men`; one query when somebody is too early."""
    gate = Gate([], [])
    # Where all begin together, the order of the sessions is the order in which each man meets them.
    if group.entry != Entry.ROLLING:
        return gate
    needed, ahead, came = needed_in(group), ahead_of(group), _keys(group.came + group.caught_up)
    decided = {UUID(said["enrollment"]): said for said in group.overrides}
    taught = [read_lesson(said) for said in group.lessons]
    for place in places:
        his = came[place.enrollment.client_id]
        early = too_early(_from(ahead, _first_day(place.enrollment)), came=his, needed=needed)
        if early and place.enrollment.pk in decided:
            gate.let_in.append((place, decided[place.enrollment.pk]))
        elif early:
            gate.too_early.append(TooEarly(place, early, next(iter(lacking(taught, came=his)), None)))
    gate.too_early.sort(key=lambda each: (each.early.meeting.starts_at, each.place.name))
    if gate.too_early:
        _offer_others(staff, group, gate.too_early, came, at=at)
    return gate


def of_man(staff: Staff, client: Client, groups: Iterable[Group], *, on: date, at: datetime) -> None:
    """On each of these groups `too_early` and `better_from`, if he began there on this day. Three queries."""
    mine = {"enrollment__client": client.pk}
    came: dict[UUID, set[Key]] = defaultdict(set)
    for program, said in [
        *came_to(staff).filter(**mine).values_list("enrollment__group__program", "said"),
        *caught_up_with(staff).filter(**mine).values_list("enrollment__group__program", "said"),
    ]:
        came[program].add((said["part"], said["name"]))
    rows = Group.objects.visible_to(staff).filter(pk__in=[group.pk for group in groups], entry=Entry.ROLLING)
    known = told(rows, staff, at=at).in_bulk()
    for group in groups:
        group.too_early = group.better_from = None
        if group.pk in known:
            ahead = _from(ahead_of(known[group.pk]), on)
            how = {"came": came[group.program_id], "needed": needed_in(known[group.pk])}
            group.too_early = too_early(ahead, **how)
            group.better_from = group.too_early and good_start(ahead, **how)


def needed_in(group: Group) -> int:
    """How many me sessions come first here. Needs `told`."""
    return needed_of(map(read_lesson, group.lessons), me_first=group.me_first)


def ahead_of(group: Group) -> list[Meeting]:
    """Its sessions to come. Needs `told`."""
    return [
        Meeting(
            on=date.fromisoformat(said["on"]),
            starts_at=datetime.fromisoformat(said["starts_at"]),
            lesson=read_lesson(said["lesson"]) if said["lesson"]["part"] else None,
            number=said["number"],
        )
        for said in group.coming
    ]


def _offer_others(
    staff: Staff, group: Group, men: list[TooEarly], came: dict[UUID, set[Key]], *, at: datetime
) -> None:
    """The other groups of the program whose sessions from a day on bring each of them through the me part."""
    rows = Group.objects.visible_to(staff).filter(program=group.program_id, entry=Entry.ROLLING)
    others = [
        (other, ahead_of(other), needed_in(other))
        for other in told(rows.running(on=staff.desk.on).exclude(pk=group.pk), staff, at=at)
    ]
    for man in men:
        his = came[man.place.enrollment.client_id]
        for other, ahead, needed in others:
            if start := good_start(ahead, came=his, needed=needed):
                man.others.append((other, start))


def came_to(staff: Staff) -> QuerySet:
    """Me sessions that were come to; counts of men whose place this person sees, also where the group was another's."""
    rows = Attendance.objects.in_service_of(staff).filter(outcome__in=CAME)
    return rows.filter(session__module__stage=Stage.ME).values(
        said=JSONObject(
            client="enrollment__client_id",
            part="session__module__name",
            name=Coalesce("session__plan__name", Value("")),
        )
    )


def caught_up_with(staff: Staff) -> QuerySet:
    """The same, one to one."""
    rows = Appointment.objects.in_service_of(staff).filter(outcome__in=CAME)
    return rows.filter(plan__module__stage=Stage.ME).values(
        said=JSONObject(client="enrollment__client_id", part="plan__module__name", name=F("plan__name"))
    )


def as_lesson(part: str, stage: str, name: str, for_everybody: str, plan: str) -> JSONObject:
    said = {"part": part, "stage": stage, "name": name, "for_everybody": for_everybody, "plan": plan}
    return JSONObject(**{field: F(path) for field, path in said.items()})


def read_lesson(said: dict) -> Lesson:
    return Lesson(
        part=said["part"],
        name=said["name"] or "",
        stage=said["stage"],
        for_everybody=bool(said["for_everybody"]),
        plan=said["plan"] or "",
    )


def _keys(rows: Iterable[dict]) -> dict[UUID, set[Key]]:
    keys: dict[UUID, set[Key]] = defaultdict(set)
    for said in rows:
        keys[UUID(said["client"])].add((said["part"], said["name"]))
    return keys


def _first_day(enrollment: Enrollment) -> date | None:
    """From when on he is expected; None while he is away and nobody knows until when."""
    return enrollment.returns_on if enrollment.status == Status.PAUSED else enrollment.started_on


def _from(ahead: Sequence[Meeting], day: date | None) -> list[Meeting]:
    return [meeting for meeting in ahead if day and meeting.on >= day]
