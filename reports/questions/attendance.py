"""Who came: places offered, men who came, told us or sent no word, and what nobody has recorded."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from programs.models.attendance import Outcome
from reports.access import opens_the_men
from reports.questions.asked import (
    EVERYBODY,
    GROUP,
    OFFERED,
    UNKNOWN,
    Asked,
    Dimension,
    by_column,
    facilitator,
    program,
    site,
)
from reports.questions.sight import as_one_row
from reports.questions.small_cells import hide_in_table

DIMENSIONS = {
    "group": by_column("grp.id::text", "grp.name"),
    "session": Dimension(
        "s.id::text", "grp.name || ', ' || s.session_on", "to_char(s.starts_at, 'YYYYMMDDHH24MI')"
    ),
    "week": Dimension(
        "to_char(s.session_on, 'IYYY-\"W\"IW')", "date_trunc('week', s.session_on)::date::text"
    ),
    "man": Dimension(
        "c.id::text",
        "concat_ws(' ', nullif(c.first_name, ''), nullif(c.last_name, ''))",
        "c.find_last || ' ' || c.find_first",
        "join services_client c on c.service_id = a.service_id and c.id = e.client_id",
    ),
    "facilitator": facilitator("e", day="s.session_on"),
    "program": program("e"),
    "site": site("e"),
    "none": Dimension(f"'{EVERYBODY}'"),
}
MARKS = """
select coalesce({dimension.key}, '{unknown}') as key, {dimension.label} as label, count(*) as offered,
       count(*) filter (where a.outcome = any(%(came)s)) as came,
       count(*) filter (where a.outcome = %(told_us)s) as told_us,
       count(*) filter (where a.outcome = %(no_word)s) as no_word,
       count(*) filter (where a.outcome is null) as unrecorded,
       coalesce(sum(coalesce(a.minutes_attended, extract(epoch from s.ends_at - s.starts_at) / 60))
                filter (where a.outcome = any(%(came)s)), 0) / 60 as hours
{offered} {in_window}
group by 1, 2, {dimension.order} order by {dimension.order}, 1
"""


def attendance(**asked: Any) -> dict[str, Any]:
    """Places offered and taken, for each group, session, week, man or pair."""
    question = Asked(**({"by": "group"} | asked))
    split = DIMENSIONS[question.by]
    offered = OFFERED.format(join=GROUP + split.join)
    marks = MARKS.format(dimension=split, offered=offered, in_window=question.in_window, unknown=UNKNOWN)
    rows = question.run(marks, told_us=str(Outcome.EXCUSED), no_word=str(Outcome.UNEXCUSED))
    for row in rows:
        row["label"] = question.label(row["key"], row["label"])
    groups = []
    for row in as_one_row(rows, staff=question.staff) if question.by == "man" else rows:
        row["rate"] = rate(row)
        row["hours"] = round(float(row["hours"]), 2)
        row["credited"] = None  # for a program's rules to say; while none are set, nothing is claimed
        groups.append(row)
    answer = question.answer(definition(), n=sum(group["offered"] for group in groups), groups=groups)
    return answer if opens_the_men(question.staff) else hide_in_table(answer)


def rate(row: dict[str, Any]) -> float | None:
    """Came / recorded; nothing to say while nobody has recorded anything."""
    recorded = row["offered"] - row["unrecorded"]
    return row["came"] / recorded if recorded else None


def definition() -> str:
    return _(
        "A place is offered to each man on the roster of a session that was held, up to the day his place ended; "
        "men on leave are not counted. The rate is men who came among those recorded: places nobody has "
        "recorded yet are shown apart and count neither way. Hours are those he was in the room."
    )
