"""The sentence above a report: what it shows, in plain words, and whether it shows it at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.charts.sheet import percent
from reports.questions.reasons import LEFT, PARTS

Answer = Mapping[str, Any]
Group = Mapping[str, Any]
Point = Mapping[str, Any]
Named = tuple[str, Point]

READ_AT = 8  # sessions; where men are asked "did he get past the middle?"
ENOUGH = 5
CHANCE = 0.05


def on_retention(answer: Answer) -> list[str]:
    """First the news, then how the groups compare, then whether chance would do as much."""
    groups = [group for group in answer["groups"] if group["curve"]]
    if not groups:
        return []
    points = _comparable(groups)
    said = (
        _leaving(groups, men=answer["n"]),
        _at_one_session(points),
        _do_they_differ(answer["logrank"] if _anybody_left(groups) else None, points),
    )
    return [sentence for sentence in said if sentence]


def _anybody_left(groups: Sequence[Group]) -> bool:
    """Where nobody has, no curve moves and there is no difference to speak of."""
    return any(group["events"] != 0 for group in groups)


def _leaving(groups: Sequence[Group], *, men: int) -> str:
    if any(group["events"] is None for group in groups):
        return ngettext("%(n)d man is counted.", "%(n)d men are counted.", men) % {"n": men}
    left = sum(group["events"] for group in groups)
    words = {"n": men, "left": left}
    if not left:
        return ngettext("Of %(n)d man nobody has left.", "Of %(n)d men nobody has left.", men) % words
    said = (
        ngettext(
            "Of %(n)d man %(left)d left before finishing", "Of %(n)d men %(left)d left before finishing", men
        )
        % words
    )
    half = _session_by_which_half_had_gone(groups, left) if left >= ENOUGH else None
    if half is None:
        return _("%(said)s.") % {"said": said}
    return _("%(said)s, half of those by session %(session)d.") % {"said": said, "session": half}


def _session_by_which_half_had_gone(groups: Sequence[Group], left: int) -> int | None:
    """Nothing to say where this reader may not see each session."""
    gone = 0
    for session in range(1, max(len(group["curve"]) for group in groups) + 1):
        here = [group["curve"][session - 1]["events"] for group in groups if session <= len(group["curve"])]
        if None in here:
            return None
        gone += sum(here)
        if 2 * gone >= left:
            return session
    return None


def _at_one_session(points: Sequence[Named]) -> str:
    """The lowest and the highest curve at a session that enough men of each have reached."""
    if not points:
        return ""
    (low_name, low), (high_name, high) = _ends(points)
    words = {"session": low["session"], "low": percent(low["survival"]), "high": percent(high["survival"])}
    if words["low"] == words["high"]:
        return _("At session %(session)d, %(low)s were still here.") % words
    words |= {"low_name": low_name, "high_name": high_name}
    return (
        _(
            "At session %(session)d between %(low)s (%(low_name)s) and %(high)s (%(high_name)s) were still here."
        )
        % words
    )


def _comparable(groups: Sequence[Group]) -> list[Named]:
    """Each group's point at session 8, or at the last before it that five men of two groups have reached."""
    for session in range(READ_AT, 1, -1):
        reached = [
            (group["label"], group["curve"][session - 1])
            for group in groups
            if session <= len(group["curve"])
        ]
        points = [
            (name, point)
            for name, point in reached
            if (point["at_risk"] or 0) >= ENOUGH and point["survival"]
        ]
        if len(points) >= min(2, len(groups)):
            return points
    return []


def _ends(points: Sequence[Named]) -> tuple[Named, Named]:
    ranked = sorted(points, key=lambda named: named[1]["survival"])
    return ranked[0], ranked[-1]


def _do_they_differ(test: Mapping[str, float] | None, points: Sequence[Named]) -> str:
    """Honest about chance: the test over all sessions first, then whether the two bands overlap."""
    if not test:
        return ""
    words = {"p": _p(test["p"])}
    apart = len(points) > 1 and not _overlap(*_ends(points))
    if test["p"] < CHANCE:
        said = (
            _("Over all sessions the groups differ more than chance would explain (log-rank %(p)s).") % words
        )
        if len(points) > 1 and not apart:
            return said + " " + _("At that session the bands of these two still overlap.")
        return said + " " + _("The figures do not say why.")
    if apart:
        return (
            _(
                "The bands of these two do not overlap there, but over all sessions the groups are not shown to differ (log-rank %(p)s)."
            )
            % words
        )
    return _("These figures do not show that the groups differ (log-rank %(p)s).") % words


