"""Exits in our own columns against the places already known."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from programs.models import Attendance, Enrollment, Group
from programs.models.attendance import CAME
from programs.models.enrollment import COMPLETIONS, Status
from referrals.actions.imports.men import known_men
from referrals.actions.imports.plan import Plan, Setting
from referrals.actions.imports.referral_steps import close_ended
from referrals.spreadsheets.exit_rows import ExitedRow
from referrals.spreadsheets.results import Reading
from referrals.spreadsheets.words import fold


def plan_exits(reading: Reading, setting: Setting) -> Plan:
    """Each row ends the place that ran on its day; a place that ended so already is left as it is."""
    plan = Plan(reading, setting, refused=list(reading.refused), flagged=list(reading.flagged))
    men = known_men(setting.service.pk)
    known = {row.client_ref: man.id for row in reading.rows if (man := men.with_ref(row.client_ref))}
    ending = Ending(plan, set(known.values()))
    for row in sorted(reading.rows, key=lambda row: row.ended_on):
        _take(plan, ending, row, known.get(row.client_ref))
    close_ended(plan, ending.ended)
    for rows in (plan.refused, plan.flagged):
        rows.sort(key=lambda entry: (entry.sheet or "", entry.row))
    return plan


def _take(plan: Plan, ending: Ending, row: ExitedRow, client_id: UUID | None) -> None:
    places = ending.places_in(client_id, row.group) if client_id else []
    place = next(
        (
            p
            for p in places
            if p.started_on <= row.ended_on and (p.ended_on is None or row.ended_on <= p.ended_on)
        ),
        None,
    )
    if place is None:
        code, sentence = _why_not(row, places)
        plan.refuse(row, code, "client_ref" if code == "never_enrolled" else "ended_on", sentence)
    elif place.ended_on is None:
        ending.end(place, on=row.ended_on, reason=row.reason, ended_by=row.ended_by)
        plan.men.add(client_id)
        plan.accept(row, reason=row.reason, ended_by=row.ended_by)
    elif (place.ended_on, place.exit_reason, place.ended_by) == (row.ended_on, row.reason, row.ended_by):
        plan.men.add(client_id)
        plan.keep(row)
    else:
        plan.refuse(
            row,
            "conflicts",
            "reason",
            _("His place has already ended, on %(day)s, and not like this.")
            % {"day": place.ended_on.isoformat()},
        )


def _why_not(row: ExitedRow, places: list[Enrollment]) -> tuple[str, str]:
    if places and places[-1].ended_on and places[-1].ended_on < row.ended_on:
        return "conflicts", _("His place in “%(group)s” had already ended on %(day)s.") % {
            "group": row.group, "day": places[-1].ended_on.isoformat(),
        }  # fmt: skip
    return "never_enrolled", _("He had no place in “%(group)s” on %(day)s that could end.") % {
        "group": row.group, "day": row.ended_on.isoformat(),
    }  # fmt: skip


class Ending:
    """The places of some men, ended one by one; coming after the exit opens a new one."""

    def __init__(self, plan: Plan, client_ids: set[UUID]) -> None:
        self.plan = plan
        self.groups = {
            fold(name): pk
            for pk, name in Group.objects.filter(service=plan.setting.service).values_list("pk", "name")
        }
        self.places: dict[tuple[UUID, UUID], list[Enrollment]] = defaultdict(list)
        for place in Enrollment.objects.filter(client__in=client_ids).order_by("started_on"):
            self.places[place.client_id, place.group_id].append(place)
        self.later: dict[UUID, list[Attendance]] = defaultdict(list)
        rows = Attendance.objects.filter(enrollment__client__in=client_ids, enrollment__ended_on=None)
        for row in rows.select_related("session").order_by("session__session_on"):
            self.later[row.enrollment_id].append(row)
        self.ended: list[Enrollment] = []

    def places_in(self, client_id: UUID, group_name: str) -> list[Enrollment]:
        group_id = self.groups.get(fold(group_name))
        return self.places[client_id, group_id] if group_id else []

    def end(self, place: Enrollment, *, on: date, reason: str, ended_by: str) -> None:
        end_place(self.plan, place, on=on, reason=reason, ended_by=ended_by)
        self.ended.append(place)
        after = [row for row in self.later[place.pk] if row.session.session_on > on]
        if any(row.outcome in CAME for row in after):
            self._came_back(place, after)

    def _came_back(self, place: Enrollment, after: list[Attendance]) -> None:
        places = self.places[place.client_id, place.group_id]
        again = Enrollment(
            service_id=place.service_id, client_id=place.client_id, group_id=place.group_id, status=Status.ATTENDING,
            started_on=after[0].session.session_on, episode=max(other.episode for other in places) + 1,
        )  # fmt: skip
        places.append(again)
        self.plan.make(again)
        self.later[again.pk] = after
        for row in after:
            self.plan.change(row, enrollment_id=again.pk)


def end_place(plan: Plan, place: Enrollment, *, on: date, reason: str, ended_by: str) -> None:
    status = Status.COMPLETED if reason in COMPLETIONS else Status.EXITED
    plan.change(place, status=status, ended_on=on, exit_reason=reason, ended_by=ended_by)
