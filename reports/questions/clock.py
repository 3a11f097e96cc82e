"""The clock of staying: for each man's place, the sessions offered to him, numbered from the first he came to.

One statement for retention, exits and the lists of men behind them, so that a figure and its list cannot differ.
"""

from __future__ import annotations

from typing import Any

from programs.models.enrollment import COMPLETIONS, DROPOUT
from reports.questions.asked import (
    EVERYBODY,
    PLACE,
    UNKNOWN,
    Asked,
    Dimension,
    by_column,
    facilitator,
    program,
    site,
)
from reports.questions.facts import COLUMNS, FACTS

DIMENSIONS = {
    "source": Dimension("u.source"),
    "pressure": Dimension("nullif(u.pressure, '')"),
    "program": program("u"),
    "group": by_column("grp.id::text", "grp.name"),
    "site": site("u"),
    "facilitator": facilitator("u", day="u.came_from"),
    "none": Dimension(f"'{EVERYBODY}'"),
}
# What is kept of a place and still right is taken as it stands; the rest is worked out.
UNITS = """,
known as materialized (
    select e.*, k.id is not null as is_kept, {columns}
    from place e left join reports_stay k on k.service_id = %(service)s and k.id = e.id
      and (k.right_from is null or k.right_from <= %(at)s) and (k.right_until is null or k.right_until > %(at)s)
),
asked as materialized (select id from known where not is_kept),
{facts},
stay as (
    select {place}, {columns} from known where is_kept
    union all
    select {place}, {new} from known join fact on fact.enrollment_id = id
),
told as (
    select *, id as enrollment_id, ended_on is null and last_offered - last_came >= %(missed)s as not_seen
    from stay
    where first_came is not null
      and (%(since)s::date is null or came_from >= %(since)s)
      and (%(until)s::date is null or came_from <= %(until)s)
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
        UNITS.format(
            dimension=DIMENSIONS[asked.by],
            facts=FACTS,
            place=", ".join(PLACE),
            columns=", ".join(COLUMNS),
            new=", ".join(f"fact.{name}" for name in COLUMNS),
            unknown=UNKNOWN,
        )
        + select,
        missed=asked.missed,
        not_seen_left=asked.count_not_seen == "left",
        dropout=[str(code) for code in DROPOUT],
        completions=[str(code) for code in COMPLETIONS],
        **more,
    )