def _overlap(low: Named, high: Named) -> bool:
    top, bottom = low[1]["upper"], high[1]["lower"]
    return top is None or bottom is None or top >= bottom


def _p(p: float) -> str:
    return _("p < 0.001") if p < 0.001 else _("p = %(p)s") % {"p": number_format(round(p, 3), 3)}


def on_exits(answer: Answer) -> list[str]:
    """How the places ended; then who ended those that ended early; then custody, which is neither."""
    n, counts = answer["n"], _by_part(answer["reasons"])
    if not n:
        return []
    if counts is None:
        return [ngettext("%(n)d man is counted.", "%(n)d men are counted.", n) % {"n": n}]
    left = sum(counts[part] for part in LEFT)
    ended = {"n": n, "left": left, "completed": counts["completed"]}
    ended["other"] = counts["neutral"] + counts["custody"]
    ended["here"] = n - left - ended["completed"] - ended["other"]
    said = [
        ngettext(
            "Of %(n)d man: %(left)d left early, %(completed)d completed, %(other)d ended for another reason, %(here)d still here.",
            "Of %(n)d men: %(left)d left early, %(completed)d completed, %(other)d ended for another reason, %(here)d still here.",
            n,
        )
        % ended
    ]
    if left:
        said.append(
            ngettext(
                "Of the %(left)d that ended early, %(man)d left, we ended %(program)d, and a court or circumstances ended %(others)d.",
                "Of the %(left)d that ended early, %(man)d left, we ended %(program)d, and a court or circumstances ended %(others)d.",
                left,
            )
            % (counts | {"left": left})
        )
        if counts["not_seen"]:
            said.append(
                _("The other %(n)d were not seen lately and are counted as gone.") % {"n": counts["not_seen"]}
            )
    if counts["custody"]:
        said.append(
            ngettext(
                "%(n)d man was taken into custody.", "%(n)d men were taken into custody.", counts["custody"]
            )
            % {"n": counts["custody"]}
        )
    return said


def _by_part(reasons: Sequence[Mapping[str, Any]]) -> dict[str, int] | None:
    """None where this reader may not see each count."""
    counts = dict.fromkeys(PARTS, 0)
    for row in reasons:
        if row["n"] is None:
            return None
        counts[row["part"]] += row["n"]
    return counts


def on_attendance(answer: Answer) -> list[str]:
    """How many came, and how much is not known."""
    groups = answer["groups"]
    if not answer["n"]:
        return []
    if any(group[name] is None for group in groups for name in ("came", "offered", "unrecorded")):
        return [
            ngettext("%(n)d place was offered.", "%(n)d places were offered.", answer["n"])
            % {"n": answer["n"]}
        ]
    came, unrecorded = (sum(group[name] for group in groups) for name in ("came", "unrecorded"))
    recorded = answer["n"] - unrecorded
    said = []
    if recorded:
        words = {"n": recorded, "came": came, "share": percent(came / recorded)}
        said.append(ngettext(
            "Of %(n)d place offered and recorded, %(came)d was taken (%(share)s).",
            "Of %(n)d places offered and recorded, %(came)d were taken (%(share)s).", recorded,
        ) % words)  # fmt: skip
    if unrecorded:
        said.append(ngettext(
            "%(n)d more has not been recorded and counts neither way.",
            "%(n)d more have not been recorded and count neither way.", unrecorded,
        ) % {"n": unrecorded})  # fmt: skip
    return said


def on_unrecorded(answer: Answer) -> list[str]:
    if not answer["n"]:
        return []
    words = {"n": answer["n"]}
    return [
        ngettext(
            "%(n)d session was held with somebody unmarked.",
            "%(n)d sessions were held with somebody unmarked.",
            answer["n"] or 0,
        )
        % words
    ]
