"""A man's time with us as one list, newest first: one question, whatever he went through.

Each floor's facts come through its own `visible_to`; what a person may not see is not asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, CharField, DateTimeField, F, Func, IntegerField, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy

from followups.models import FollowUp
from followups.questions.timeline_words import WORDS
from programs.models import Appointment, Attendance, Enrollment, ProgressNote
from programs.models.attendance import CAME, MISSED
from referrals.models import ContactAttempt, Referral, ReferralStep
from referrals.models.referral import Status
from services.access import KNOW_HIM
from services.models import Client, Staff

# What the chips show; a peer has sessions alone.
SHOWS = {
    "sessions": gettext_lazy("Sessions"),
    "appointments": gettext_lazy("Appointments"),
    "notes": gettext_lazy("Notes"),
    "calls": gettext_lazy("Calls"),
    "referral": gettext_lazy("Referral"),
    "groups": gettext_lazy("Groups"),
    "follow_ups": gettext_lazy("Follow-ups"),
}
# Those of one place he came to or missed: what the figure on his page counts.
OFFERED = "offered"
SHOWN, MOST = 40, 1_000
COLUMNS = ("t_at", "t_show", "t_code", "t_words", "t_who", "t_link", "t_number", "t_group")


@dataclass
class Event:
    """One line: when (a day, and the hour where it matters), what, in whose words, and where to read on."""

    on: date
    at: datetime | None
    title: str
    words: str
    who: str
    url: str
    link_words: str = ""


class DayInZone(Func):
    """A day as the moment it begins in the service's zone, so that it sorts among moments; its end, with `end`."""

    template = "timezone(%(expressions)s::timestamp)"
    output_field = DateTimeField()

    def __init__(self, day: str, *, end: bool = False) -> None:
        super().__init__(Value(timezone.get_current_timezone_name()), F(day))
        if end:
            self.template = "timezone(%(expressions)s::timestamp + interval '23 hours 59 minutes')"


def timeline(
    man: Client,
    *,
    staff: Staff,
    at: datetime,
    show: str = "",
    place: Enrollment | None = None,
    most: int = SHOWN,
) -> list[Event]:
    """What this person may know of him, newest first; `show` is one of SHOWS, OFFERED with a place, or everything."""
    asked = [show] if show in SHOWS else list(SHOWS)
    rows: list[QuerySet] = []
    if show == OFFERED and place:
        asked, rows = [], _sessions(man, staff, at, place=place)
    for name in asked:
        if name == "sessions" or staff.desk.has(*KNOW_HIM):
            rows += QUESTIONS[name](man, staff, at)
    if not rows:
        return []
    first, *others = rows
    ordered = first.union(*others, all=True) if others else first
    return [_event(*row) for row in ordered.order_by("-t_at", "t_show", "-t_number")[:most]]


def _rows(
    rows: QuerySet, show: str, when, *, link, code="", words="", who="", number=None, group=""
) -> QuerySet:
    """One kind of fact in the columns all kinds share."""

    def text(name: str):
        return Cast(F(name), CharField()) if name else Value("", output_field=CharField())

    return (
        rows.order_by()
        .annotate(
            t_at=when,
            t_show=Value(show, output_field=CharField()),
            t_code=Coalesce(text(code), Value("")),
            t_words=Coalesce(text(words), Value("")),
            t_who=Coalesce(text(who), Value("")),
            t_link=F(link),
            t_number=Cast(number if number is not None else Value(None), IntegerField()),
            t_group=Coalesce(text(group), Value("")),
        )
        .values_list(*COLUMNS)
    )


def _sessions(man: Client, staff: Staff, at: datetime, *, place: Enrollment | None = None) -> list[QuerySet]:
    rows = Attendance.objects.visible_to(staff).filter(enrollment__client=man, session__starts_at__lte=at)
    if place:
        rows = rows.filter(enrollment=place, outcome__in=CAME + MISSED)
    return [
        _rows(
            rows,
            "sessions",
            F("session__starts_at"),
            link="session_id",
            code="outcome",
            words="reason",
            who="marked_by__name",
            number=F("session__number"),
            group="session__group__name",
        )
    ]


