"""The definitions of staying once more, in plain Python and exact fractions, written without a look at the reports.

A unit is `Unit(time, ending, not_seen)`. Nothing here is quick, and nothing is shared with `reports/survival.py`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from scipy.stats import chi2 as chi2_distribution

CAME = ("present", "late", "left_early", "remote", "make_up", "sent_home")
NOT_OFFERED = ("on_leave", "cancelled")
DROPOUT = (
    "attendance", "non_participation", "new_violence", "rule_breach", "intoxication", "non_payment", "unsuitable",
    "program_decision", "withdrew", "lost_contact",
)  # fmt: skip
Z = 1.959963984540054


@dataclass(frozen=True)
class Unit:
    """One place in which a man came at least once; its time counts from the session he first came to."""

    time: int
    ending: str  # dropout, completed, neutral or enrolled
    not_seen: bool


def unit_of(
    offered: list[bool], reason: str | None, *, missed: int = 3, left_if_not_seen: bool = False
) -> Unit | None:
    """`offered`: whether he came, for each session offered to him; `reason`: of his exit, None while he is enrolled."""
    if True not in offered:
        return None
    offered = offered[offered.index(True) :]
    last_came = len(offered) - offered[::-1].index(True)
    not_seen = reason is None and len(offered) - last_came >= missed
    if reason in DROPOUT or (not_seen and left_if_not_seen):
        return Unit(last_came, "dropout", not_seen)
    ending = {None: "enrolled", "completed": "completed"}.get(reason, "neutral")
    return Unit(len(offered), ending, not_seen)


def source_of(referrals: list[tuple[date, str, str]], offered_from: date) -> tuple[str, str]:
    """Source and pressure of the latest referral up to that day; else of the earliest there is."""
    before = [referral for referral in referrals if referral[0] <= offered_from]
    chosen = max(before) if before else min(referrals, default=(None, "unknown", "unknown"))
    return chosen[1], chosen[2]


def kaplan_meier(units: list[Unit]) -> dict:
    """Survival after each session with Greenwood's bands on the log-log scale, and the median."""
    survival, spread, median, curve = Fraction(1), Fraction(0), None, []
    for session in range(1, max(unit.time for unit in units) + 1):
        at_risk = sum(unit.time >= session for unit in units)
        here = [unit.ending for unit in units if unit.time == session]
        left = here.count("dropout")
        survival *= 1 - Fraction(left, at_risk)
        if left < at_risk:
            spread += Fraction(left, at_risk * (at_risk - left))
        if median is None and survival <= Fraction(1, 2):
            median = session
        lower = upper = None
        if 0 < survival < 1:
            theta = math.log(-math.log(survival))
            width = Z * math.sqrt(spread) / abs(math.log(survival))
            lower, upper = (math.exp(-math.exp(theta + sign * width)) for sign in (1, -1))
        curve.append(
            {"session": session, "at_risk": at_risk, "events": left, "censored": len(here) - left,
             "survival": float(survival), "lower": lower, "upper": upper}
        )  # fmt: skip
    return {
        "n": len(units), "events": sum(unit.ending == "dropout" for unit in units),
        "not_seen": sum(unit.not_seen for unit in units), "median": median, "curve": curve,
    }  # fmt: skip


def aalen_johansen(units: list[Unit]) -> list[dict]:
    """The share that has ended in each way by each session."""
    staying, shares, curve = Fraction(1), defaultdict(Fraction), []
    for session in range(1, max(unit.time for unit in units) + 1):
        at_risk = sum(unit.time >= session for unit in units)
        here = [unit.ending for unit in units if unit.time == session and unit.ending != "enrolled"]
        for ending in ("dropout", "completed", "neutral"):
            shares[ending] += staying * Fraction(here.count(ending), at_risk)
        staying *= 1 - Fraction(len(here), at_risk)
        curve.append({"session": session} | {ending: float(share) for ending, share in shares.items()})
    return curve


def log_rank(groups: list[list[Unit]]) -> dict | None:
    """Observed less expected over all groups, against the hypergeometric variance; k - 1 degrees of freedom."""
    if len(groups) < 2:
        return None
    k = range(len(groups))
    excess = [Fraction(0) for _ in k]
    variance = [[Fraction(0) for _ in k] for _ in k]
    for session in {unit.time for units in groups for unit in units if unit.ending == "dropout"}:
        risk = [sum(unit.time >= session for unit in units) for units in groups]
        left = [sum(unit.time == session and unit.ending == "dropout" for unit in units) for units in groups]
        n, d = sum(risk), sum(left)
        for i in k:
            excess[i] += left[i] - Fraction(d * risk[i], n)
            for j in k:
                share = Fraction(risk[i], n) * ((i == j) - Fraction(risk[j], n))
                variance[i][j] += share * Fraction(d * (n - d), n - 1) if n > 1 else 0
    chi2 = float(_form(excess, variance))
    return {"chi2": chi2, "df": len(groups) - 1, "p": float(chi2_distribution.sf(chi2, len(groups) - 1))}


def _form(u: list[Fraction], v: list[list[Fraction]]) -> Fraction:
    """u' v^- u by elimination; what is linearly dependent falls out, exactly."""
    rows = [[*row, value] for row, value in zip(v, u, strict=True)]
    total, top = Fraction(0), 0
    pivots: list[int] = []
    for column in range(len(u)):
        found = next((at for at in range(top, len(rows)) if rows[at][column]), None)
        if found is None:
            continue
        rows[top], rows[found] = rows[found], rows[top]
        rows[top] = [value / rows[top][column] for value in rows[top]]
        for at, row in enumerate(rows):
            if at != top and row[column]:
                rows[at] = [a - row[column] * b for a, b in zip(row, rows[top], strict=True)]
        pivots.append(column)
        top += 1
    for at, column in enumerate(pivots):
        total += u[column] * rows[at][-1]
    return total
