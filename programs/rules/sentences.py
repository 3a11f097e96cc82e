"""Each result in a sentence that a man, his lawyer and a court could read."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.rules.standing import Limit, Standing
from programs.rules.weighing import Weighed, Weight


def explained(standing: Standing) -> list[str]:
    """The whole standing, one sentence a fact, the dose first."""
    return [
        *of_dose(standing),
        *_coming(standing),
        *(of_limit(limit) for limit in standing.limits),
        *_ends(standing),
    ]


def why(one: Weighed) -> str:
    """Why one session counts as it does."""
    return {
        Weight.CREDITED: _("He came; it counts."),
        Weight.NOT_OFFERED: _("Not offered to him, so it counts nowhere."),
        Weight.UNRECORDED: _("Nobody has marked him, so it counts nowhere yet."),
        Weight.BEFORE_THE_ORDER: _("He came before the order began; it is not credited to it."),
        Weight.TOO_LATE: _("He came, but later than the rules credit."),
        Weight.LEFT_EARLY: _("He came and left early; these rules do not credit that."),
        Weight.REMOTE: _("He joined remotely; these rules do not credit that."),
        Weight.SENT_HOME: _("He came and was sent home; it is not credited."),
        Weight.MADE_UP: _("He made it up; it counts."),
        Weight.MADE_UP_TOO_LATE: _("He made it up after the time the rules give."),
        Weight.NO_MAKE_UPS: _("He made it up; these rules do not credit that."),
        Weight.MAKE_UPS_USED: _("He made it up, but has used the make-ups the rules give."),
        Weight.TOLD_US: _("He missed it and told us."),
        Weight.ACCEPTED: _("He missed it for a reason that was accepted; it is not held against him."),
        Weight.NO_WORD: _("He missed it with no word."),
    }[one.weight]


def of_dose(standing: Standing) -> Iterator[str]:
    """How much is asked, and how much of it is credited."""
    if standing.sessions_required is not None:
        yield ngettext(
            "%(credited)d of %(required)d session is credited; %(left)d is left.",
            "%(credited)d of %(required)d sessions are credited; %(left)d are left.",
            standing.sessions_required,
        ) % {
            "credited": standing.credited,
            "required": standing.sessions_required,
            "left": standing.sessions_left,
        }
    if standing.minutes_required is not None:
        yield _("%(credited)s of %(required)s hours are credited.") % {
            "credited": _hours(standing.minutes),
            "required": _hours(standing.minutes_required),
        }
    if standing.rules.by_competency:
        yield _("He is done when he shows what the plan asks, not at a number of sessions.")


def _coming(standing: Standing) -> Iterator[str]:
    yield ngettext(
        "He came to %(came)d of %(offered)d session offered to him.",
        "He came to %(came)d of %(offered)d sessions offered to him.",
        standing.offered,
    ) % {"came": standing.came, "offered": standing.offered}
    if standing.from_before:
        yield ngettext(
            "%(n)d credited session is from the place he had before.",
            "%(n)d credited sessions are from the place he had before.",
            standing.from_before,
        ) % {"n": standing.from_before}
    if standing.missed_before:
        yield ngettext(
            "%(n)d session he missed before he was moved here counts on.",
            "%(n)d sessions he missed before he was moved here count on.",
            standing.missed_before,
        ) % {"n": standing.missed_before}
    if standing.unrecorded:
        yield ngettext(
            "%(n)d session is not marked yet and counts nowhere.",
            "%(n)d sessions are not marked yet and count nowhere.",
            standing.unrecorded,
        ) % {"n": standing.unrecorded}


def of_limit(limit: Limit) -> str:
    """How many there may be, how many there are, and the day a person should look."""
    said = {
        "max_absences": _("Missed in all: %(used)d; the rules allow %(allowed)d."),
        "max_no_word": _("Missed with no word: %(used)d; the rules allow %(allowed)d."),
        "max_in_a_row": _("Missed one after another: %(used)d; the rules allow %(allowed)d."),
        "max_per_phase": _("Missed in one phase: %(used)d; the rules allow %(allowed)d."),
    }[limit.rule] % {"used": limit.used, "allowed": limit.allowed}
    if limit.passed_on:
        return (
            said
            + " "
            + _("Passed on %(day)s: a person looks at it and decides.") % {"day": _day(limit.passed_on)}
        )
    return said


def _ends(standing: Standing) -> Iterator[str]:
    if standing.earliest_end:
        yield _("He can finish on %(day)s at the earliest.") % {"day": _day(standing.earliest_end)}
    if standing.latest_end:
        yield _("He must finish by %(day)s.") % {"day": _day(standing.latest_end)}


def _day(day) -> str:
    return date_format(day, "DATE_FORMAT")


def _hours(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    return f"{whole}" if not rest else f"{minutes / 60:.1f}"
