"""Attendance in our own columns against the men, groups and registers already known."""

from __future__ import annotations

from django.utils.translation import gettext as _

from referrals.actions.imports.men import known_men
from referrals.actions.imports.plan import Plan, Setting
from referrals.actions.imports.referral_steps import place_waiting
from referrals.actions.imports.rosters import WITH_MINUTES, Mark, Rosters
from referrals.spreadsheets.attendance_rows import AttendedRow
from referrals.spreadsheets.results import Reading
from referrals.spreadsheets.words import fold
from services.models import Client


def plan_attendance(reading: Reading, setting: Setting) -> Plan:
    """Each row: a mark to keep, one that is kept already, or one that contradicts it."""
    plan = Plan(reading, setting, refused=list(reading.refused), flagged=list(reading.flagged))
    rows: list[AttendedRow] = reading.rows
    men = known_men(setting.service.pk)
    known = {row.client_ref: man.id for row in rows if (man := men.with_ref(row.client_ref))}
    rosters = Rosters(plan, group_names={row.group for row in rows}, client_ids=set(known.values()))
    clients = Client.objects.in_bulk(set(known.values()))
    for row in rows:
        client_id = known.get(row.client_ref)
        if client_id is None:
            plan.refuse(row, "client_missing", "client_ref", unknown_man(row.client_ref))
            continue
        if closed := rosters.why_not(clients.get(client_id), row.group):
            plan.refuse(row, "group_closed", "group", closed)
            continue
        mark = _mark(plan, row)
        verdict = rosters.compare(client_id, row.group, row.session_on, mark)
        if verdict == "conflicts":
            plan.refuse(
                row,
                "conflicts",
                "outcome",
                _("His attendance on %(day)s is already known, and it says something else.")
                % {"day": row.session_on.isoformat()},
            )
            continue
        plan.men.add(client_id)
        plan.saw(row.sheet, fold(row.group), row.session_on)
        if verdict == "same":
            plan.keep(row)
        else:
            rosters.take(client_id, row.group, row.session_on, mark)
            plan.accept(row, outcome=row.outcome)
    first_days = rosters.settle(clients)
    place_waiting(plan, first_days)
    plan.refused.sort(key=lambda refused: (refused.sheet or "", refused.row))
    return plan


def unknown_man(client_ref: str) -> str:
    return _("No man here has the reference “%(ref)s”. Bring in the referrals first.") % {
        "ref": client_ref[:40]
    }


def _mark(plan: Plan, row: AttendedRow) -> Mark:
    minutes = row.minutes_late or None
    if minutes and row.outcome not in WITH_MINUTES:
        plan.flag(row, "guessed", _("Minutes late belong to a man who came late; they were left out."))
        minutes = None
    return Mark(row.outcome, minutes, row.reason)
