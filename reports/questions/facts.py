"""What is true of a man's place as far as its sessions were held: one definition, for figures and for what is kept."""

from __future__ import annotations

from reports.questions.asked import OFFERED

# Starts from `place` and, of these, `asked`. Numbered are the sessions offered to him; `door` is the latest referral
# that had come in when he was first offered one, else the earliest there is.
FACTS = f"""
offered as (
    select a.enrollment_id, s.session_on, a.outcome = any(%(came)s) as came,
           row_number() over (partition by a.enrollment_id order by s.starts_at, s.id) as place
    {OFFERED.format(join="")}
      and a.enrollment_id = any(array(select id from asked))
),
numbered as (
    select enrollment_id, min(session_on) as offered_from, max(place) as last_offered,
           min(place) filter (where came) as first_came, max(place) filter (where came) as last_came,
           min(session_on) filter (where came) as came_from, max(session_on) filter (where came) as came_until
    from offered group by enrollment_id
),
door as (
    select distinct on (n.enrollment_id) n.enrollment_id, r.source, r.pressure
    from numbered n
    join place e on e.id = n.enrollment_id
    join referrals_referral r on r.service_id = %(service)s and r.client_id = e.client_id
    order by n.enrollment_id, r.received_on <= n.offered_from desc,
             case when r.received_on <= n.offered_from then r.received_on end desc,
             case when r.received_on <= n.offered_from then r.received_at end desc,
             case when r.received_on <= n.offered_from then r.episode end desc,
             r.received_on, r.received_at, r.episode
),
fact as (
    select n.*, door.source, door.pressure
    from numbered n left join door on door.enrollment_id = n.enrollment_id
)
"""  # noqa: S608 (our own words)
COLUMNS = (
    "offered_from", "last_offered", "first_came", "last_came", "came_from", "came_until", "source", "pressure",
)  # fmt: skip
