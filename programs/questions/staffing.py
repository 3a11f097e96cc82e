"""Sessions to come that too few would run, or nobody with what is asked for. Six questions, whatever there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.models import Enrollment, Facilitator, Group, GroupSession
from programs.models.enrollment import OPEN
from programs.questions.clashes import runs_on
from services.models import Leave, Qualification, Staff
from services.models.staff import Gender

# As far ahead as cover can still be found in peace.
AHEAD = timedelta(weeks=4)


@dataclass(frozen=True)
class Need:
    """One session with who would run it, and what is missing: people, somebody qualified, a man and a woman."""

    session: GroupSession
    present: tuple[Staff, ...]
    away: tuple[Staff, ...]
    needed: int
    no_qualification: str
    not_mixed: bool

    @property
    def missing(self) -> int:
        return max(self.needed - len(self.present), 0)

    @property
    def in_need(self) -> bool:
        return bool(self.missing or self.no_qualification or self.not_mixed)

    @property
    def words(self) -> list[str]:
        """What is missing, in sentences."""
        said = []
        if self.missing:
            told = ngettext("%(n)d more must run it.", "%(n)d more must run it.", self.missing)
            said.append(told % {"n": self.missing})
        said += [_("%(name)s is away.") % {"name": each.name} for each in self.away]
        if self.no_qualification:
            said.append(_("Nobody there holds: %(what)s.") % {"what": self.no_qualification})
        if self.not_mixed:
            said.append(_("A man and a woman should run it."))
        return said


def in_need(groups: Iterable[Group], staff: Staff, *, at: datetime) -> list[Need]:
    """Of these groups, the sessions of the next weeks that need cover, the soonest first."""
    sessions = (
        GroupSession.objects.in_service_of(staff)
        .filter(group__in=[group.pk for group in groups], cancelled_at=None)
        .filter(starts_at__gt=at, starts_at__lt=at + AHEAD)
        .select_related("group__program__rule_profile", "group__program__qualification")
        .order_by("starts_at", "id")
    )
    return [need for need in staffed(list(sessions), staff) if need.in_need]


def staffed(sessions: Sequence[GroupSession], staff: Staff) -> list[Need]:
    """Who runs each of these on its day, counted against what the group and the rules of its program ask."""
    if not sessions:
        return []
    groups = {session.group_id for session in sessions}
    first, last = min(each.session_on for each in sessions), max(each.session_on for each in sessions)
    runs: dict[UUID, list[Facilitator]] = defaultdict(list)
    for each in Facilitator.objects.visible_to(staff).filter(group__in=groups).select_related("staff"):
        runs[each.group_id].append(each)
    people = {each.staff_id for several in runs.values() for each in several}
    away: dict[UUID, list[Leave]] = defaultdict(list)
    for leave in Leave.objects.visible_to(staff).filter(staff__in=people).between(first, last):
        away[leave.staff_id].append(leave)
    held = list(Qualification.objects.in_service_of(staff).filter(staff__in=people))
    places = Enrollment.objects.in_service_of(staff).filter(group__in=groups, status__in=OPEN).order_by()
    men = dict(places.values_list("group").annotate(n=Count("pk")))
    return [
        _need(session, runs[session.group_id], away, held, men.get(session.group_id, 0))
        for session in sessions
    ]


def _need(
    session: GroupSession,
    runs: Sequence[Facilitator],
    away: dict[UUID, list[Leave]],
    held: Sequence[Qualification],
    men: int,
) -> Need:
    on, group = session.session_on, session.group
    # Somebody named twice for a day is one person.
    there = {each.staff: None for each in runs if runs_on(each, on)}
    gone = [each for each in there if any(leave.since <= on <= leave.until for leave in away[each.pk])]
    present = tuple(each for each in there if each not in gone)
    rules = group.program.rule_profile and group.program.rule_profile.rules
    needed = max(group.facilitators_needed, (rules and rules.facilitators_for(men=men)) or 0)
    asked = group.program.qualification
    keys = {each.pk for each in present}
    qualified = asked is None or any(
        each.kind_id == asked.pk and each.staff_id in keys and _valid(each, on) for each in held
    )
    mixed = group.mixed or bool(rules and rules.mixed_facilitators and needed > 1)
    return Need(
        session=session,
        present=present,
        away=tuple(gone),
        needed=needed,
        no_qualification="" if qualified or asked is None else asked.name,
        not_mixed=mixed and _surely_not_mixed(present),
    )


def _valid(held: Qualification, on: date) -> bool:
    return held.got_on <= on and (held.expires_on is None or held.expires_on >= on)


def _surely_not_mixed(present: Sequence[Staff]) -> bool:
    """Nobody has to say it; where somebody has not, nothing is missing for sure."""
    said = {each.gender for each in present}
    return "" not in said and not {Gender.MAN, Gender.WOMAN} <= said
