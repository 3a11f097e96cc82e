"""What nobody has recorded: sessions that were held with a man unmarked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from reports.access import opens_the_men
from reports.questions.asked import GROUP, OFFERED, Asked
from reports.questions.small_cells import hide_in_table

GAPS = """
select s.id::text as key, grp.name as label, grp.id::text as group, s.session_on,
       count(*) filter (where a.outcome is null) as unrecorded, count(*) as offered,
       (select string_agg(who.name, ', ' order by who.name)
        from programs_facilitator f join services_staff who on who.id = f.staff_id
        where f.service_id = %(service)s and f.group_id = grp.id
          and f.since <= s.session_on and (f.until is null or f.until >= s.session_on)) as facilitators
{offered} {in_window}
group by s.id, grp.id having count(*) filter (where a.outcome is null) > 0
order by s.starts_at desc, s.id
"""


def unrecorded(**asked: Any) -> dict[str, Any]:
    """Sessions held with a man unmarked, the latest first."""
    question = Asked(**asked)
    groups = question.run(GAPS.format(offered=OFFERED.format(join=GROUP), in_window=question.in_window))
    for row in groups:
        row["session_on"] = row["session_on"].isoformat()
        row["facilitators"] = row["facilitators"] or ""
    words = _(
        "A session whose end has passed, that was not cancelled, with a man on its roster nobody has marked."
    )
    answer = question.answer(words, n=len(groups), groups=groups)
    return answer if opens_the_men(question.staff) else hide_in_table(answer)
