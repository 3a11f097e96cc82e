"""Where a man stands under one set of rules and one order: the only place that computes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from programs.models.attendance import Outcome
from programs.rules.profile import Rules
from programs.rules.record import Order, Record
from programs.rules.weighing import Weighed, Weight, weigh


@dataclass(frozen=True)
class Limit:
    """One limit of the rules: how many there may be, how many there are, and the day it was passed."""

    rule: str
    allowed: int
    used: int
    passed_on: date | None = None

    @property
    def over(self) -> bool:
        return self.used > self.allowed

    @property
    def reached(self) -> bool:
        return self.used >= self.allowed


@dataclass(frozen=True)
class Standing:
    """Counts in sessions, times in minutes. `came` and `credited` differ on purpose: he may come and not be credited."""

    rules: Rules
    order: Order
    weighed: tuple[Weighed, ...]
    offered: int
    came: int
    credited: int
    minutes: int
    told_us: int
    no_word: int
    unrecorded: int
    make_ups: int
    lates: int
    absences: int
    missed_before: int
    on_leave: int
    from_before: int
    limits: tuple[Limit, ...]
    earliest_end: date | None
    latest_end: date | None

    @property
    def sessions_required(self) -> int | None:
        return self.order.sessions_required or self.rules.sessions_required

    @property
    def minutes_required(self) -> int | None:
        return self.order.minutes_required or self.rules.minutes_required

    @property
    def sessions_left(self) -> int | None:
        return None if self.sessions_required is None else max(self.sessions_required - self.credited, 0)

    @property
    def minutes_left(self) -> int | None:
        return None if self.minutes_required is None else max(self.minutes_required - self.minutes, 0)

    @property
    def dose_done(self) -> bool:
        """All that is counted is done. Never by itself where he must show a skill, and no word on his safety."""
        asked = [left for left in (self.sessions_left, self.minutes_left) if left is not None]
        return bool(asked) and not any(asked) and not self.rules.by_competency

    @property
    def over(self) -> tuple[Limit, ...]:
        return tuple(limit for limit in self.limits if limit.over)


def standing_of(record: Record, rules: Rules, order: Order | None = None) -> Standing:
    """What his record comes to. Adding a session he came to never takes credit away; unmarked ones count nowhere."""
    order = order or Order()
    # Limits are of the whole way he has gone under these rules; the rest is of this place.
    whole = weigh(record.earlier + record.offers, rules=rules, order=order)
    elsewhere = {id(offer) for offer in record.earlier}
    weighed = tuple(one for one in whole if id(one.offer) not in elsewhere)
    weights = Counter(one.weight for one in weighed)
    outcomes = Counter(one.offer.outcome for one in weighed)
    intake = rules.intake_counts and _intake_counts(record, order)
    before = _brought_counts(record, order)
    return Standing(
        rules=rules,
        order=order,
        weighed=weighed,
        offered=sum(one.offered for one in weighed),
        came=sum(one.came for one in weighed),
        credited=sum(one.credited for one in weighed) + intake + before * record.credited_sessions,
        minutes=sum(one.minutes for one in weighed)
        + ((intake and rules.session_minutes) or 0)
        + before * record.credited_minutes,
        told_us=outcomes[Outcome.EXCUSED],
        no_word=outcomes[Outcome.UNEXCUSED],
        unrecorded=weights[Weight.UNRECORDED],
        make_ups=weights[Weight.MADE_UP],
        lates=outcomes[Outcome.LATE],
        absences=len(_absence_days(whole, rules)),
        missed_before=sum(one.absent for one in whole) - sum(one.absent for one in weighed),
        on_leave=outcomes[Outcome.ON_LEAVE],
        from_before=before * record.credited_sessions,
        limits=tuple(_limits(whole, rules)),
        earliest_end=_weeks_on(record.began_on or record.started_on, rules.min_weeks),
        latest_end=_latest_end(record, rules, order),
    )


def _intake_counts(record: Record, order: Order) -> bool:
    if record.intake_on is None:
        return False
    return order.credited_from is None or record.intake_on >= order.credited_from


def _brought_counts(record: Record, order: Order) -> bool:
    """What he did before this place was done before an order that counts from its first day or later."""
    return order.credited_from is None or order.credited_from < record.started_on


def _weeks_on(day: date, weeks: int | None) -> date | None:
    return None if weeks is None else day + timedelta(weeks=weeks)


def _latest_end(record: Record, rules: Rules, order: Order) -> date | None:
    ends = [
        day for day in (_weeks_on(record.began_on or record.started_on, rules.max_weeks), order.due_on) if day
    ]
    return min(ends, default=None)


def _limits(weighed: tuple[Weighed, ...], rules: Rules) -> Iterable[Limit]:
    days = _absence_days(weighed, rules)
    if rules.max_absences is not None:
        yield _limit("max_absences", rules.max_absences, days)
    if rules.max_no_word is not None:
        silent = [one.offer.on for one in weighed if one.weight is Weight.NO_WORD]
        yield _limit("max_no_word", rules.max_no_word, silent)
    if rules.max_in_a_row is not None:
        yield _limit("max_in_a_row", rules.max_in_a_row, _longest_run(weighed))
    if rules.max_per_phase is not None:
        yield _limit("max_per_phase", rules.max_per_phase, _worst_phase(weighed, rules))


def _limit(rule: str, allowed: int, days: list[date]) -> Limit:
    """So many are allowed; the one after that passes the limit, on its day."""
    return Limit(rule, allowed, len(days), days[allowed] if len(days) > allowed else None)


def _absence_days(weighed: Iterable[Weighed], rules: Rules) -> list[date]:
    """The days that count against him, in order; so many latenesses make one, on the day of the last of them."""
    days, lates = [], 0
    for one in weighed:
        if one.absent:
            days.append(one.offer.on)
        elif rules.lates_per_absence and one.offer.outcome == Outcome.LATE:
            lates += 1
            if lates % rules.lates_per_absence == 0:
                days.append(one.offer.on)
    return days


def _longest_run(weighed: tuple[Weighed, ...]) -> list[date]:
    """Days of the longest row of sessions missed. One that nobody marked ends it: it may be that he came."""
    best: list[date] = []
    offered = (one for one in weighed if one.offered)
    for absent, run in groupby(offered, key=lambda one: one.absent):
        days = [one.offer.on for one in run]
        if absent and len(days) > len(best):
            best = days
    return best


def _worst_phase(weighed: tuple[Weighed, ...], rules: Rules) -> list[date]:
    phases: dict[int, list[Weighed]] = {}
    for one in weighed:
        phases.setdefault(one.phase, []).append(one)
    return max((_absence_days(ones, rules) for ones in phases.values()), key=len, default=[])
