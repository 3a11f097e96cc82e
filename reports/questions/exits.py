"""How places end: by leaving, by completing, or for a reason that is nobody's doing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from reports.access import opens_the_men
from reports.questions.asked import Asked
from reports.questions.retention import count_ends
from reports.questions.small_cells import hide_counts, hide_in_curve, merge_small
from reports.survival import Counts, aalen_johansen, at_risk

KINDS = ("dropout", "completed", "neutral")


def exits(**asked: Any) -> dict[str, Any]:
    """The share that has left, completed or had to go by each session, as competing ends (Aalen-Johansen)."""
    question = Asked(**asked)
    open_to_all = opens_the_men(question.staff)
    counted = count_ends(question)
    if not open_to_all:
        counted = merge_small(counted)
    groups = [
        {
            "key": key,
            "label": label,
            "n": sum(ends.total for ends in counts.values()),
            "curve": [asdict(point) for point in aalen_johansen(counts)] if open_to_all else _hidden(counts),
        }
        for key, label, counts, _not_seen in counted
    ]
    answer = question.answer(definition(), n=sum(group["n"] for group in groups), groups=groups)
    return answer if open_to_all else hide_counts(answer, ())


def _hidden(counts: Counts) -> list[dict[str, Any]]:
    """The curve where it may move: at sessions by which five or more have ended in each way that anybody has."""
    happened = [
        asdict(ends) | {"session": session, "at_risk": n, "total": ends.total}
        for session, n, ends in at_risk(counts)
    ]
    shown = {p["session"] for p in hide_in_curve(happened, (*KINDS, "enrolled")) if p["total"] is not None}
    last = max(shown, default=0)
    return [
        asdict(point) if point.session in shown else {"session": point.session} | dict.fromkeys(KINDS)
        for point in aalen_johansen(counts)
        if point.session <= last
    ]


def definition() -> str:
    return _(
        "One man's place in one group, numbered by the sessions offered to him from the first he came to. Leaving "
        "falls at the last session he came to; completing and neutral ends (moved, custody, illness, end of an order "
        "or of the program) at the last one offered. Aalen-Johansen."
    )
