"""The queue: who waits, who needs somebody first, and what comes next with each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from referrals.models import ContactAttempt, Referral
from referrals.models.referral import SET_ASIDE, WAITING, Crisis, ReferralQuerySet, Status
from referrals.models.triage import Urgency
from referrals.questions.ladder import ladder_days, try_on
from referrals.questions.speaking_clock import late_talk, promised, speak_by, waits_for_a_safe_time
from services.models import Staff
from services.paging import MOST

# Safety first, then those who are owed a talk today, then the longest wait.
FIRST, TODAY, THEN = 0, 1, 2
BY = ("rank", "received_at", "id")
UNDECIDED = (Status.RECEIVED, Status.CONTACTING, Status.TRIAGED, Status.ACCEPTED)
FIRST_CALL_WITHIN = timedelta(days=1)
CALL_AGAIN_AFTER = timedelta(days=2)


@dataclass
class Counts:
    """How many wait; counted no further than one past MOST."""

    mine: int = 0
    no_ones: int = 0
    all: int = 0
    today: int = 0

    @property
    def ours(self) -> int:
        return self.mine + self.no_ones


@dataclass
class NextStep:
    words: str
    verb: str
    url: str


def queue(staff: Staff, *, at: datetime) -> ReferralQuerySet:
    """Referrals this person may see, each with its rank, how often he was tried, when last, and whether he was reached.

    Today are: a first call a day old, a man tried and not tried again, a safe try set down for today, and a talk whose
    clock ran out. Nobody is called before his next safe try. Safety comes before, until he has a place.
    """
    tries = ContactAttempt.objects.filter(referral=OuterRef("pk")).order_by()
    counted = tries.values("referral").annotate(n=Count(TruncDate("at"), distinct=True)).values("n")
    safety = Q(triage__urgency=Urgency.TODAY) | Q(triage=None, crisis=Crisis.SELF_HARM)
    not_called = Q(status=Status.RECEIVED, received_at__lte=at - FIRST_CALL_WITHIN) & ~SET_ASIDE
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    due = Q(try_on__lte=today.date(), last_try__lt=today) | Q(
        try_on=None, last_try__lte=at - CALL_AGAIN_AFTER
    )
    not_called_again = Q(status=Status.CONTACTING) & (Q(last_try=None) | due)
    tomorrow = today + timedelta(days=1)
    call = (not_called | not_called_again) & ~waits_for_a_safe_time(before=tomorrow)
    last_try = Subquery(tries.order_by("-at").values("at")[:1])
    rows = Referral.objects.visible_to(staff).annotate(last_try=last_try)
    rows = rows.annotate(ladder_days=ladder_days(), tries=Coalesce(Subquery(counted), 0))
    rows = rows.annotate(triaged_at=F("triage__at"), speak_by=speak_by())
    return rows.annotate(try_on=try_on("received_on", "tries")).annotate(
        rank=Case(
            When(safety & Q(status__in=UNDECIDED), then=Value(FIRST)),
            When(call | promised(before=tomorrow) | late_talk(at=at), then=Value(TODAY)),
            default=Value(THEN),
            output_field=IntegerField(),
        ),
        reached=Exists(tries.filter(reached=True)),
    )


def counts(rows: ReferralQuerySet, *, staff: Staff) -> Counts:
    """How many wait in all, with me, with no one, and how many need somebody today. One query."""
    waits_today = Q(rank__lte=TODAY, status__in=WAITING) & ~SET_ASIDE
    some = rows.order_by().annotate(waits_today=waits_today).values("pk", "owner", "waits_today")[: MOST + 1]
    found = some.aggregate(
        all=Count("pk"),
        mine=Count("pk", filter=Q(owner=staff)),
        no_ones=Count("pk", filter=Q(owner=None)),
        today=Count("pk", filter=Q(waits_today=True)),
    )
    return Counts(**found)


def needs_today(referral: Referral) -> bool:
    return referral.rank <= TODAY and referral.is_waiting


def next_step(referral: Referral) -> NextStep:
    """What comes next with him, as words, and as one verb that leads there."""
    page = referral.get_absolute_url()
    if referral.status == Status.RECEIVED:
        words = _("The call broke off: call again") if referral.ended_early else _("First call")
        return NextStep(words, _("Call"), f"{page}#contact")
    if referral.status == Status.CONTACTING and not referral.reached:
        if referral.try_on is None:
            url = reverse("referrals:referral_step", args=[referral.pk, "no-contact"])
            return NextStep(_("Every try is made. Say that he was not reached"), _("Decide"), url)
        return NextStep(_tries(referral.tries), _("Call"), f"{page}#contact")
    if referral.status == Status.CONTACTING:
        return NextStep(_("Triage"), _("Triage"), reverse("referrals:referral_triage", args=[referral.pk]))
    if referral.status == Status.TRIAGED:
        return NextStep(_("Decide"), _("Decide"), f"{page}#next")
    if referral.status == Status.ACCEPTED:
        return NextStep(
            _("Offer a place"), _("Place"), reverse("referrals:referral_place", args=[referral.pk])
        )
    if referral.status == Status.WAITLISTED:
        words = _("Place when one is free")
        return NextStep(words, _("Place"), reverse("referrals:referral_place", args=[referral.pk]))
    return NextStep(referral.get_status_display(), _("Open"), page)


def dressed(rows: Iterable[Referral]) -> list[Referral]:
    """The rows with what a page says of each: `step`, `today`, `urgent`."""
    rows = list(rows)
    for referral in rows:
        referral.step, referral.today = next_step(referral), needs_today(referral)
        referral.urgent = referral.rank == FIRST and referral.is_waiting
        referral.waits = referral.is_waiting
    return rows


def _tries(tried: int) -> str:
    if tried <= 1:
        return _("Call again, second try")
    if tried == 2:
        return _("Call again, third try")
    return _("Call again, tried %(n)d times") % {"n": tried}
