"""What every question is asked with, and how its one statement is run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programs.models import Enrollment
from programs.models.attendance import CAME, NOT_OFFERED
from referrals.models import Referral
from reports.access import counted_enrollments, sees_every_place
from reports.questions.database import to_be_asked

UNKNOWN, EVERYBODY = "unknown", "all"
LABELS = {UNKNOWN: _("Not known"), EVERYBODY: _("All men")}
CODES = {"source": Referral.Source, "pressure": Referral.Pressure}
MISSED_BEFORE_NOT_SEEN = 3
PLACE = ("id", "service_id", "client_id", "group_id", "ended_on", "exit_reason", "ended_by")
# Right after an import PostgreSQL has no statistics yet, expects one row and reads a whole step again for each row of
# another: minutes instead of milliseconds. So it is told not to; nor to compile, which costs more than it saves
# here. Psycopg binds on our side, so the three go as one.
WITHOUT_LOOPS = """select set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true);
{sql};
select set_config('enable_nestloop', 'on', true)"""

# Every question starts from the sessions that were held and offered to a man while he had his place.
OFFERED = """
    from programs_attendance a
    join place e on e.id = a.enrollment_id
    join programs_groupsession s on s.service_id = a.service_id and s.id = a.session_id
    {join}
    where a.service_id = %(service)s
      and s.cancelled_at is null and s.ends_at <= %(at)s
      and (a.outcome is null or a.outcome <> all(%(not_offered)s))
      and (e.ended_on is null or s.session_on <= e.ended_on)
"""
GROUP = "join programs_group grp on grp.service_id = e.service_id and grp.id = e.group_id\n"
# The sessions of the window are looked up by their day and the marks by their session, so that a month costs the
# same after ten years. As an array, because joined they would be read in a loop or all marks of the service would.
IN_WINDOW = """
      and a.session_id = any(array(
        select w.id from programs_groupsession w
        where w.service_id = %(service)s and w.session_on >= coalesce(%(since)s::date, '-infinity')
          and w.session_on <= coalesce(%(until)s::date, 'infinity')))
"""


def name_of(split: str, key: str, label: str | None) -> str:
    """What people call a group of a split: the words of a code, or the name it has."""
    if key in LABELS:
        return str(LABELS[key])
    return str(CODES[split](key).label) if split in CODES else label or key


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whose men, in which window, split how. `missed` sessions in a row make a man with a place "not seen"."""

    staff: Any
    at: datetime
    since: date | None = None
    until: date | None = None
    by: str = "source"
    kind: str = ""
    program: UUID | None = None
    group: UUID | None = None
    site: UUID | None = None
    count_not_seen: str = ""
    missed: int = MISSED_BEFORE_NOT_SEEN

    def enrollments(self) -> QuerySet[Enrollment]:
        """The places this person's reports may count, as far as they were asked for."""
        chosen = {
            "group__program__kind": self.kind,
            "group__program": self.program,
            "group": self.group,
            "group__site": self.site,
        }
        return counted_enrollments(self.staff, by=self.by).filter(
            **{name: value for name, value in chosen.items() if value}
        )

    def label(self, key: str, label: str | None) -> str:
        return name_of(self.by, key, label)

    def place_of(self, key: str, label: str) -> tuple[int, int, str]:
        """Codes stand in the order in which they are always named, names by alphabet, the unknown last."""
        if key == UNKNOWN:
            return (1, 0, "")
        return (0, CODES[self.by].values.index(key), "") if self.by in CODES else (0, 0, label.casefold())

    @property
    def is_narrow(self) -> bool:
        """Does it ask for a part of a service?"""
        return bool(self.kind or self.program or self.group or self.site) or not sees_every_place(self.staff)

    @property
    def in_window(self) -> str:
        """What leaves the sessions of the window, where one was asked for."""
        return IN_WINDOW if self.since or self.until else ""

    def run(self, sql: str, **more: Any) -> list[dict[str, Any]]:
        """The rows of one statement that starts from `place`, the places to be counted."""
        places, params = self.enrollments().order_by().values(*PLACE).query.sql_with_params()
        names = [f"place_{number}" for number in range(len(params))]
        # A part is looked up once; a whole service is read where it is needed, which is less than keeping it.
        kept = "materialized" if self.is_narrow else "not materialized"
        sql = f"with place as {kept} ({places % tuple(f'%({name})s' for name in names)})" + sql
        given = {
            "service": self.staff.desk.service_id,
            "at": self.at,
            "since": self.since,
            "until": self.until,
            "came": [str(code) for code in CAME],
            "not_offered": [str(code) for code in NOT_OFFERED],
        }
        with to_be_asked() as database, database.cursor() as cursor:
            cursor.execute(
                WITHOUT_LOOPS.format(sql=sql), given | dict(zip(names, params, strict=True)) | more
            )
            cursor.nextset()
            columns = [column.name for column in cursor.description]
            return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def answer(self, definition: str, *, n: int, groups: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "definition": definition,
            "from": self.since.isoformat() if self.since else None,
            "to": self.until.isoformat() if self.until else None,
            "generated_at": self.at.isoformat(),
            "n": n,
            "groups": groups,
        }


@dataclass(frozen=True)
class Dimension:
    """One way to split: SQL for the code, the label and the order of a group, and the join they need."""

    key: str
    label: str = "null"
    order: str = "null::text"
    join: str = ""


def by_column(key: str, label: str, join: str = "") -> Dimension:
    return Dimension(key, label, f"lower({label})", join)


def site(of: str) -> Dimension:
    join = f"left join services_site site on site.service_id = {of}.service_id and site.id = grp.site_id"
    return by_column("site.id::text", "site.name", join)


def program(of: str) -> Dimension:
    join = f"join programs_program program on program.service_id = {of}.service_id and program.id = grp.program_id"
    return by_column("program.id::text", "program.name", join)


PAIR = """left join lateral (
        select string_agg(f.staff_id::text, '+' order by f.staff_id) as key,
               string_agg(who.name, ', ' order by f.staff_id) as label
        from programs_facilitator f join services_staff who on who.id = f.staff_id
        where f.service_id = {of}.service_id and f.group_id = {of}.group_id
          and f.since <= {day} and (f.until is null or f.until >= {day})) pair on true"""


def facilitator(of: str, *, day: str) -> Dimension:
    """The pair: whoever ran the group on that day, together."""
    return by_column("pair.key", "pair.label", PAIR.format(of=of, day=day))
