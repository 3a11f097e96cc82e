"""Men as lists show them: where each stands now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from programs.models import Appointment, Attendance, Enrollment, GroupSession, ProgressNote
from programs.models.attendance import CAME, MISSED
from programs.models.enrollment import OPEN
from programs.models.progress_note import Status as Note
from programs.questions.stages import stage_of, with_stage
from referrals.models import Referral
from services.models import Client, RelationshipStatus, Staff

BY = ("find_last", "find_first", "id")
STATES = ("in_group", "waiting", "neither")


def listed(staff: Staff) -> QuerySet[Client]:
    """Men this person may see, each with his group, and whether his referral waits."""
    places = Enrollment.objects.filter(client=OuterRef("pk"), status__in=OPEN).order_by("-started_on", "id")
    referrals = _waiting(staff).filter(client=OuterRef("pk"))
    return Client.objects.visible_to(staff).annotate(
        group_name=Subquery(places.values("group__name")[:1]),
        group_since=Subquery(places.values("started_on")[:1]),
        waiting_id=Subquery(referrals.order_by("received_at").values("pk")[:1]),
    )


def with_home(rows: QuerySet[Client]) -> QuerySet[Client]:
    """Each with how things stood at home when he last told, and on which day that was."""
    told = RelationshipStatus.objects.filter(client=OuterRef("pk")).order_by("-told_on", "-at", "id")
    return rows.annotate(
        home_status=Subquery(told.values("status")[:1]), home_told_on=Subquery(told.values("told_on")[:1])
    )


def home_words(man: Client) -> str:
    """How things stand at home, in words; nothing while nobody asked."""
    return str(RelationshipStatus.Status(man.home_status).label) if man.home_status else ""


def narrowed(
    rows: QuerySet[Client], *, staff: Staff, group: UUID | None = None, state: str = ""
) -> QuerySet[Client]:
    """Those with a place in a group, or by where they stand; what is no filter is no filter."""
    open_places = Enrollment.objects.filter(client=OuterRef("pk"), status__in=OPEN)
    if group is not None:
        rows = rows.filter(Exists(open_places.filter(group=group)))
    if state == "in_group":
        rows = rows.filter(Exists(open_places))
    elif state == "waiting":
        rows = rows.filter(_waits(staff))
    elif state == "neither":
        rows = rows.filter(~Exists(open_places), ~_waits(staff))
    return rows


def _waits(staff: Staff) -> Exists:
    return Exists(_waiting(staff).filter(client=OuterRef("pk")))


def _waiting(staff: Staff) -> QuerySet[Referral]:
    return Referral.objects.visible_to(staff).waiting()


def places_of(man: Client, *, staff: Staff, at: datetime, since: datetime) -> list[Enrollment]:
    """His places this person may see, the open one first, with what he came to, what is next, and a note not written."""
    marks = Attendance.objects.filter(enrollment=OuterRef("pk"), session__starts_at__lte=at).order_by()
    counted = marks.values("enrollment").annotate(n=Count("pk")).values("n")
    coming = GroupSession.objects.filter(group=OuterRef("group"), ends_at__gt=at, cancelled_at=None)
    mine = ProgressNote.objects.filter(
        session=OuterRef("session"), enrollment=OuterRef("enrollment"), author=staff, amends=None
    )
    unwritten = (
        Attendance.objects.filter(enrollment=OuterRef("pk"), outcome__in=CAME, session__starts_at__lte=at)
        .filter(session__ends_at__gt=since)
        .exclude(Exists(mine.filter(status__in=(Note.SIGNED, Note.AMENDED))))
        .order_by("-session__starts_at")
    )
    unmarked = Appointment.objects.filter(enrollment=OuterRef("pk"), outcome=None).order_by("starts_at", "id")
    rows = (
        Enrollment.objects.visible_to(staff)
        .filter(client=man)
        .select_related("group")
        .annotate(
            came=Coalesce(Subquery(counted.filter(outcome__in=CAME)), 0),
            of=Coalesce(Subquery(counted.filter(outcome__in=CAME + MISSED)), 0),
            next_at=Subquery(coming.order_by("starts_at").values("starts_at")[:1]),
            note_session=Subquery(unwritten.values("session")[:1]),
            appointment_id=Subquery(unmarked.values("pk")[:1]),
            appointment_at=Subquery(unmarked.values("starts_at")[:1]),
        )
        .order_by("-started_on", "id")
    )
    places = sorted(with_stage(rows, staff), key=lambda place: not place.is_open)
    for place in places:
        place.reached = stage_of(place)
    return places
