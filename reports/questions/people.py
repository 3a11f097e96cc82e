"""The men behind a figure of the reports on staying and on exits, under the same definition by construction."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from reports.questions.asked import Asked
from reports.questions.clock import ask
from reports.questions.reasons import PART
from reports.questions.sight import without_their_names

# Which of the men of a group: the words of the address, and the condition on a man's place.
STATES = {
    "all": "true",
    "counted": "time >= %(session)s",
    "left": "ending = 'dropout' and time <= %(session)s",
    "left_here": "ending = 'dropout' and time = %(session)s",
    "completed": "ending = 'completed' and time <= %(session)s",
    "neutral": "ending = 'neutral' and time <= %(session)s",
    "here": "ending = 'enrolled'",
    "ended": f"{PART} = %(part)s and (%(reason)s = '' or exit_reason = %(reason)s)",
    "not_seen": "not_seen",
}
EVER = 32767
PAGE = 50

MEN = """
, chosen as (
    select unit.*, c.first_name, c.last_name, c.find_last, c.find_first, g.name as group_name, g.id as place_group
    from unit
    join services_client c on c.service_id = %(service)s and c.id = unit.client_id
    join programs_group g on g.service_id = %(service)s and g.id = unit.group_id
    where (%(key)s = '' or key = %(key)s) and {state}
)
select *, (select count(*) from chosen) as total from chosen
where (%(after)s::uuid is null
       or (find_last, find_first, enrollment_id) > (
           select find_last, find_first, enrollment_id from chosen where enrollment_id = %(after)s))
order by find_last, find_first, enrollment_id limit %(limit)s
"""


def people(
    *, key: str = "", state: str = "all", session: int | None = None, after: UUID | None = None,
    part: str = "", reason: str = "", limit: int | None = PAGE + 1, **asked: Any,
) -> list[dict[str, Any]]:  # fmt: skip
    """The places behind a figure, by name; each row carries the `total`. One more than a page tells of a next; no limit, all."""
    more = {
        "key": key, "session": EVER if session is None else session, "part": part, "reason": reason,
        "after": after, "limit": limit,
    }  # fmt: skip
    question = Asked(**asked)
    rows = ask(question, MEN.format(state=STATES[state]), **more)
    return without_their_names(rows, staff=question.staff)
