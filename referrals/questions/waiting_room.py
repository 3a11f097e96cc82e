"""Who waits for a place: since when, when somebody last spoke with him, when he is called next, and who waits too long."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import (
    BooleanField,
    Case,
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

from referrals.models import ContactAttempt, FrontDesk, Redirection, Referral
from referrals.models.redirection import Outcome
from referrals.models.referral import FOR_A_PLACE, ReferralQuerySet
from services.access import Role
from services.models import Staff

BY = ("received_at", "id")


def waiting_room(staff: Staff, *, at: datetime) -> ReferralQuerySet:
    """Accepted men without a place, each with `last_spoken`, `call_at`, and whether a call is due and the wait too long.

    Who was tried today is not asked for again today; only a talk counts as one.
    """
    tries = ContactAttempt.objects.filter(referral=OuterRef("pk")).order_by("-at")
    today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Referral.objects.visible_to(staff).filter(status__in=FOR_A_PLACE)
    rows = rows.annotate(
        last_spoken=Subquery(tries.filter(reached=True).values("at")[:1]),
        last_try=Subquery(tries.values("at")[:1]),
        warm_for=_days("keep_warm_days"),
        patience=_days("waiting_alarm_days"),
    )
    rows = rows.annotate(call_at=Coalesce("last_spoken", "decided_at", "received_at") + F("warm_for"))
    due = Q(call_at__lte=at) & (Q(last_try=None) | Q(last_try__lt=today))
    return rows.annotate(call_due=_whether(due), too_long=_whether(Q(received_at__lte=at - F("patience"))))


def calls_of(staff: Staff, *, at: datetime) -> ReferralQuerySet:
    """Men this person calls to stay in touch: own ones, and for intake those with no one."""
    return waiting_room(staff, at=at).filter(call_due=True).filter(_whose(staff, "owner"))


def too_long(staff: Staff, *, at: datetime) -> ReferralQuerySet:
    """For those who direct: who has waited longer than the service means anybody to wait."""
    rows = waiting_room(staff, at=at).filter(too_long=True)
    return rows if staff.desk.has(Role.DIRECTOR) else rows.none()


def to_ask_about(staff: Staff):
    """Men helped elsewhere, of whom nobody knows how it went, and the day to ask has come."""
    rows = Redirection.objects.visible_to(staff).filter(
        outcome=Outcome.NOT_KNOWN, ask_again_on__lte=staff.desk.on
    )
    return rows.filter(Q(by=staff) | _whose(staff, "referral__owner"))


def _whose(staff: Staff, owner: str) -> Q:
    mine = Q(**{owner: staff.pk})
    return mine | Q(**{owner: None}) if staff.desk.has(Role.INTAKE) else mine


def _days(field: str) -> ExpressionWrapper:
    """What the front desk of the service says, else what we set beforehand."""
    kept = FrontDesk.objects.filter(service=OuterRef("service")).values(field)[:1]
    days = Coalesce(Subquery(kept), Value(FrontDesk._meta.get_field(field).get_default()))
    return ExpressionWrapper(days * Value(timedelta(days=1)), output_field=DurationField())


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
