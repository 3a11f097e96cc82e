"""Why places ended: what he decided apart from what we decided, and custody apart from both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from programs.models.enrollment import ExitReason
from reports.questions.small_cells import hide_together

# In the order in which they are told.
PARTS = {
    "man": _("He left"),
    "program": _("We ended it"),
    "others": _("A court or circumstances ended it"),
    "not_seen": _("Not seen lately, counted as gone"),
    "custody": _("In custody"),
    "neutral": _("Ended for another reason"),
    "completed": _("Completed"),
}
LEFT = ("man", "program", "others", "not_seen")
# Of a man's place in `unit`, for which see reports.questions.clock.
PART = f"""case when ending = 'dropout' and exit_reason = '' then 'not_seen'
                when ending = 'dropout' and ended_by in ('man', 'program') then ended_by
                when ending = 'dropout' then 'others'
                when exit_reason = '{ExitReason.CUSTODY}' then 'custody'
                else ending end"""
ENDINGS = ("dropout", "neutral", "completed")


def reasons(rows: Iterable[Mapping[str, Any]], *, open_to_all: bool) -> list[dict[str, Any]]:
    """How many places ended for each reason, in its part; small counts hidden from those who may not open the men."""
    counted: dict[tuple[str, str, str], int] = {}
    for row in rows:
        if row["ending"] in ENDINGS:
            named = (row["part"], row["reason"], row["ending"])
            counted[named] = counted.get(named, 0) + row["n"]
    # In order of size, a hidden count would show between which two it lies.
    order = _commonest_first if open_to_all else _as_named
    told = [
        {"part": part, "reason": reason, "label": label_of(part, reason), "ending": ending, "n": n}
        for (part, reason, ending), n in sorted(counted.items(), key=order)
    ]
    if not open_to_all:
        # The curves tell how many ended in each of the three ways, so each sum is guarded by itself.
        for ending in ENDINGS:
            of_it = [row for row in told if row["ending"] == ending]
            for row, n in zip(of_it, hide_together([row["n"] for row in of_it]), strict=True):
                row["n"] = n
    return [{name: value for name, value in row.items() if name != "ending"} for row in told]


def label_of(part: str, reason: str) -> str:
    return str(ExitReason(reason).label if reason else PARTS[part])


def names_of_hidden(told: Iterable[Mapping[str, Any]]) -> list[str]:
    return [f"reasons.{row['part']}.{row['reason']}" for row in told if row["n"] is None]


def _commonest_first(counted: tuple[tuple[str, str, str], int]) -> tuple[int, int, int]:
    part, _n, reason = _as_named(counted)
    return (part, -counted[1], reason)


def _as_named(counted: tuple[tuple[str, str, str], int]) -> tuple[int, int, int]:
    """Part by part, in each as the reasons are always named."""
    (part, reason, _ending), _n = counted
    return (list(PARTS).index(part), 0, ["", *ExitReason.values].index(reason))
