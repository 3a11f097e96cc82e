"""Survival statistics over counts of men per session number. Knows nothing of Django, nor of men.

Sources: Kaplan and Meier 1958; Greenwood 1926, with log-log limits after Kalbfleisch and Prentice, "The Statistical
Analysis of Failure Time Data" (2002), sections 1.4 (limits) and 1.5 (log-rank); Aalen and Johansen 1978.
Where these leave a choice, we do as R's `survival` package does, so that an evaluator finds the same figures.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Ends:
    """How many left (events), finished (completed, neutral) or are still enrolled, at one session number."""

    dropout: int = 0
    completed: int = 0
    neutral: int = 0
    enrolled: int = 0

    @property
    def censored(self) -> int:
        return self.completed + self.neutral + self.enrolled

    @property
    def total(self) -> int:
        return self.dropout + self.censored

    def __add__(self, other: "Ends") -> "Ends":
        return Ends(
            self.dropout + other.dropout,
            self.completed + other.completed,
            self.neutral + other.neutral,
            self.enrolled + other.enrolled,
        )


Counts = Mapping[int, Ends]
"""Session number -> ends there. Numbers without an end may be left out."""


@dataclass(frozen=True, slots=True)
class Point:
    """The Kaplan-Meier estimate just after one session; the band is None where survival is exactly 1 or 0."""

    session: int
    at_risk: int
    events: int
    censored: int
    survival: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Curve:
    """One group: its points for every session from 1 to its largest time, and the first with survival <= 1/2."""

    n: int
    events: int
    median: int | None
    points: list[Point]


@dataclass(frozen=True, slots=True)
class Incidence:
    """The share that has ended in each way by one session (Aalen-Johansen); the rest is still in the program."""

    session: int
    dropout: float
    completed: float
    neutral: float


@dataclass(frozen=True, slots=True)
class LogRank:
    chi2: float
    df: int
    p: float


def at_risk(counts: Counts) -> Iterator[tuple[int, int, Ends]]:
    """Every session number with the units still counted when it begins: an event precedes a censoring there."""
    if any(session < 1 for session in counts):
        raise ValueError("Session numbers start at 1.")
    remaining = sum(ends.total for ends in counts.values())
    session = 0
    while remaining:
        session += 1
        ends = counts.get(session, Ends())
        yield session, remaining, ends
        remaining -= ends.total


def kaplan_meier(counts: Counts) -> Curve:
    """The curve of staying, with 95 % Greenwood bands on the log-log scale. No units: an empty curve."""
    points: list[Point] = []
    survival, greenwood, median = Fraction(1), 0.0, None
    for session, n, ends in at_risk(counts):
        survival *= Fraction(n - ends.dropout, n)
        if survival:
            greenwood += ends.dropout / (n * (n - ends.dropout))
        if median is None and 2 * survival <= 1:  # exact: 1/2 must not be missed by a rounding
            median = session
        lower, upper = _log_log_band(survival, greenwood)
        points.append(Point(session, n, ends.dropout, ends.censored, float(survival), lower, upper))
    return Curve(
        n=sum(ends.total for ends in counts.values()),
        events=sum(ends.dropout for ends in counts.values()),
        median=median,
        points=points,
    )


def _log_log_band(survival: Fraction, greenwood: float) -> tuple[float | None, float | None]:
    if survival in (0, 1):
        return None, None
    log_survival = math.log(survival)
    factor = math.exp(Z95 * math.sqrt(greenwood) / -log_survival)
    return math.exp(log_survival * factor), math.exp(log_survival / factor)


def aalen_johansen(counts: Counts) -> list[Incidence]:
    """Cumulative incidence of leaving, completing and neutral exit, each as one risk among three."""
    incidence: list[Incidence] = []
    staying, dropout, completed, neutral = (Fraction(n) for n in (1, 0, 0, 0))
    for session, n, ends in at_risk(counts):
        dropout += staying * Fraction(ends.dropout, n)
        completed += staying * Fraction(ends.completed, n)
        neutral += staying * Fraction(ends.neutral, n)
        staying *= Fraction(n - ends.total + ends.enrolled, n)
        incidence.append(Incidence(session, float(dropout), float(completed), float(neutral)))
    return incidence


def log_rank(groups: Sequence[Counts]) -> LogRank | None:
    """Whether the groups' curves differ more than chance would; None with fewer than two.

    Every group with a man in it counts as a degree of freedom, also one that was never at risk when somebody left:
    it adds nothing to chi2. Among the others the variance is of rank one less, with one exception: everybody leaves
    at one and the same session. Then nothing varies and nothing differs: chi2 is 0, as it is where nobody left.
    """
    tables = [{session: (n, ends.dropout) for session, n, ends in at_risk(counts)} for counts in groups]
    df = sum(map(bool, tables)) - 1
    if df < 1:
        return None
    leaving = sorted({session for table in tables for session, (_, left) in table.items() if left})
    chi2 = _chi2([table for table in tables if leaving and leaving[0] in table], leaving)
    return LogRank(chi2=chi2, df=df, p=chi2_survival(chi2, df=df))


def _chi2(tables: Sequence[Mapping[int, tuple[int, int]]], leaving: Sequence[int]) -> float:
    """Observed less expected, squared and weighed by its variance, over groups that were at risk at the first event."""
    k = len(tables)
    if k < 2:
        return 0.0
    difference = [0.0] * k
    variance = [[0.0] * k for _ in range(k)]
    for session in leaving:
        risk, left = zip(*(table.get(session, (0, 0)) for table in tables), strict=True)
        n, d = sum(risk), sum(left)
        spread = d * (n - d) / (n - 1) if n > 1 else 0.0
        for i in range(k):
            difference[i] += left[i] - d * risk[i] / n
            for j in range(k):
                variance[i][j] += spread * risk[i] / n * ((i == j) - risk[j] / n)
    return _quadratic_form(difference[:-1], [row[:-1] for row in variance[:-1]]) if variance[0][0] else 0.0


def _quadratic_form(u: list[float], v: list[list[float]]) -> float:
    """u' v^-1 u by Cholesky: with v = L L' and L y = u it is y' y, which cannot come out negative."""
    rows: list[list[float]] = []
    y: list[float] = []
    for i, target in enumerate(u):
        row: list[float] = []
        for j in range(i):
            row.append((v[i][j] - sum(a * b for a, b in zip(row, rows[j], strict=False))) / rows[j][j])
        pivot = math.sqrt(v[i][i] - sum(x * x for x in row))
        y.append((target - sum(a * b for a, b in zip(row, y, strict=True))) / pivot)
        rows.append([*row, pivot])
    return sum(x * x for x in y)


def chi2_survival(x: float, *, df: int) -> float:
    """P(chi-square with df degrees > x): the regularized upper incomplete gamma function Q(df/2, x/2).

    For whole df it is a finite sum of positive terms (Abramowitz and Stegun 26.4.4 and 26.4.5), so no digit is lost.
    """
    y = x / 2
    if y <= 0:
        return 1.0
    a, q = (1.0, math.exp(-y)) if df % 2 == 0 else (0.5, math.erfc(math.sqrt(y)))
    while a < df / 2:
        q += math.exp(a * math.log(y) - y - math.lgamma(a + 1))
        a += 1
    return min(q, 1.0)
