"""Rules in words, for a page: what each says, part by part. What a standard does not say is not shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import Field, dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from programs.rules.profile import SECTIONS, Rules, Step


@dataclass(frozen=True)
class Line:
    """One rule as a page shows it; `unverified` where nobody read it in a text."""

    name: str
    label: str
    value: str
    unverified: bool


@dataclass(frozen=True)
class Part:
    heading: str
    lines: tuple[Line, ...]


def in_words(rules: Rules, *, unverified: Collection[str] = ()) -> list[Part]:
    """The parts that say something, in the order of the form."""
    parts = []
    for section, heading in SECTIONS.items():
        said = (rule for rule in fields(Rules) if rule.metadata["section"] == section)
        lines = tuple(_lines(rules, said, unverified))
        if lines:
            parts.append(Part(str(heading), lines))
    return parts


def _lines(rules: Rules, said: Iterator[Field], unverified: Collection[str]) -> Iterator[Line]:
    for rule in said:
        value = getattr(rules, rule.name)
        if value != rule.default:
            yield Line(rule.name, str(rule.metadata["label"]), _value(rule, value), rule.name in unverified)


def _value(rule: Field, value: Any) -> str:
    kind = rule.metadata["kind"]
    if kind == "flag":
        return _("Yes") if value else _("No")
    if kind == "choice":
        return str(rule.metadata["choices"][value])
    if kind == "steps":
        return "; ".join(_step(step) for step in value)
    if kind == "words":
        return ", ".join(value)
    return str(value)


def _step(step: Step) -> str:
    return _("up to %(men)d men: %(value)d") % {"men": step.up_to, "value": step.value}
