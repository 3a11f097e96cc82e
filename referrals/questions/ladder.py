"""The ladder of tries: on which days a man is called before we say that he was not reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, DateField, F, Func, IntegerField, JSONField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referrals.models import ContactAttempt, FrontDesk, Referral
from referrals.models.contact_attempt import Purpose
from referrals.models.front_desk import first_ladder
from referrals.models.referral import Status

# Once he has a place, who runs his group looks for him.
CLIMBED = (Status.RECEIVED, Status.CONTACTING, Status.TRIAGED, Status.ACCEPTED, Status.WAITLISTED)


@dataclass(frozen=True)
class Ladder:
    """How many of its tries were made since we last spoke, and on which days the rest are due."""

    tried: int
    left: tuple[date, ...]

    @property
    def of(self) -> int:
        return self.tried + len(self.left)

    @property
    def due_on(self) -> date | None:
        return self.left[0] if self.left else None

    @property
    def words(self) -> str:
        """Which try comes next, and when: what the page of a referral says."""
        if not self.left:
            return _("All %(of)d tries are made.") % {"of": self.of}
        number = {"n": self.tried + 1, "of": self.of, "day": date_format(self.left[0], "j F")}
        return _("Try %(n)d of %(of)d, on %(day)s.") % number

    @property
    def owed(self) -> str:
        """What is still to be tried before he counts as not reached."""
        told = ngettext(
            "%(n)d more try is owed, on %(day)s.", "%(n)d more tries are owed, the next on %(day)s.", len(self.left)
        )  # fmt: skip
        return told % {"n": len(self.left), "day": date_format(self.left[0], "j F")}


def ladder_days() -> Coalesce:
    """The ladder of the service, in the query a referral comes by; where nobody set one, ours."""
    kept = FrontDesk.objects.filter(service=OuterRef("service")).values("tries_on_days")[:1]
    return Coalesce(Subquery(kept), Value(first_ladder(), JSONField()))


def try_on(received: str, tries: str) -> Func:
    """The day of the next try as the ladder sets it; none when all are made. Needs `ladder_days` on the row."""
    rung = Func(
        F("ladder_days"),
        Cast(tries, IntegerField()),
        template="(%(expressions)s)",
        arg_joiner=" ->> ",
        output_field=CharField(),
    )
    days = Cast(rung, IntegerField())
    return Func(F(received), days, template="(%(expressions)s)", arg_joiner=" + ", output_field=DateField())


def ladder_of(referral: Referral, *, days: Sequence[int], attempts: Iterable[ContactAttempt]) -> Ladder:
    """Several tries on one day are one. A talk begins it anew; a call to stay in touch is none of it."""
    begins = referral.received_on
    tried: set[date] = set()
    for each in sorted(attempts, key=lambda each: (each.at, each.reached)):
        day = timezone.localdate(each.at)
        if each.reached:
            begins, tried = day, set()
        elif each.purpose == Purpose.REACH:
            tried.add(day)
    free = max(tried) + timedelta(days=1) if tried else begins
    left = []
    for rung in days[len(tried) :]:
        free = max(free, begins + timedelta(days=rung))
        left.append(free)
        free += timedelta(days=1)
    return Ladder(tried=len(tried), left=tuple(left))
