"""How places end: by leaving, by completing, or for a reason that is nobody's doing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from reports.access import opens_the_men
from reports.questions.asked import Asked
from reports.questions.clock import ask
from reports.questions.reasons import PART, names_of_hidden, reasons
from reports.questions.retention import in_groups
from reports.questions.small_cells import SMALLEST, hide_counts, hide_in_curve, merge_small
from reports.survival import Counts, aalen_johansen, at_risk

KINDS = ("dropout", "completed", "neutral")
ENDS = f"""
select key, label, time, ending, {PART} as part, exit_reason as reason, count(*) as n,
       count(*) filter (where not_seen) as not_seen
from unit group by 1, 2, 3, 4, 5, 6
"""  # noqa: S608 (of our own making)


def exits(**asked: Any) -> dict[str, Any]:
    """The share that has left, completed or had to go by each session, as competing ends (Aalen-Johansen)."""
    question = Asked(**asked)
    open_to_all = opens_the_men(question.staff)
    rows = ask(question, ENDS)
    counted = in_groups(question, [row | _ends_of(row) for row in rows])
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
    # For the others the curves end there.
    answer["few_from"] = {key: _few_from(counts) for key, _l, counts, _n in counted} if open_to_all else {}
    # Too few to be counted at all have no reasons either.
    answer["reasons"] = reasons(rows if groups else [], open_to_all=open_to_all)
    if open_to_all:
        return answer
    answer = hide_counts(answer, ())
    return answer | {"suppressed": answer["suppressed"] + names_of_hidden(answer["reasons"])}


def _few_from(counts: Counts) -> int | None:
    """The session from which fewer than five are counted: one man moves a band far there."""
    return next((session for session, n, _ends in at_risk(counts) if n < SMALLEST), None)


def _ends_of(row: dict[str, Any]) -> dict[str, int]:
    return dict.fromkeys((*KINDS, "enrolled"), 0) | {row["ending"]: row["n"]}


def _hidden(counts: Counts) -> list[dict[str, Any]]:
    """The curve where it may move: at sessions by which five or more have ended in each way that anybody has."""
    happened = [
        asdict(ends) | {"session": session, "at_risk": n, "total": ends.total}
        for session, n, ends in at_risk(counts)
    ]
    shown = {p["session"] for p in hide_in_curve(happened, (*KINDS, "enrolled")) if p["total"] is not None}
    last = max(shown, default=0)
    curve = [
        asdict(point) if point.session in shown else {"session": point.session} | dict.fromkeys(KINDS)
        for point in aalen_johansen(counts)
        if point.session <= last
    ]
    # "All of them are here" would be a lie where those whose places ended are the ones that are hidden.
    moves = any(point[kind] for point in curve for kind in KINDS)
    return curve if moves or not any(ends.total - ends.enrolled for ends in counts.values()) else []


def definition() -> str:
    return _(
        "One man's place in one group, numbered by the sessions offered to him from the first he came to; a man who never "
        "came is not counted. Leaving falls at the last session he came to; completing and other ends (moved, custody, "
        "illness, end of an order or of the program) at the last one offered. A share counts each way of ending beside the "
        "others, so that the four of them make a hundred. Aalen-Johansen."
    )
