"""The clock of staying: for each man's place, the sessions offered to him, numbered from the first he came to.

One statement for retention, exits and the lists of men behind them, so that a figure and its list cannot differ.
"""

from __future__ import annotations

from typing import Any

from programs.models.enrollment import COMPLETIONS, DROPOUT
from reports.questions.asked import (
    EVERYBODY,
    OFFERED,
    UNKNOWN,
    Asked,
    Dimension,
    by_column,
    facilitator,
    program,
    site,
)

# The latest referral that had come in when he was first offered a session here; else the earliest there is.
DOOR = """left join (
        select distinct on (u.enrollment_id) u.enrollment_id, r.source, r.pressure
        from ended u join referrals_referral r on r.service_id = u.service_id and r.client_id = u.client_id
        order by u.enrollment_id, r.received_on <= u.offered_from desc,
                 case when r.received_on <= u.offered_from then r.received_on end desc,
                 case when r.received_on <= u.offered_from then r.received_at end desc,
                 case when r.received_on <= u.offered_from then r.episode end desc,
                 r.received_on, r.received_at, r.episode) door on door.enrollment_id = u.enrollment_id"""
DIMENSIONS = {
    "source": Dimension("door.source", join=DOOR),
    "pressure": Dimension("nullif(door.pressure, '')", join=DOOR),
    "program": program("u"),
    "group": by_column("grp.id::text", "grp.name"),
    "site": site("u"),
    "facilitator": facilitator("u", day="u.came_from"),
    "none": Dimension(f"'{EVERYBODY}'"),
}
UNITS = """,
offered as (
    select a.enrollment_id, s.session_on, a.outcome = any(%(came)s) as came,
           row_number() over (partition by a.enrollment_id order by s.starts_at, s.id) as place
    {offered}),
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
    select b.*, e.service_id, e.client_id, e.group_id, e.exit_reason, e.ended_by,
           e.ended_on is null and b.last_offered - b.last_came >= %(missed)s as not_seen
    from began b join place e on e.id = b.enrollment_id
),
ended as (
    select *, case when exit_reason = any(%(dropout)s) or (%(not_seen_left)s and not_seen) then 'dropout'
                   when exit_reason = any(%(completions)s) then 'completed'
                   when exit_reason <> '' then 'neutral'
                   else 'enrolled' end as ending
    from told
),
unit as (
    select u.enrollment_id, u.client_id, u.group_id, u.ending, u.exit_reason, u.ended_by, u.not_seen, u.came_from, u.came_until,
           case ending when 'dropout' then last_came else last_offered end - first_came + 1 as time,
           coalesce({dimension.key}, '{unknown}') as key, {dimension.label} as label
    from ended u
    join programs_group grp on grp.service_id = u.service_id and grp.id = u.group_id
    {dimension.join}
)
"""


def ask(asked: Asked, select: str, **more: Any) -> list[dict[str, Any]]:
    """Run a SELECT over `unit`: one row for each man's place that counts."""
    return asked.run(
        UNITS.format(dimension=DIMENSIONS[asked.by], offered=OFFERED.format(join=""), unknown=UNKNOWN)
        + select,
        missed=asked.missed,
        not_seen_left=asked.count_not_seen == "left",
        dropout=[str(code) for code in DROPOUT],
        completions=[str(code) for code in COMPLETIONS],
        **more,
    )
