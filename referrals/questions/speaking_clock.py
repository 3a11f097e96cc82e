"""By when a man is spoken to after his triage: the hours and days the director set, in the query he comes by."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import (
    Case,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from referrals.models import FrontDesk, Referral
from referrals.models.referral import Status
from referrals.models.triage import Urgency

SPOKEN_TO = (Status.TRIAGED, Status.ACCEPTED)
CALLED = (Status.RECEIVED, Status.CONTACTING)


def speak_by() -> ExpressionWrapper:
    """The last moment the clock of the service gives; none before the triage, and for whoever waits for a place."""
    within = Case(
        When(triage__urgency=Urgency.TODAY, then=_kept("hours_today", timedelta(hours=1))),
        When(triage__urgency=Urgency.THIS_WEEK, then=_kept("days_this_week", timedelta(days=1))),
        default=_kept("days_soon", timedelta(days=1)),
        output_field=DurationField(),
    )
    return ExpressionWrapper(F("triage__at") + within, output_field=DateTimeField())


def late_talk(*, at: datetime) -> Q:
    """Nobody has tried him since the triage, and its clock ran out. Needs `speak_by` and `last_try`."""
    since = Q(last_try=None) | Q(last_try__lt=F("triage__at"))
    return Q(status__in=SPOKEN_TO, speak_by__lte=at) & since


def promised(*, before: datetime) -> Q:
    """A safe try was set down for before this moment, and not made yet. Needs `last_try`."""
    not_made = Q(last_try=None) | Q(last_try__lt=F("next_try_at"))
    return Q(status__in=CALLED, next_try_at__lt=before) & not_made


def waits_for_a_safe_time(*, before: datetime) -> Q:
    """He may not be called sooner than on another day."""
    return Q(next_try_at__isnull=False, next_try_at__gte=before)


def clock_words(referral: Referral, *, at: datetime) -> str:
    """'Speak with him by 4 p.m.', 'Call him at 6 p.m., not before', or nothing."""
    if referral.status in CALLED and referral.next_try_at and referral.next_try_at > at:
        return _("Next safe try: %(when)s") % {"when": _moment(referral.next_try_at, at=at)}
    if referral.status in SPOKEN_TO and referral.speak_by and not _tried_since(referral):
        if referral.speak_by < at:
            return _("A talk is owed since %(when)s") % {"when": _moment(referral.speak_by, at=at)}
        return _("Speak with him by %(when)s") % {"when": _moment(referral.speak_by, at=at)}
    return ""


def _tried_since(referral: Referral) -> bool:
    return referral.last_try is not None and referral.last_try >= referral.triaged_at


def _moment(moment: datetime, *, at: datetime) -> str:
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate(at):
        return time_format(local)
    return date_format(local, "l j F")


def _kept(name: str, unit: timedelta) -> ExpressionWrapper:
    beforehand = FrontDesk._meta.get_field(name).default
    row = FrontDesk.objects.filter(service=OuterRef("service")).values(name)[:1]
    amount = Coalesce(Subquery(row), Value(beforehand))
    return ExpressionWrapper(amount * Value(unit), output_field=DurationField())