def _appointments(man: Client, staff: Staff, at: datetime) -> list[QuerySet]:
    rows = Appointment.objects.visible_to(staff).filter(enrollment__client=man, starts_at__lte=at)
    said = Concat("kind", Value(" "), Coalesce("outcome", Value("")))
    return [
        _rows(
            rows.annotate(said=said),
            "appointments",
            F("starts_at"),
            link="pk",
            code="said",
            who="staff__name",
            # Its page stands below his place.
            group="enrollment_id",
        )
    ]


def _notes(man: Client, staff: Staff, at: datetime) -> list[QuerySet]:
    rows = ProgressNote.objects.readable_by(staff).filter(enrollment__client=man, amends=None)
    return [
        _rows(
            rows,
            "notes",
            Coalesce("signed_at", "created_at"),
            link="pk",
            code="status",
            who="author__name",
            number=F("session__number"),
            group="session__group__name",
        )
    ]


def _calls(man: Client, staff: Staff, at: datetime) -> list[QuerySet]:
    visible = Referral.objects.visible_to(staff).filter(client=man)
    rows = ContactAttempt.objects.filter(referral__in=visible)
    reached = Case(When(reached=True, then=Value(1)), default=Value(0))
    return [
        _rows(
            rows,
            "calls",
            F("at"),
            link="referral_id",
            code="channel",
            words="words",
            who="by__name",
            number=reached,
        )
    ]


def _referral(man: Client, staff: Staff, at: datetime) -> list[QuerySet]:
    visible = Referral.objects.visible_to(staff).filter(client=man)
    # The first try to reach him stands there as a call.
    rows = ReferralStep.objects.filter(referral__in=visible).exclude(to_status=Status.CONTACTING)
    # A list that was brought in names the day he reached us; the step was written later.
    when = Case(When(to_status=Status.RECEIVED, then=DayInZone("referral__received_on")), default=F("at"))
    # Accepted and placed in one minute: the later step stands above.
    order = Case(*(When(to_status=status, then=Value(place)) for place, status in enumerate(Status)))
    return [
        _rows(
            rows,
            "referral",
            when,
            link="referral_id",
            code="to_status",
            words="reason",
            who="by__name",
            number=order,
        )
    ]


def _groups(man: Client, staff: Staff, at: datetime) -> list[QuerySet]:
    rows = Enrollment.objects.visible_to(staff).filter(client=man)
    ended = rows.exclude(ended_on=None)
    return [
        _rows(rows, "groups", DayInZone("started_on"), link="group_id", group="group__name"),
        _rows(
            ended,
            "groups",
            DayInZone("ended_on", end=True),
            link="group_id",
            code="exit_reason",
            words="exit_note",
            group="group__name",
        ),
    ]


def _follow_ups(man: Client, staff: Staff, at: datetime) -> list[QuerySet]:
    rows = FollowUp.objects.visible_to(staff).filter(client=man)
    is_open = Case(When(closed_at=None, then=Value(1)), default=Value(0))
    return [
        _rows(
            rows,
            "follow_ups",
            Coalesce("closed_at", "opened_at"),
            link="pk",
            code="kind",
            words="outcome",
            who="closed_by__name",
            number=is_open,
        )
    ]


QUESTIONS = {
    "sessions": _sessions,
    "appointments": _appointments,
    "notes": _notes,
    "calls": _calls,
    "referral": _referral,
    "groups": _groups,
    "follow_ups": _follow_ups,
}


def _event(at, show, code, words, who, link: UUID, number, group) -> Event:
    local = timezone.localtime(at)
    title, url, link_words = WORDS[show](code, link, number, group)
    # Places and first days have no hour; a session's hour stands on its register.
    timed = (
        local
        if show in ("appointments", "calls", "notes", "follow_ups")
        or (show == "referral" and code != "received")
        else None
    )
    return Event(local.date(), timed, title, words, who, url, link_words)
