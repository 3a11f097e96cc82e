"""A row of sessions made ahead from a rule, numbered on and taking what the group works through in turn."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, rrule
from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.actions.curricula import lessons_from
from programs.models import Group, GroupSession, Recurrence
from programs.questions.closed_days import closed_days
from programs.schedules import HORIZON, days_of, times_on
from programs.schedules import Recurrence as Rule
from services.actions import audit
from services.errors import NotAcceptable
from services.models import Staff

# A year of two evenings a week; more is a slip of the finger.
MOST_AT_ONCE = 200
WEEK = 7


def zone_of(group: Group, *, by: Staff) -> ZoneInfo:
    """The clock on the wall where the group meets."""
    return ZoneInfo((group.site and group.site.zone) or by.desk.service.zone)


@transaction.atomic
def schedule(
    *, group: Group, skip_holidays: bool = False, by: Staff, at: datetime, **how: Any
) -> list[GroupSession]:
    """Make sessions ahead at the same hour on the wall clock, whatever the season; the rule is kept with them.

    `how` is what `drafted` takes. Refused when the group meets at one of these hours already.
    """
    # The group's row is the lock: a form sent twice plans the same evenings once, and nothing is moved onto them.
    Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    sessions = drafted(group=group, skip_holidays=skip_holidays, by=by, **how)
    taken = GroupSession.objects.filter(group=group, starts_at__in=[each.starts_at for each in sessions])
    first_taken = taken.order_by("starts_at").first()
    if first_taken:
        raise NotAcceptable(
            _("This group already meets at that hour on %(day)s. Begin after it, or choose another hour.")
            % {"day": date_format(first_taken.session_on, "j F Y")},
            fields={"first_on": [_("Choose a later day.")]},
        )
    if rule := sessions[0].recurrence:
        rule.skip_holidays, rule.planned_by, rule.planned_at = skip_holidays, by, at
        rule.save()
    GroupSession.objects.bulk_create(sessions)
    audit.record(by=by, what="group.scheduled", about=group, at=at, count=len(sessions))
    return sessions


def drafted(
    *,
    group: Group,
    first_on: date,
    begins: time,
    minutes: int,
    count: int | None = None,
    until: date | None = None,
    weekdays: Collection[int] = (),
    every_weeks: int | None = None,
    every_days: int = WEEK,
    skip_holidays: bool = False,
    first_number: int | None = None,
    by: Staff,
) -> list[GroupSession]:
    """The sessions a rule makes, not saved: so many (`count`), or all up to a day (`until`).

    On these weekdays (Monday is 0), else on that of the first day, every so many weeks; or `every_days`, which asks for
    no weekday. A day the service is closed, or a public holiday where these are skipped, is none of them.
    """
    _check_end(first_on, count=count, until=until)
    last = min(until or date.max, first_on + HORIZON)
    closed = closed_days(group, first=first_on, last=last, holidays=skip_holidays, by=by)
    weeks = every_weeks or (every_days // WEEK if every_days % WEEK == 0 else None)
    rule = None
    if weeks or weekdays:
        rule = Recurrence(
            service_id=group.service_id,
            group=group,
            first_on=first_on,
            begins=begins,
            minutes=minutes,
            weekdays=sorted(set(weekdays)) or [first_on.weekday()],
            every_weeks=weeks or 1,
        )
        days = days_of(as_rule(rule, count=count, until=until), skipped=closed)
    else:
        days = _every_so_many_days(first_on, every_days, count=count, until=until, skipped=closed)
    found = _checked(list(islice(days, MOST_AT_ONCE + 1)), by_count=until is None)
    return _sessions(group, found, begins, minutes, rule=rule, first_number=first_number, by=by)


def as_rule(kept: Recurrence, *, count: int | None = None, until: date | None = None) -> Rule:
    """The rule as it is reckoned with. Without an end it goes on: only its next day is asked for."""
    return Rule(
        first_on=kept.first_on,
        begins=kept.begins,
        minutes=kept.minutes,
        weekdays=tuple(kept.weekdays),
        every_weeks=kept.every_weeks,
        count=count,
        until=until or (None if count else kept.first_on + HORIZON),
    )


def next_number(group: Group) -> int:
    """Numbered on from the last; a group that met before it came here goes on from how often it met."""
    sessions = GroupSession.objects.filter(group=group)
    highest = sessions.filter(number__gt=0).aggregate(n=Max("number"))["n"]
    return (highest or sessions.filter(number=None, cancelled_at=None).count()) + 1


def _sessions(
    group: Group,
    days: Sequence[date],
    begins: time,
    minutes: int,
    *,
    rule: Recurrence | None,
    first_number: int | None,
    by: Staff,
) -> list[GroupSession]:
    first = first_number or next_number(group)
    zone, lessons = zone_of(group, by=by), lessons_from(group, number=first)
    sessions = []
    for number, (day, (module, plan)) in enumerate(zip(days, lessons, strict=False), start=first):
        starts_at, ends_at = times_on(day, begins=begins, minutes=minutes, zone=zone)
        sessions.append(
            GroupSession(
                service_id=group.service_id,
                group=group,
                recurrence=rule,
                number=number,
                module=module,
                plan=plan,
                session_on=day,
                starts_at=starts_at,
                ends_at=ends_at,
            )
        )
    return sessions


def _check_end(first_on: date, *, count: int | None, until: date | None) -> None:
    if (count is None) == (until is None):
        wrong = _("Give one of these, and not both.")
        raise NotAcceptable(
            _("Say how many sessions there are, or until when."), fields={"count": [wrong], "until": [wrong]}
        )
    if until is not None and until < first_on:
        raise NotAcceptable(
            _("The last day is before the first session."), fields={"until": [_("Choose a later day.")]}
        )


def _every_so_many_days(
    first_on: date, every_days: int, *, count: int | None, until: date | None, skipped: Container[date]
) -> Iterator[date]:
    """Other than by the week: no rule of weekdays stands behind it."""
    last = min(until or date.max, first_on + HORIZON)
    series = rrule(
        DAILY,
        interval=every_days,
        dtstart=datetime.combine(first_on, time()),
        until=datetime.combine(last, time()),
    )
    return islice((day.date() for day in series if day.date() not in skipped), count)


def _checked(days: list[date], *, by_count: bool) -> list[date]:
    """Never more than a hall can be booked for, and never none."""
    if not days:
        raise NotAcceptable(
            _("Every one of these days is a public holiday, or a day you are closed."),
            fields={"until": [_("Choose a later day.")]},
        )
    if len(days) > MOST_AT_ONCE:
        raise NotAcceptable(
            _("That is more than %(most)d sessions. Plan a part of them now and the rest later.")
            % {"most": MOST_AT_ONCE},
            fields={"count" if by_count else "until": [_("Choose fewer.")]},
        )
    return days
