"""What the rules ask of the front desk, and by when: from one referral's facts, without the database."""

from __future__ import annotations

import calendar
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from programs.rules import Rules
from programs.rules.clocks import Clock, Unit, due
from referrals.models.deadline import Kind

CLOCKS = ("intake_due", "answer_due", "report_every")
A_MONTH = Clock(1, Unit.MONTHS)


@dataclass(frozen=True)
class Facts:
    """When it came, when somebody first spoke with him, when it was turned down, when he begins."""

    received_at: datetime
    referred: bool = False  # somebody sent him who waits for our yes or no
    first_contact_at: datetime | None = None
    waiting: bool = True
    turned_down_at: datetime | None = None
    reported: bool = False  # somebody is to hear how he goes on
    started_on: date | None = None


@dataclass(frozen=True)
class Owed:
    kind: Kind
    due_at: datetime
    why: str


def counts_working_days(rules: Rules) -> bool:
    said = (getattr(rules, name) for name in CLOCKS)
    return any(clock and clock.unit == Unit.WORKING_DAYS for clock in said)


def owed(
    rules: Rules, facts: Facts, *, named: str, zone: ZoneInfo, closed: Container[date] = ()
) -> list[Owed]:
    """Each thing the rules ask for, with its last moment and the sentence it comes from. `named`: who says so."""

    def asked(kind: Kind, clock: Clock, after: datetime, words: str) -> Owed:
        why = _("%(rules)s: %(words)s") % {"rules": named, "words": words % {"long": clock}}
        return Owed(kind, due(clock, after=after, zone=zone, holidays=closed), why[:300])

    found = []
    if rules.intake_due and facts.first_contact_at and facts.waiting:
        words = _("%(long)s after the first contact.")
        found.append(asked(Kind.INTAKE, rules.intake_due, facts.first_contact_at, words))
    if rules.answer_due and facts.referred:
        if facts.turned_down_at:
            words = _("%(long)s after the decision.")
            found.append(asked(Kind.REJECTION, rules.answer_due, facts.turned_down_at, words))
        else:
            words = _("%(long)s after it was received.")
            found.append(asked(Kind.ANSWER, rules.answer_due, facts.received_at, words))
    if facts.reported and facts.started_on and (rules.report_every or rules.report_day):
        begins = datetime.combine(facts.started_on, time(12), tzinfo=zone)
        every = rules.report_every or A_MONTH
        if rules.report_day:
            words = _("by day %(day)d of the month, every %(long)s.") % {
                "day": rules.report_day,
                "long": "%(long)s",
            }
            first = asked(Kind.FIRST_REPORT, every, begins, words)
            found.append(
                Owed(first.kind, _on_day(facts.started_on, every, rules.report_day, zone), first.why)
            )
        else:
            words = _("every %(long)s after he began.")
            found.append(asked(Kind.FIRST_REPORT, every, begins, words))
    return found


def _on_day(begins: date, every: Clock, day: int, zone: ZoneInfo) -> datetime:
    """The report of the month he began in is due in the month after: on its day, or its last."""
    months = every.amount if every.unit == Unit.MONTHS else 1
    month = begins + relativedelta(months=months)
    last = calendar.monthrange(month.year, month.month)[1]
    return datetime(month.year, month.month, min(day, last), 23, 59, 59, tzinfo=zone)
