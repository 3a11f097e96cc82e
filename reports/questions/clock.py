"""The clock of staying: for each man's place, the sessions offered to him, numbered from the first he came to.

One statement for retention, exits and the lists of men behind them, so that a figure and its list cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programs.models import Enrollment
from programs.models.attendance import CAME, NOT_OFFERED
from programs.models.enrollment import COMPLETIONS, DROPOUT
from referrals.models import Referral
from reports.access import counted_enrollments

UNKNOWN = "unknown"
EVERYBODY = "all"
MISSED_BEFORE_NOT_SEEN = 3
UNKNOWN_LABEL, EVERYBODY_LABEL = _("Not known"), _("All men")

# For each dimension: its code and its label in SQL.
DIMENSIONS: dict[str, tuple[str, str]] = {
    "source": ("door.source", "null"),
    "pressure": ("nullif(door.pressure, '')", "null"),
    "program": ("program.id::text", "program.name"),
    "group": ("grp.id::text", "grp.name"),
    "site": ("site.id::text", "site.name"),
    "facilitator": ("pair.key", "pair.label"),
    "none": (f"'{EVERYBODY}'", "null"),
}
CODES = {"source": Referral.Source, "pressure": Referral.Pressure}

UNITS = """
with visible as materialized ({visible}),
offered as (
    select a.enrollment_id, s.session_on, a.outcome = any(%(came)s) as came,
           row_number() over (partition by a.enrollment_id order by s.starts_at, s.id) as place
    from programs_attendance a
    join programs_groupsession s on s.service_id = a.service_id and s.id = a.session_id
    join programs_enrollment e on e.service_id = a.service_id and e.id = a.enrollment_id
    where a.service_id = %(service)s and e.id in (select id from visible)
      and s.cancelled_at is null and s.ends_at <= %(at)s
      and (a.outcome is null or a.outcome <> all(%(not_offered)s))
      and (e.ended_on is null or s.session_on <= e.ended_on)
),
began as (
    select enrollment_id, min(session_on) as offered_from, max(place) as last_offered,
           min(place) filter (where came) as first_came, max(place) filter (where came) as last_came,
           min(session_on) filter (where came) as came_from, max(session_on) filter (where came) as came_until
    from offered group by enrollment_id
    having bool_or(came)
       and (%(since)s::date is null or min(session_on) filter (where came) >= %(since)s)
       and (%(until)s::date is null or min(session_on) filter (where came) <= %(until)s)
),
told as (
    select b.*, e.client_id, e.group_id, e.service_id, e.exit_reason, e.ended_on,
           e.ended_on is null and b.last_offered - b.last_came >= %(missed)s as not_seen
    from began b join programs_enrollment e on e.service_id = %(service)s and e.id = b.enrollment_id
),
ended as (
    select *, case when exit_reason = any(%(dropout)s) or (%(not_seen_left)s and not_seen) then 'dropout'
                   when exit_reason = any(%(completions)s) then 'completed'
                   when exit_reason <> '' then 'neutral'
                   else 'enrolled' end as ending
    from told
),
unit as (
    select u.enrollment_id, u.client_id, u.group_id, u.ending, u.not_seen, u.came_from, u.came_until,
           case ending when 'dropout' then last_came else last_offered end - first_came + 1 as time,
           coalesce({key}, '{unknown}') as key, {label} as label
    from ended u
    join programs_group grp on grp.service_id = u.service_id and grp.id = u.group_id
    {joins}
)
"""
JOINS = {
    # The latest referral that had come in when he was first offered a session here; else the earliest there is.
    "door": """left join lateral (
        select r.source, r.pressure from referrals_referral r
        where r.service_id = u.service_id and r.client_id = u.client_id
        order by r.received_on <= u.offered_from desc,
                 case when r.received_on <= u.offered_from then r.received_on end desc,
                 case when r.received_on <= u.offered_from then r.received_at end desc,
                 case when r.received_on <= u.offered_from then r.episode end desc,
                 r.received_on, r.received_at, r.episode
        limit 1) door on true""",
    "program": "join programs_program program on program.service_id = u.service_id and program.id = grp.program_id",
    "site": "left join services_site site on site.service_id = u.service_id and site.id = grp.site_id",
    # Whoever ran the group on the day he first came.
    "pair": """left join lateral (
        select string_agg(f.staff_id::text, '+' order by f.staff_id) as key,
               string_agg(who.name, ', ' order by f.staff_id) as label
        from programs_facilitator f join services_staff who on who.id = f.staff_id
        where f.service_id = u.service_id and f.group_id = u.group_id
          and f.since <= u.came_from and (f.until is null or f.until >= u.came_from)) pair on true""",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked: whose men, when they began, and into which groups they are split."""

    staff: Any
    at: datetime
    since: date | None = None
    until: date | None = None
    by: str = "source"
    program: UUID | None = None
    group: UUID | None = None
    site: UUID | None = None
    count_not_seen: str = ""
    missed: int = MISSED_BEFORE_NOT_SEEN

    def enrollments(self) -> QuerySet[Enrollment]:
        rows = counted_enrollments(self.staff)
        chosen = {"group__program": self.program, "group": self.group, "group__site": self.site}
        return rows.filter(**{name: value for name, value in chosen.items() if value})

    def label(self, key: str, label: str | None) -> str:
        if key == UNKNOWN:
            return str(UNKNOWN_LABEL)
        if self.by == "none":
            return str(EVERYBODY_LABEL)
        return str(CODES[self.by](key).label) if self.by in CODES else label or key

    def order(self, key: str, label: str) -> tuple:
        """Codes in the order in which they are always named, names by alphabet, what is not known last."""
        if key == UNKNOWN:
            return (2, 0, "")
        return (0, CODES[self.by].values.index(key), "") if self.by in CODES else (1, 0, label.casefold())


def ask(asked: Asked, select: str, **more: Any) -> list[Mapping[str, Any]]:
    """Run a SELECT over `unit`: one row for each man's place that counts."""
    visible, params = asked.enrollments().order_by().values("id").query.sql_with_params()
    named = {f"visible_{number}": value for number, value in enumerate(params)}
    key, label = DIMENSIONS[asked.by]
    units = UNITS.format(
        visible=visible % tuple(f"%(visible_{number})s" for number in range(len(params))),
        key=key,
        label=label,
        unknown=UNKNOWN,
        joins="\n    ".join(join for name, join in JOINS.items() if f"{name}." in key),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            units + select,
            {
                "service": asked.staff.desk.service_id,
                "at": asked.at,
                "since": asked.since,
                "until": asked.until,
                "missed": asked.missed,
                "not_seen_left": asked.count_not_seen == "left",
                "came": [str(code) for code in CAME],
                "not_offered": [str(code) for code in NOT_OFFERED],
                "dropout": [str(code) for code in DROPOUT],
                "completions": [str(code) for code in COMPLETIONS],
            }
            | named
            | more,
        )
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor]
