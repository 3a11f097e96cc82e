"""The rules themselves: one field for each thing a standard may say. None or empty: it does not say."""
# ruff: noqa: RUF009 (each call makes the field itself, not its default)

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.rules.clocks import Clock


@dataclass(frozen=True)
class Step:
    """Up to so many men, this much: minutes of a session, or people who run it."""

    up_to: int
    value: int


def _says(kind: str, section: str, label: Promise, default: Any = None, **more: Any) -> Any:
    return field(default=default, metadata={"kind": kind, "section": section, "label": label, **more})


def _amount(section: str, label: Promise) -> Any:
    return _says("amount", section, label)


def _flag(section: str, label: Promise, *, default: bool) -> Any:
    return _says("flag", section, label, default)


def _clock(section: str, label: Promise) -> Any:
    return _says("clock", section, label)


SECTIONS = {
    "dose": _("How much he needs"),
    "session": _("What makes a session count"),
    "absences": _("How many he may miss"),
    "make_ups": _("Making up and leave"),
    "group": _("The group"),
    "deadlines": _("By when who must hear"),
    "after": _("Finishing and coming back"),
}
COUNTS_BY = {"sessions": _("Sessions"), "minutes": _("Minutes in the room")}
ENTRY = {"rolling": _("Rolling"), "closed": _("Closed"), "either": _("Either")}
READMISSION = {
    "restart": _("He starts again from the beginning"),
    "credit": _("What he did before is credited"),
    "new_referral": _("He needs a new referral and starts again"),
    "decision": _("The program decides each time"),
}


@dataclass(frozen=True)
class Rules:
    """What one standard asks. Amounts are whole numbers; times in minutes, weeks or a Clock."""

    sessions_required: int | None = _amount("dose", _("Sessions in all"))
    minutes_required: int | None = _amount("dose", _("Minutes in all"))
    by_competency: bool = _flag("dose", _("Done when he shows it, whatever the number"), default=False)
    intake_counts: bool = _flag("dose", _("The intake counts as a session"), default=False)
    min_weeks: int | None = _amount("dose", _("Weeks at least"))
    max_weeks: int | None = _amount("dose", _("Weeks at most"))
    reviews: int | None = _amount("dose", _("Reviews at least"))

    session_minutes: int | None = _amount("session", _("Minutes of a session at least"))
    minutes_by_size: tuple[Step, ...] = _says("steps", "session", _("Minutes by the number of men"), ())
    counts_by: str = _says("choice", "session", _("What counts"), "sessions", choices=COUNTS_BY)
    grace_minutes: int | None = _amount("session", _("Minutes late at most to be credited"))
    left_early_credited: bool = _flag("session", _("Credited when he leaves early"), default=True)
    remote_credited: bool = _flag("session", _("Credited when he joins remotely"), default=True)

    max_absences: int | None = _amount("absences", _("Sessions missed in all"))
    max_no_word: int | None = _amount("absences", _("Missed with no word"))
    max_in_a_row: int | None = _amount("absences", _("Missed one after another"))
    max_per_phase: int | None = _amount("absences", _("Missed in one phase"))
    phase_sessions: int | None = _amount("absences", _("Sessions in a phase"))
    told_us_counts: bool = _flag("absences", _("One he told us of counts, too"), default=True)
    accepted_is_none: bool = _flag(
        "absences", _("With a reason we accepted it does not count"), default=False
    )
    lates_per_absence: int | None = _amount("absences", _("So many times late make one missed"))

    make_up_allowed: bool = _flag("make_ups", _("He may make a session up"), default=True)
    make_up_days: int | None = _amount("make_ups", _("Within so many days"))
    make_ups_most: int | None = _amount("make_ups", _("At most so many"))
    make_up_clears: bool = _flag("make_ups", _("Making it up takes the absence away"), default=True)
    leave_allowed: bool = _flag("make_ups", _("Leave of absence is possible"), default=True)
    leave_from_sessions: int | None = _amount("make_ups", _("Leave is so many sessions or more"))

    group_min: int | None = _amount("group", _("Men at least"))
    group_max: int | None = _amount("group", _("Men at most"))
    facilitators_by_size: tuple[Step, ...] = _says(
        "steps", "group", _("Facilitators by the number of men"), ()
    )
    mixed_facilitators: bool = _flag("group", _("A man and a woman run it, where possible"), default=False)
    entry: str = _says("choice", "group", _("Entry"), "either", choices=ENTRY)

    intake_due: Clock | None = _clock("deadlines", _("Intake, after first contact"))
    answer_due: Clock | None = _clock("deadlines", _("Yes or no to who referred him"))
    partner_notice_due: Clock | None = _clock("deadlines", _("Her worker hears of yes or no"))
    not_complying_due: Clock | None = _clock("deadlines", _("Word that he does not comply"))
    report_every: Clock | None = _clock("deadlines", _("A report every"))
    report_day: int | None = _amount("deadlines", _("Report by this day of the month"))
    exit_summary_due: Clock | None = _clock("deadlines", _("Summary after his last contact"))
    certificate_due: Clock | None = _clock("deadlines", _("Certificate after he finished"))

    required_phrase: str = _says("text", "after", _("Sentence a certificate must carry"), "")
    readmission: str = _says("choice", "after", _("When he comes back"), "decision", choices=READMISSION)
    fee_rule: str = _says("text", "after", _("Fees"), "")
    retention_years: int | None = _amount("after", _("Years his record is kept"))
    instruments: tuple[str, ...] = _says("words", "after", _("Questionnaires it asks for"), ())
    told_to_court: tuple[str, ...] = _says("words", "after", _("What a court may be told"), ())

    def minutes_for(self, *, men: int) -> int | None:
        """How long a session of so many men must be."""
        return _step(self.minutes_by_size, men) or self.session_minutes

    def facilitators_for(self, *, men: int) -> int | None:
        """How many must run it."""
        return _step(self.facilitators_by_size, men)


def _step(steps: tuple[Step, ...], men: int) -> int | None:
    return next((step.value for step in steps if men <= step.up_to), None)


def told(name: str) -> Field:
    """The field of this name, with its label, kind and section."""
    return next(each for each in fields(Rules) if each.name == name)
