"""Rules as JSON, in and out. What cannot be read is named by its field, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, asdict, fields
from typing import Any

from django.utils.translation import gettext as _

from programs.rules.clocks import Clock, Unit
from programs.rules.profile import Rules, Step
from services.codes import name_told, writable

MOST = 100_000
LONGEST = 1000


class RulesUnreadable(ValueError):
    """`fields` holds the sentences by field name."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {sentence}" for name, sentence in wrong.items()))
        self.fields = dict(wrong)


def rules_from(said: object) -> Rules:
    """Rules from plain JSON; a field left out is at its default. Raises RulesUnreadable with every fault at once."""
    if not isinstance(said, Mapping):
        raise RulesUnreadable({"rules": _("Rules are one object of named fields.")})
    known = {each.name: each for each in fields(Rules)}
    wrong = {name_told(name): _("There is no such rule.") for name in said if name not in known}
    read: dict[str, Any] = {}
    for name, value in said.items():
        if name in known:
            try:
                read[name] = _value(known[name], value)
            except ValueError as error:
                wrong[name] = str(error)
    wrong |= _fitting(read) if not wrong else {}
    if wrong:
        raise RulesUnreadable(wrong)
    return Rules(**read)


def as_json(rules: Rules) -> dict[str, Any]:
    """Only what the rules say: `rules_from(as_json(rules)) == rules`, and a default is not written down."""
    default = Rules()
    said = asdict(rules)
    return {
        name: _plain(value) for name, value in said.items() if getattr(rules, name) != getattr(default, name)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: str(each) if isinstance(each, Unit) else each for name, each in value.items()}
    return value


def _value(rule: Field, value: object) -> Any:
    return READERS[rule.metadata["kind"]](value, rule)


def _amount(value: object, rule: Field) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise ValueError(_("A whole number from 0 on, or null."))
    return value


def _flag(value: object, rule: Field) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("true or false."))
    return value


def _text(value: object, rule: Field) -> str:
    if not isinstance(value, str) or len(value) > LONGEST or not writable(value):
        raise ValueError(_("A text of at most 1,000 characters."))
    return value.strip()


def _choice(value: object, rule: Field) -> str:
    if value not in rule.metadata["choices"]:
        raise ValueError(_("One of: %(known)s.") % {"known": ", ".join(rule.metadata["choices"])})
    return str(value)


def _words(value: object, rule: Field) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(_("A list of texts."))
    return tuple(_text(each, rule) for each in value)


def _steps(value: object, rule: Field) -> tuple[Step, ...]:
    sentence = _("A list of steps, each with up_to (men) and value, growing.")
    if not isinstance(value, list | tuple):
        raise ValueError(sentence)
    steps: list[Step] = []
    for each in value:
        if not isinstance(each, Mapping) or set(each) != {"up_to", "value"}:
            raise ValueError(sentence)
        up_to, amount = _amount(each["up_to"], rule), _amount(each["value"], rule)
        if up_to is None or amount is None or (steps and up_to <= steps[-1].up_to):
            raise ValueError(sentence)
        steps.append(Step(up_to, amount))
    return tuple(steps)


def _clock(value: object, rule: Field) -> Clock | None:
    if value is None:
        return None
    units = ", ".join(Unit)
    if not isinstance(value, Mapping) or set(value) != {"amount", "unit"} or value["unit"] not in list(Unit):
        raise ValueError(_("An amount and a unit, one of: %(units)s.") % {"units": units})
    amount = _amount(value["amount"], rule)
    if amount is None:
        raise ValueError(_("An amount and a unit, one of: %(units)s.") % {"units": units})
    return Clock(amount, Unit(value["unit"]))


READERS = {
    "amount": _amount,
    "flag": _flag,
    "text": _text,
    "choice": _choice,
    "words": _words,
    "steps": _steps,
    "clock": _clock,
}


def _fitting(read: Mapping[str, Any]) -> dict[str, str]:
    """What contradicts itself."""
    wrong = {}
    if (read.get("min_weeks") or 0) > (read.get("max_weeks") or MOST):
        wrong["max_weeks"] = _("At most is less than at least.")
    if (read.get("group_min") or 0) > (read.get("group_max") or MOST):
        wrong["group_max"] = _("At most is less than at least.")
    if read.get("max_per_phase") is not None and not read.get("phase_sessions"):
        wrong["phase_sessions"] = _("Say how many sessions a phase has.")
    if read.get("phase_sessions") == 0 or read.get("lates_per_absence") == 0:
        wrong["phase_sessions" if read.get("phase_sessions") == 0 else "lates_per_absence"] = _("At least 1.")
    if read.get("report_day") is not None and not 1 <= read["report_day"] <= 31:
        wrong["report_day"] = _("A day of the month, 1 to 31.")
    return wrong
