"""Small counts are hidden from those who may not open the records: two men in a town are no statistic.

A hidden count is None and named in `suppressed`. Hiding one cell of a sum hides nothing, so a second goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from reports.survival import Counts, Ends

SMALLEST = 5
TOGETHER = "small_groups"

Counted = tuple[str, str, Counts, int]


def is_small(count: int | None) -> bool:
    return count is not None and 0 < count < SMALLEST


def size(counted: Counted) -> int:
    return sum(ends.total for ends in counted[2].values())


def merge_small(groups: Sequence[Counted]) -> list[Counted]:
    """Groups under five become one, with the next smallest while that is not enough; nothing if all are not five."""
    if sum(map(size, groups)) < SMALLEST:
        return []
    kept = sorted(groups, key=size)
    merged: list[Counted] = []
    while kept and (size(kept[0]) < SMALLEST or is_small(sum(map(size, merged)))):
        merged.append(kept.pop(0))
    if not merged:
        return list(groups)
    together: dict[int, Ends] = {}
    for _key, _label, counts, _not_seen in merged:
        for session, ends in counts.items():
            together[session] = together.get(session, Ends()) + ends
    rest = [group for group in groups if group in kept]
    not_seen = sum(group[3] for group in merged)
    return [*rest, (TOGETHER, _("Smaller groups together"), together, not_seen)]


def hide_in_curve(curve: Sequence[dict[str, Any]], kinds: Sequence[str]) -> list[dict[str, Any]]:
    """A curve that shows no single man: it moves only when five or more have, and ends where fewer are counted.

    `curve` has `at_risk` and, under the names in `kinds`, what happened at each session. Where it may not move
    its figures are None; `at_risk` is what remains after the session before, so it is shown if that one was.
    """
    shown: list[dict[str, Any]] = []
    waiting = dict.fromkeys(kinds, 0)
    before_was_shown = True
    for point in curve:
        if point["at_risk"] < SMALLEST:
            break
        waiting = {kind: waiting[kind] + point[kind] for kind in kinds}
        may_move = not any(map(is_small, waiting.values()))
        figures = point if may_move else dict.fromkeys(point)
        counts = {kind: None if not may_move or is_small(point[kind]) else point[kind] for kind in kinds}
        at_risk = point["at_risk"] if before_was_shown else None
        shown.append(figures | counts | {"session": point["session"], "at_risk": at_risk})
        before_was_shown = may_move
        if may_move:
            waiting = dict.fromkeys(kinds, 0)
    while shown and shown[-1]["at_risk"] is None and _says_nothing(shown[-1]):
        shown.pop()
    # "All of them stayed" would be a lie where the first to go are the ones that are hidden.
    all_stayed = all(point.get("survival", 0) in (1, None) for point in shown)
    return [] if all_stayed and any(waiting.values()) else shown


def _says_nothing(point: dict[str, Any]) -> bool:
    return all(value is None for name, value in point.items() if name != "session")


def hide_together(counts: Sequence[int | None]) -> list[int | None]:
    """One hidden cell of a sum could be reckoned back: then the smallest of the others is hidden as well."""
    hidden = [None if is_small(count) else count for count in counts]
    known = [count for count in hidden if count]
    if sum(count is None for count in hidden) == 1 and known:
        hidden[hidden.index(min(known))] = None
    return hidden


def hide_counts(answer: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Hide small counts in these columns of an answer's groups, and name what is hidden there and in the curves."""
    groups = [dict(group) for group in answer["groups"]]
    for name in names:
        for group, count in zip(groups, hide_together([group[name] for group in groups]), strict=True):
            group[name] = count
            # The session at which half are gone is one man's session where fewer than five have gone.
            if name == "events" and count is None:
                group["median"] = None
    return answer | {"groups": groups, "suppressed": name_hidden(groups)}


COUNTS = ("offered", "came", "told_us", "no_word", "unrecorded")


def hide_in_table(answer: dict[str, Any]) -> dict[str, Any]:
    """Each row is a sum of its cells and each column may be one: hide until neither can be reckoned back."""
    names = [name for name in COUNTS if answer["groups"] and name in answer["groups"][0]]
    cells = [[row[name] for name in names] for row in answer["groups"]]
    before = None
    while cells != before:
        before = [list(row) for row in cells]
        cells = [hide_together(row) for row in cells]
        cells = [
            list(row)
            for row in zip(*(hide_together(column) for column in zip(*cells, strict=True)), strict=True)
        ]
    groups = []
    for row, counts in zip(answer["groups"], cells, strict=True):
        shown = row | dict(zip(names, counts, strict=True))
        if None in counts:
            shown |= {name: None for name in ("rate", "hours") if name in row}
        groups.append(shown)
    n = None if is_small(answer["n"]) else answer["n"]
    return answer | {"n": n, "groups": groups, "suppressed": name_hidden(groups)}


def name_hidden(groups: Iterable[dict[str, Any]]) -> list[str]:
    """`group.cell` for each figure that is None because it is small; a curve is named once for each of its cells."""
    names: list[str] = []
    for group in groups:
        for name, value in group.items():
            if name == "curve":
                cells = {cell for point in value for cell, figure in point.items() if figure is None}
                names += [f"{group['key']}.curve.{cell}" for cell in sorted(cells)]
            elif value is None and name not in ("median", "credited"):
                names.append(f"{group['key']}.{name}")
    return names
