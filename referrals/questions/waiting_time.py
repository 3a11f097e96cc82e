"""How long men have waited lately, as one can honestly say it on the phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import F, Min, Q
from django.utils.translation import gettext as _

from referrals.models import Referral
from referrals.models.referral import WAITING, Status
from services.models import Staff

LATELY = timedelta(days=180)
# Of fewer than this many starts nothing is said: one quick start would promise the next man too much.
FEWEST = 8


def aloud(staff: Staff) -> str:
    """A sentence to read aloud about the days from referral to first day in a group, or that nobody can say."""
    started, waiting = _lately(staff, on=staff.desk.on)
    if sum(started.values()) < FEWEST:
        return _(
            "Too few men have started lately to say how long it takes. Promise him the next call instead."
        )
    half, nine = quantile(started, waiting, 1 / 2), quantile(started, waiting, 9 / 10)
    if half is None:
        return _(
            "Fewer than half of the men who came lately have a place yet. Promise him the next call instead."
        )
    if nine is None:
        return _("Half of the men have their first day within %(half)d days; some wait much longer.") % {
            "half": half
        }
    return _("Half of the men have their first day within %(half)d days, nine in ten within %(nine)d.") % {
        "half": half,
        "nine": nine,
    }


def quantile(started: Counter, waiting: Counter, share: float) -> int | None:
    """The day by which this share had started (Kaplan-Meier: who still waits counts until today); None: not yet."""
    left, still = sum(started.values()) + sum(waiting.values()), 1.0
    for day in sorted({*started, *waiting}):
        if started[day]:
            still *= 1 - started[day] / left
            if still <= 1 - share + 1e-9:
                return day
        left -= started[day] + waiting[day]
    return None


def _lately(staff: Staff, *, on: date) -> tuple[Counter, Counter]:
    """Days to the first day of those who have one, and days so far of those who wait. Two counts, whatever there is."""
    lately = Referral.objects.visible_to(staff).filter(received_on__gt=on - LATELY, set_aside=False)
    placed = (
        lately.filter(status__in=(Status.PLACED, Status.CLOSED))
        .annotate(
            began=Min(
                "client__enrollments__started_on",
                filter=Q(client__enrollments__started_on__gte=F("received_on")),
            )
        )
        .values_list("received_on", "began")
    )
    waits = lately.filter(status__in=WAITING).values_list("received_on", flat=True)
    return (
        _days((received, began) for received, began in placed if began and began <= on),
        _days((received, on) for received in waits),
    )


def _days(pairs: Iterable[tuple[date, date]]) -> Counter:
    return Counter((until - since).days for since, until in pairs)
