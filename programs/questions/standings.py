"""Where men stand under their rules, from the rows as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from programs.models import Attendance, Enrollment, OrderedDose, RuleProfile
from programs.models.enrollment import ExitReason
from programs.rules import Offer, Order, Record, Rules, Standing, standing_of
from services.models import Staff

MINUTE = 60


@dataclass(frozen=True)
class Over:
    """A man who would be over a limit under other rules, and was he before."""

    enrollment: Enrollment
    standing: Standing
    already: bool


def records_of(enrollments: Collection[Enrollment], *, at: datetime) -> dict[UUID, Record]:
    """Each place with the sessions offered to it whose end has passed; one query, whatever the number of places.

    Where men were moved, one more for each time: what they missed before goes along.
    """
    ways = _moved_from(enrollments)
    asked = {each.pk for each in enrollments} | {place.pk for way in ways.values() for place in way}
    rows = Attendance.objects.filter(enrollment__in=asked, session__ends_at__lte=at).values_list(
        "enrollment_id",
        "session__session_on",
        "session__starts_at",
        "session__ends_at",
        "outcome",
        "minutes_late",
        "minutes_attended",
        "reason_accepted",
        "made_up_on",
        "pk",
        "reason",
    )
    offers: dict[UUID, list[Offer]] = defaultdict(list)
    for enrollment, day, starts, ends, outcome, late, attended, accepted, made_up_on, row, reason in rows:
        offers[enrollment].append(
            Offer(
                on=day,
                outcome=outcome,
                minutes=int((ends - starts).total_seconds()) // MINUTE,
                minutes_late=late,
                minutes_attended=attended,
                reason_accepted=accepted,
                made_up_on=made_up_on,
                row=row,
                reason=reason,
            )
        )
    return {
        each.pk: Record(
            started_on=each.started_on,
            ended_on=each.ended_on,
            offers=tuple(offers[each.pk]),
            credited_sessions=each.credited_sessions,
            credited_minutes=each.credited_minutes,
            earlier=tuple(offer for place in ways[each.pk] for offer in offers[place.pk]),
            began_on=ways[each.pk][-1].started_on if ways[each.pk] else None,
        )
        for each in enrollments
    }


def _moved_from(enrollments: Collection[Enrollment]) -> dict[UUID, list[Enrollment]]:
    """The places each was moved here from, the latest first. Who left and came back was not moved."""
    ways: dict[UUID, list[Enrollment]] = {each.pk: [] for each in enrollments}
    ahead = {each.pk: each.follows_id for each in enrollments if each.follows_id}
    while ahead:
        moved = Enrollment.objects.filter(exit_reason=ExitReason.TRANSFERRED)
        found = moved.only("started_on", "follows_id", "rule_profile_id").in_bulk(ahead.values())
        for pk in list(ahead):
            before = found.get(ahead.pop(pk))
            if before and before not in ways[pk]:
                ways[pk].append(before)
                if before.follows_id:
                    ahead[pk] = before.follows_id
    return ways


def standings_of(enrollments: Collection[Enrollment], *, at: datetime) -> Mapping[UUID, Standing]:
    """Where each stands under the rules he began with; a man under none is left out. Needs `rule_profile` loaded."""
    ruled = [each for each in enrollments if each.rule_profile]
    records = records_of(ruled, at=at)
    return {each.pk: standing_of(records[each.pk], each.rule_profile.rules, order_of(each)) for each in ruled}


@dataclass(frozen=True)
class OrderStanding:
    """Where he stands under one of his orders, apart from the others."""

    dose: OrderedDose
    standing: Standing


def in_full(
    enrollment: Enrollment, doses: Iterable[OrderedDose], *, at: datetime
) -> tuple[Standing, list[OrderStanding]]:
    """Where he stands in this place, and under each of these orders apart; a man under no rules is counted by coming
    alone. One query. Needs `rule_profile` loaded.
    """
    record = records_of([enrollment], at=at)[enrollment.pk]
    rules = rules_of(enrollment)
    orders = [OrderStanding(dose, standing_of(record, rules, _as_order(dose))) for dose in doses]
    return standing_of(record, rules, order_of(enrollment)), orders


def of_place(enrollment: Enrollment, *, at: datetime) -> Standing:
    """Where he stands in this place alone."""
    return in_full(enrollment, (), at=at)[0]


def rules_of(enrollment: Enrollment) -> Rules:
    return enrollment.rule_profile.rules if enrollment.rule_profile else Rules()


def _as_order(dose: OrderedDose) -> Order:
    return Order(
        name=dose.name,
        sessions_required=dose.sessions_required,
        minutes_required=dose.minutes_required,
        credited_from=dose.credited_from,
        due_on=dose.due_on,
    )


def order_of(enrollment: Enrollment) -> Order:
    """What was ordered for him alone, where it is more or less than his rules ask."""
    return Order(sessions_required=enrollment.required_sessions)


def over_under(rules: Rules, *, key: str, staff: Staff, at: datetime) -> list[Over]:
    """Men now under an edition of `key` who would be over a limit under `rules`: what an editor sees before publishing."""
    under = RuleProfile.objects.in_service_of(staff).filter(key=key)
    places = list(
        Enrollment.objects.visible_to(staff)
        .open()
        .filter(rule_profile__in=under)
        .select_related("client", "group", "rule_profile")
        .order_by("group__name", "client__find_last", "id")
    )
    records = records_of(places, at=at)
    return list(_over(places, records, rules))


def _over(places: Iterable[Enrollment], records: Mapping[UUID, Record], rules: Rules) -> Iterable[Over]:
    for place in places:
        order = order_of(place)
        standing = standing_of(records[place.pk], rules, order)
        if standing.over:
            now = standing_of(records[place.pk], place.rule_profile.rules, order)
            yield Over(enrollment=place, standing=standing, already=bool(now.over))
