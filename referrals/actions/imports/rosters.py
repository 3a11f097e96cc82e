"""Marks on their way to registers: the groups, sessions and places they need, made where they are missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from programs.actions import fitting, sign_offs
from programs.models import Attendance, Enrollment, Group, GroupSession, Program
from programs.models.attendance import CAME, Outcome
from programs.models.enrollment import Status
from referrals.actions.imports.episodes import Episode, place
from referrals.actions.imports.plan import Plan
from referrals.spreadsheets.words import fold
from services.models import Client

HOURS = timedelta(hours=2)
NOON = time(12)
CANCELLED_BY_A_LIST = "The list says that there was no group."
WITH_MINUTES = (Outcome.LATE, Outcome.LEFT_EARLY)


@dataclass
class Mark:
    """What a list says of one man at one session; no outcome means that he was expected and not marked."""

    outcome: str | None
    minutes_late: int | None = None
    reason: str = ""


class Rosters:
    """Everything the service knows about the groups a file names, and what the file adds to it."""

    def __init__(self, plan: Plan, *, group_names: set[str], client_ids: set[UUID]) -> None:
        self.plan, self.setting = plan, plan.setting
        self.service = plan.setting.service
        self.program_meant: Program | None = None
        self.zone = ZoneInfo(self.service.zone)
        groups = Group.objects.filter(service=self.service).select_related("program")
        self.groups = {fold(group.name): group for group in groups}
        self.by_id = {group.pk: group for group in self.groups.values()}
        named = [
            group.pk for key, group in self.groups.items() if key in {fold(name) for name in group_names}
        ]
        self.sessions: dict[tuple[UUID, date], GroupSession] = {}
        self.usual_hours: dict[UUID, time] = {}
        for session in GroupSession.objects.filter(group__in=named).order_by("-starts_at"):
            self.sessions[session.group_id, session.session_on] = session
            self.usual_hours.setdefault(session.group_id, session.starts_at.astimezone(self.zone).time())
        self.places: dict[tuple[UUID, UUID], list[Enrollment]] = defaultdict(list)
        for enrollment in Enrollment.objects.filter(group__in=named, client__in=client_ids).order_by(
            "started_on"
        ):
            self.places[enrollment.client_id, enrollment.group_id].append(enrollment)
        self.kept: dict[tuple[UUID, UUID], Attendance] = {}
        rows = Attendance.objects.filter(enrollment__group__in=named, enrollment__client__in=client_ids)
        self.after_the_end: dict[UUID, list[Attendance]] = defaultdict(
            list
        )  # place -> marks later than its end
        for row in rows.select_related("enrollment", "session").order_by("session__session_on"):
            self.kept[row.session_id, row.enrollment.client_id] = row
            if row.enrollment.ended_on and row.session.session_on > row.enrollment.ended_on:
                self.after_the_end[row.enrollment_id].append(row)
        self.said: dict[tuple[UUID, UUID], dict[date, Mark]] = defaultdict(
            dict
        )  # (man, group) -> day -> mark

    def known_group(self, name: str) -> Group | None:
        return self.groups.get(fold(name))

    def why_not(self, client: Client | None, group_name: str) -> str:
        """What a list may not open either: a place where heads are counted, or in couples work nobody signed off."""
        group = self.known_group(group_name) or Group(service=self.service, program=self._program_meant())
        if not group.program.takes_names:
            return _("This is open to whoever comes: heads are counted, and nobody has a place.")
        if client and any(place_.is_open for place_ in self.places.get((client.pk, group.pk), [])):
            return ""
        # Whom he must not meet is not asked: a list says what was, and opens no seat beside anybody tonight.
        man = client or Client(service=self.service)
        return fitting.words() if sign_offs.waits(client=man, group=group, at=self.setting.at) else ""

    def compare(self, client_id: UUID, group_name: str, day: date, mark: Mark) -> str:
        """Whether a mark is "new", the "same" as one that is kept, or "conflicts" with it."""
        group = self.known_group(group_name)
        if group is None:
            return "new"
        if (said := self.said[client_id, group.pk].get(day)) is not None:
            return _against(mark, said.outcome, said.minutes_late, said.reason)
        session = self.sessions.get((group.pk, day))
        kept = self.kept.get((session.pk, client_id)) if session else None
        if kept is None:
            return "conflicts" if session and _contradicts(mark, session) else "new"
        if _came_while_away(mark, kept):
            return "new"
        return _against(mark, kept.outcome, kept.minutes_late, kept.reason)

    def take(self, client_id: UUID, group_name: str, day: date, mark: Mark) -> None:
        group = self.known_group(group_name) or self._new_group(group_name, day)
        if group._state.adding and group.started_on and day < group.started_on:
            group.started_on = day
        self.said[client_id, group.pk][day] = mark

    def _new_group(self, name: str, day: date) -> Group:
        group = Group(service=self.service, program=self._program(), name=name, started_on=day)
        self.groups[fold(name)] = self.by_id[group.pk] = group
        self.plan.make(group)
        self.plan.groups_made.append(name)
        return group

    def _program(self) -> Program:
        made = self.plan.made.get(Program)
        if made:
            return made[0]
        program = self._program_meant()
        if program._state.adding:
            self.plan.make(program)
        return program

    def _program_meant(self) -> Program:
        """That of groups the file makes. Asked of the database once."""
        if self.program_meant is None:
            name = self.setting.program or "Imported"
            programs = {fold(each.name): each for each in Program.objects.filter(service=self.service)}
            self.program_meant = programs.get(fold(name)) or Program(service=self.service, name=name)
        return self.program_meant

    def settle(self, clients: dict[UUID, Client]) -> dict[UUID, date]:
        """Turn what was taken into sessions, places and attendance; answers each man's first new day in a group."""
        self._make_sessions()
        first_days: dict[UUID, date] = {}
        for (client_id, group_id), marks in self.said.items():
            new = {day: mark for day, mark in marks.items() if self._row(client_id, group_id, day) is None}
            for day, mark in marks.items():
                if day not in new:
                    self._complete(client_id, group_id, day, mark)
            if new:
                self._make_rows(clients[client_id], group_id, new)
                first_days[client_id] = min(first_days.get(client_id, date.max), min(new))
        return first_days

    def _row(self, client_id: UUID, group_id: UUID, day: date) -> Attendance | None:
        return self.kept.get((self.sessions[group_id, day].pk, client_id))

    def _complete(self, client_id: UUID, group_id: UUID, day: date, mark: Mark) -> None:
        """Somebody was expected and not marked, or on leave and came; the list says now what came of it."""
        row = self._row(client_id, group_id, day)
        if row is not None and mark.outcome and (row.outcome is None or _came_while_away(mark, row)):
            self.plan.change(
                row, outcome=mark.outcome, minutes_late=mark.minutes_late, reason=mark.reason,
                marked_by_id=self.setting.by.pk, marked_at=self.setting.at,
            )  # fmt: skip

    def _make_sessions(self) -> None:
        outcomes: dict[tuple[UUID, date], set[str | None]] = defaultdict(set)
        for (_client_id, group_id), marks in self.said.items():
            for day, mark in marks.items():
                outcomes[group_id, day].add(mark.outcome)
        for (group_id, day), seen in sorted(outcomes.items(), key=lambda item: item[0][1]):
            session = self.sessions.get((group_id, day))
            if session is None:
                self._make_session(self.by_id[group_id], day, cancelled=seen - {None} == {Outcome.CANCELLED})
                continue
            if session.roster_frozen_at is None and session.ends_at <= self.setting.at:
                # The list is the roster: nobody else was expected that day.
                self.plan.change(session, roster_frozen_at=self.setting.at)
            if session.cancelled_at and seen - {None, Outcome.CANCELLED}:
                self.plan.change(session, cancelled_at=None, cancel_reason="")

    def _make_session(self, group: Group, day: date, *, cancelled: bool) -> None:
        at = self.setting.at
        # The hour at which this group is known to meet; a list of days knows none.
        starts_at = datetime.combine(day, self.usual_hours.get(group.pk, NOON), self.zone)
        if starts_at + HOURS > at and day <= self.setting.on:
            starts_at = at - HOURS
        session = GroupSession(
            service=self.service, group=group, session_on=day, starts_at=starts_at, ends_at=starts_at + HOURS,
            roster_frozen_at=at if starts_at + HOURS <= at else None,
        )  # fmt: skip
        if cancelled:
            session.cancelled_at, session.cancel_reason = at, CANCELLED_BY_A_LIST
        self.sessions[group.pk, day] = session
        self.plan.make(session)

    def _make_rows(self, client: Client, group_id: UUID, marks: dict[date, Mark]) -> None:
        places = self.places[client.pk, group_id]
        episodes = [Episode(place_.started_on, place_.ended_on, key=place_) for place_ in places]
        came = {day: mark.outcome in CAME for day, mark in marks.items()}
        for episode in place(episodes, came):
            if not episode.days:
                continue
            enrollment = episode.key or self._came_back(client, group_id, episode)
            if episode.moved_start:
                self.plan.change(enrollment, started_on=episode.started_on)
            if enrollment.status == Status.PLACED and any(came[day] for day in episode.days):
                self.plan.change(enrollment, status=Status.ATTENDING)
            for day in episode.days:
                self._make_row(enrollment, self.sessions[group_id, day], marks[day])

    def _came_back(self, client: Client, group_id: UUID, episode: Episode) -> Enrollment:
        """A new place; the weeks he was marked absent since his last one ended lead up to it."""
        places = self.places[client.pk, group_id]
        waiting = [row for place_ in places for row in self.after_the_end.pop(place_.pk, [])]
        if waiting:
            episode.started_on = min(episode.started_on, waiting[0].session.session_on)
        enrollment = self._new_place(client, group_id, episode)
        for row in waiting:
            self.plan.change(row, enrollment_id=enrollment.pk)
        return enrollment

    def _new_place(self, client: Client, group_id: UUID, episode: Episode) -> Enrollment:
        places = self.places[client.pk, group_id]
        enrollment = Enrollment(
            service=self.service, client=client, group=self.by_id[group_id], started_on=episode.started_on,
            episode=max((place_.episode for place_ in places), default=0) + 1,
        )  # fmt: skip
        places.append(enrollment)
        self.plan.make(enrollment)
        return enrollment

    def _make_row(self, enrollment: Enrollment, session: GroupSession, mark: Mark) -> None:
        marked = mark.outcome is not None
        row = Attendance(
            service=self.service, session=session, enrollment=enrollment, outcome=mark.outcome,
            minutes_late=mark.minutes_late, reason=mark.reason,
            marked_by_id=self.setting.by.pk if marked else None, marked_at=self.setting.at if marked else None,
        )  # fmt: skip
        self.kept[session.pk, enrollment.client_id] = row
        self.plan.make(row)


def _contradicts(mark: Mark, session: GroupSession) -> bool:
    """Nobody came to a group that somebody called off; a list of one man's weeks may only have missed that it met."""
    called_off = session.cancelled_at and session.cancel_reason != CANCELLED_BY_A_LIST
    return bool(called_off and mark.outcome not in (None, Outcome.CANCELLED))


def _came_while_away(mark: Mark, kept: Attendance) -> bool:
    """His days away spoke for him, and no person did: a list that saw him there knows better. Missed, it does not."""
    return kept.outcome == Outcome.ON_LEAVE and kept.marked_by_id is None and mark.outcome in CAME


def _against(mark: Mark, outcome: str | None, minutes_late: int | None, reason: str) -> str:
    if mark.outcome is None or (mark.outcome, mark.minutes_late or 0, mark.reason) == (
        outcome,
        minutes_late or 0,
        reason,
    ):
        return "same"
    return "new" if outcome is None else "conflicts"
