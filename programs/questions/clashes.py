"""What cannot be in two places at one hour: a room, somebody who runs a group, a man. Six questions, whatever there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.models import Enrollment, Facilitator, Group, GroupSession
from programs.models.enrollment import OPEN
from services.access import name_for
from services.models import Staff

# Warnings are read by a person, who needs no more to see what is wrong.
SHOWN = 12


@dataclass(frozen=True)
class Clash:
    """Two meetings at one hour that need the same room, person or man."""

    kind: str
    session: GroupSession
    other: GroupSession
    words: str


def clashes(sessions: Sequence[GroupSession], *, staff: Staff) -> list[Clash]:
    """Those of these sessions, saved or only thought of, with all others that stand. The earliest first."""
    pairs = list(_overlapping(sessions, _beside(sessions, staff)))
    if not pairs:
        return []
    groups = {session.group_id for pair in pairs for session in pair}
    seen = _visible(groups, staff)
    runs, men = _who_runs(groups, staff), _men_in_both(pairs, staff)
    found = []
    for session, other in pairs:
        where = other.group.name if other.group_id in seen else _("another group")
        when = {"day": date_format(session.session_on, "j F"), "group": where}
        found += _own(session, other, when)
        found += _room(session, other, when)
        found += _facilitators(session, other, runs, when)
        found += _men(session, other, men, when, staff)
    return sorted(found, key=lambda clash: (clash.session.starts_at, clash.kind))


def man_clashes(*, client_id: UUID, group: Group, since: date, staff: Staff) -> list[Clash]:
    """Meetings of this group to come that fall on those of another in which the man has a place. Three questions."""
    places = Enrollment.objects.in_service_of(staff).filter(client=client_id, status__in=OPEN)
    elsewhere = places.exclude(group=group).values("group")
    to_come = GroupSession.objects.in_service_of(staff).filter(cancelled_at=None, session_on__gte=since)
    ours = list(to_come.filter(group=group).select_related("group"))
    theirs = list(to_come.filter(group__in=elsewhere).select_related("group"))
    pairs = list(_overlapping(ours, theirs))
    seen = _visible({other.group_id for _session, other in pairs}, staff)
    words = _("On %(day)s he also has a place at that hour in %(group)s.")
    found = []
    for session, other in pairs:
        where = other.group.name if other.group_id in seen else _("another group")
        said = words % {"day": date_format(session.session_on, "j F"), "group": where}
        found.append(Clash("man", session, other, said))
    return found


def _visible(groups: set[UUID], staff: Staff) -> set[UUID]:
    """A room is taken, whoever is in it; by whom is said to those who may see that group."""
    return set(Group.objects.visible_to(staff).filter(pk__in=groups).values_list("pk", flat=True))


def _beside(sessions: Sequence[GroupSession], staff: Staff) -> list[GroupSession]:
    """All that stand between the first and the last of these. Everybody may know that a room is taken."""
    if not sessions:
        return []
    first, last = min(each.starts_at for each in sessions), max(each.ends_at for each in sessions)
    others = GroupSession.objects.in_service_of(staff).filter(
        cancelled_at=None, starts_at__lt=last, ends_at__gt=first
    )
    return list(others.exclude(pk__in=[each.pk for each in sessions]).select_related("group"))


def _overlapping(
    sessions: Sequence[GroupSession], others: Sequence[GroupSession]
) -> Iterator[tuple[GroupSession, GroupSession]]:
    by_day: dict[date, list[GroupSession]] = defaultdict(list)
    for other in others:
        for day in {other.starts_at.date(), other.ends_at.date()}:
            by_day[day].append(other)
    for session in sorted(sessions, key=lambda each: each.starts_at):
        near = {
            other.pk: other
            for day in {session.starts_at.date(), session.ends_at.date()}
            for other in by_day[day]
        }
        for other in near.values():
            if other.starts_at < session.ends_at and session.starts_at < other.ends_at:
                yield session, other


def _own(session: GroupSession, other: GroupSession, when: dict) -> list[Clash]:
    if session.group_id != other.group_id:
        return []
    return [Clash("group", session, other, _("On %(day)s this group already meets at that hour.") % when)]


def room_of(session: GroupSession) -> str:
    """Where it meets: its own room, else the one of its group."""
    return (session.room or session.group.room).strip()


def _room(session: GroupSession, other: GroupSession, when: dict) -> list[Clash]:
    here, there = room_of(session).casefold(), room_of(other).casefold()
    if not here or here != there or session.group.site_id != other.group.site_id:
        return []
    if session.group_id == other.group_id:
        return []
    words = _("On %(day)s %(group)s is in the room “%(room)s” at that hour.")
    return [Clash("room", session, other, words % {**when, "room": room_of(session)})]


def _who_runs(groups: set[UUID], staff: Staff) -> dict[UUID, list[Facilitator]]:
    runs: dict[UUID, list[Facilitator]] = defaultdict(list)
    for each in Facilitator.objects.visible_to(staff).filter(group__in=groups).select_related("staff"):
        runs[each.group_id].append(each)
    return runs


def _facilitators(
    session: GroupSession, other: GroupSession, runs: dict[UUID, list[Facilitator]], when: dict
) -> list[Clash]:
    if session.group_id == other.group_id:
        return []
    here, there = (
        {each.staff for each in runs[each_session.group_id] if runs_on(each, each_session.session_on)}
        for each_session in (session, other)
    )
    words = _("On %(day)s %(name)s also runs %(group)s at that hour.")
    both = sorted(here & there, key=lambda each: (each.name, str(each.pk)))
    return [Clash("facilitator", session, other, words % {**when, "name": each.name}) for each in both]


def runs_on(facilitator: Facilitator, day: date) -> bool:
    """Is this a day from the first to the last on which he or she runs the group?"""
    return facilitator.since <= day and (facilitator.until is None or facilitator.until >= day)


def _men_in_both(pairs: Sequence[tuple[GroupSession, GroupSession]], staff: Staff) -> dict:
    """(group, other group) to the men who have a place in both. One question."""
    groups = {each.group_id for pair in pairs for each in pair}
    places = Enrollment.objects.in_service_of(staff).filter(group__in=groups, status__in=OPEN)
    in_group: dict[UUID, dict] = defaultdict(dict)
    for place in places.select_related("client"):
        in_group[place.group_id][place.client_id] = place.client
    return {
        (session.group_id, other.group_id): [
            client for key, client in in_group[session.group_id].items() if key in in_group[other.group_id]
        ]
        for session, other in pairs
    }


def _men(session: GroupSession, other: GroupSession, men: dict, when: dict, staff: Staff) -> list[Clash]:
    if session.group_id == other.group_id:
        return []
    words = _("On %(day)s %(name)s also has a place at that hour in %(group)s.")
    return [
        Clash("man", session, other, words % {**when, "name": name_for(staff, client)})
        for client in men[session.group_id, other.group_id]
    ]
