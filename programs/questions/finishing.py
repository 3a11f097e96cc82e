"""What finishing asks of a man and what is there; and what a certificate may say of one who finished."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from programs.models import Completion, Enrollment, OrderedDose
from programs.models.completion import Of
from programs.questions import standings
from programs.rules import Standing
from programs.rules.sentences import of_dose


@dataclass(frozen=True)
class Asked:
    """The sessions that finishing asks for, and whether they are there; the rest is for a person to say."""

    dose_met: bool
    sentences: tuple[str, ...]


def asked_of(enrollment: Enrollment, *, of: Of, on: date, at: datetime) -> Asked:
    """For the program by his rules; for what was ordered by each order in force, or, without any, by his place."""
    doses = OrderedDose.objects.filter(enrollment=enrollment).in_force()
    main, orders = standings.in_full(enrollment, doses, at=at)
    if of == Of.MANDATE and orders:
        return Asked(
            dose_met=all(_enough(each.standing, on=on) for each in orders),
            sentences=tuple(
                f"{each.dose.name}: {line}" for each in orders for line in of_dose(each.standing)
            ),
        )
    main = _in_full(main, enrollment)
    return Asked(dose_met=_enough(main, on=on), sentences=tuple(of_dose(main)))


def _in_full(standing: Standing, enrollment: Enrollment) -> Standing:
    """Where neither rules nor an order say how much, the program in full is what he finishes."""
    said = (standing.sessions_required, standing.minutes_required, standing.rules.by_competency)
    if any(said):
        return standing
    planned = enrollment.group.program.sessions_planned
    return replace(standing, order=replace(standing.order, sessions_required=planned))


def _enough(standing: Standing, *, on: date) -> bool:
    """All that is counted is done, and not before the weeks the rules give. Nothing counted is nothing missing."""
    left = (standing.sessions_left, standing.minutes_left)
    return not any(left) and (standing.earliest_end is None or standing.earliest_end <= on)


@dataclass(frozen=True)
class Certificate:
    """What may stand on a certificate of attendance: days and figures, no word on anybody's safety."""

    completion: Completion
    started_on: date
    ended_on: date | None
    sessions: int
    minutes: int
    phrase: str
    caution: str

    @property
    def hours(self) -> float:
        return round(self.minutes / 60, 1)


def certificate_of(enrollment: Enrollment, completion: Completion, *, at: datetime) -> Certificate:
    """Of his whole way here: from the first of the places that were moved on, with the sessions credited."""
    standing = standings.of_place(enrollment, at=at)
    return Certificate(
        completion=completion,
        started_on=_first_day(enrollment),
        ended_on=enrollment.ended_on,
        sessions=standing.credited,
        minutes=standing.minutes,
        phrase=standings.rules_of(enrollment).required_phrase,
        caution=_("It says what he attended. Finishing is not proof of safety."),
    )


def _first_day(enrollment: Enrollment) -> date:
    """A place whose sessions are credited counts from where they began."""
    while enrollment.credited_sessions and enrollment.follows:
        enrollment = enrollment.follows
    return enrollment.started_on
