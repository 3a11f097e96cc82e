"""What is known of each place is worked out ahead, so that who asks does not wait for it."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from programs.models.attendance import CAME, NOT_OFFERED
from reports.questions.asked import PLACE
from reports.questions.facts import COLUMNS, FACTS
from services.models import Service
from services.wall import acting_as

log = logging.getLogger(__name__)
AT_ONCE = 500
LOCK = "select pg_try_advisory_xact_lock(hashtext('reports_stay'), hashtext(%s::text))"
UNKNOWN = """
    select e.id from programs_enrollment e left join reports_stay k on k.id = e.id
    where e.service_id = %s and (k.id is null or k.right_until <= %s) limit %s
"""
KEEP = f"""
with place as (
    select {", ".join(PLACE)} from programs_enrollment where service_id = %(service)s and id = any(%(places)s)
),
asked as (select id from place),
{FACTS},
borders as (
    select a.enrollment_id, max(s.ends_at) filter (where s.ends_at <= %(at)s) as right_from,
           min(s.ends_at) filter (where s.ends_at > %(at)s) as right_until
    from programs_attendance a join programs_groupsession s on s.service_id = a.service_id and s.id = a.session_id
    where a.service_id = %(service)s and a.enrollment_id = any(%(places)s) and s.cancelled_at is null
    group by a.enrollment_id
)
insert into reports_stay (id, service_id, right_from, right_until, {", ".join(COLUMNS)})
select e.id, e.service_id, right_from, right_until, {", ".join(COLUMNS)}
from place e left join borders b on b.enrollment_id = e.id left join fact f on f.enrollment_id = e.id
on conflict (id) do update set right_from = excluded.right_from, right_until = excluded.right_until,
    {", ".join(f"{name} = excluded.{name}" for name in COLUMNS)}
"""  # noqa: S608 (names of our own columns)


def keep_stays(*, at: datetime) -> None:
    """Work ahead for every service; one that fails stops no other, and its figures are only slower."""
    for service in Service.objects.order_by("slug"):
        try:
            keep_stays_of(service=service, at=at)
        except Exception as error:  # noqa: BLE001 (whatever it is, the other services wait)
            log.error("stays of service %s: %s", service.pk, type(error).__name__)


def keep_stays_of(*, service: Service, at: datetime) -> int:
    """Work out the places of which nothing is kept that is right; answers how many that were.

    Leaves off when somebody writes marks at this moment: the next round goes on.
    """
    kept = 0
    while True:
        with acting_as(service=service.pk):
            done = _keep_some(service.pk, at=at)
        kept += done
        if done < AT_ONCE:
            return kept


def _keep_some(service_id: UUID, *, at: datetime) -> int:
    with connection.cursor() as cursor:
        # Alone, and only then a look: what was written before is seen, and what comes after forgets it again.
        cursor.execute(LOCK, [str(service_id)])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(UNKNOWN, [service_id, at, AT_ONCE])
        places = [row[0] for row in cursor.fetchall()]
        if places:
            given: dict[str, Any] = {"service": service_id, "at": at, "places": places}
            given |= {
                "came": [str(code) for code in CAME],
                "not_offered": [str(code) for code in NOT_OFFERED],
            }
            cursor.execute(KEEP, given)
        return len(places)
