"""What each session offered to him comes to under the rules: came, credited, missed. One session, one answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from programs.models.attendance import CAME, MISSED, NOT_OFFERED, Outcome
from programs.rules.profile import Rules
from programs.rules.record import Offer, Order


class Weight(StrEnum):
    """Why a session counts as it does."""

    CREDITED = "credited"
    NOT_OFFERED = "not_offered"
    UNRECORDED = "unrecorded"
    BEFORE_THE_ORDER = "before_the_order"
    TOO_LATE = "too_late"
    LEFT_EARLY = "left_early"
    REMOTE = "remote"
    SENT_HOME = "sent_home"
    MADE_UP = "made_up"
    MADE_UP_TOO_LATE = "made_up_too_late"
    NO_MAKE_UPS = "no_make_ups"
    MAKE_UPS_USED = "make_ups_used"
    TOLD_US = "told_us"
    ACCEPTED = "accepted"
    NO_WORD = "no_word"


@dataclass(frozen=True)
class Weighed:
    """One session with what it comes to. `minutes` are those credited; `absent` says that it counts against him."""

    offer: Offer
    weight: Weight
    phase: int
    came: bool = False
    minutes: int = 0
    absent: bool = False

    @property
    def offered(self) -> bool:
        return self.weight is not Weight.NOT_OFFERED

    @property
    def credited(self) -> bool:
        return self.weight in (Weight.CREDITED, Weight.MADE_UP)


def weigh(offers: Iterable[Offer], *, rules: Rules, order: Order) -> tuple[Weighed, ...]:
    """Each session in the order of its day; the phase is counted in sessions offered."""
    weighed: list[Weighed] = []
    offered = make_ups = 0
    for offer in sorted(offers, key=lambda each: each.on):
        if offer.outcome not in NOT_OFFERED:
            offered += 1
        phase = (offered - 1) // rules.phase_sessions if rules.phase_sessions and offered else 0
        one = _weigh_one(offer, phase=phase, make_ups=make_ups, rules=rules, order=order)
        make_ups += one.weight is Weight.MADE_UP
        weighed.append(one)
    return tuple(weighed)


def _weigh_one(offer: Offer, *, phase: int, make_ups: int, rules: Rules, order: Order) -> Weighed:
    if offer.outcome in NOT_OFFERED:
        return Weighed(offer, Weight.NOT_OFFERED, phase)
    if offer.outcome is None:
        return Weighed(offer, Weight.UNRECORDED, phase)
    if offer.outcome in MISSED:
        return _missed(offer, phase=phase, rules=rules)
    weight = _weight_of_coming(offer, make_ups=make_ups, rules=rules, order=order)
    credited = weight in (Weight.CREDITED, Weight.MADE_UP)
    return Weighed(
        offer,
        weight,
        phase,
        came=offer.outcome in CAME,
        minutes=_minutes(offer, rules) if credited else 0,
        # A make-up stands on the session he missed: whether it clears that absence, the rules say.
        absent=offer.outcome == Outcome.MAKE_UP and not (weight is Weight.MADE_UP and rules.make_up_clears),
    )


def _missed(offer: Offer, *, phase: int, rules: Rules) -> Weighed:
    if offer.outcome == Outcome.UNEXCUSED:
        return Weighed(offer, Weight.NO_WORD, phase, absent=True)
    if offer.reason_accepted and rules.accepted_is_none:
        return Weighed(offer, Weight.ACCEPTED, phase)
    return Weighed(offer, Weight.TOLD_US, phase, absent=rules.told_us_counts)


def _weight_of_coming(offer: Offer, *, make_ups: int, rules: Rules, order: Order) -> Weight:
    day = _day_he_came(offer)
    if order.credited_from and day < order.credited_from:
        return Weight.BEFORE_THE_ORDER
    if offer.outcome == Outcome.MAKE_UP:
        return _weight_of_make_up(offer, make_ups=make_ups, rules=rules)
    if offer.outcome == Outcome.SENT_HOME:
        return Weight.SENT_HOME
    if offer.outcome == Outcome.REMOTE and not rules.remote_credited:
        return Weight.REMOTE
    if offer.outcome == Outcome.LEFT_EARLY and not rules.left_early_credited:
        return Weight.LEFT_EARLY
    if offer.outcome == Outcome.LATE and _too_late(offer, rules):
        return Weight.TOO_LATE
    return Weight.CREDITED


def _too_late(offer: Offer, rules: Rules) -> bool:
    """Minutes nobody noted are not held against him, unless no lateness at all is allowed."""
    if rules.grace_minutes is None:
        return False
    return rules.grace_minutes == 0 or (offer.minutes_late or 0) > rules.grace_minutes


def _weight_of_make_up(offer: Offer, *, make_ups: int, rules: Rules) -> Weight:
    if not rules.make_up_allowed:
        return Weight.NO_MAKE_UPS
    if rules.make_ups_most is not None and make_ups >= rules.make_ups_most:
        return Weight.MAKE_UPS_USED
    if rules.make_up_days is not None and (_day_he_came(offer) - offer.on).days > rules.make_up_days:
        return Weight.MADE_UP_TOO_LATE
    return Weight.MADE_UP


def _day_he_came(offer: Offer) -> date:
    return offer.made_up_on or offer.on


def _minutes(offer: Offer, rules: Rules) -> int:
    """A credited session is worth its length; by the minute, what he was in the room, as far as somebody noted it."""
    if rules.counts_by == "sessions":
        return offer.minutes
    if offer.minutes_attended is not None:
        return min(offer.minutes_attended, offer.minutes)
    if offer.outcome in (Outcome.LATE, Outcome.LEFT_EARLY):
        return max(offer.minutes - (offer.minutes_late or 0), 0)
    return offer.minutes
