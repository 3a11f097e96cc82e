"""Two men who wait came with an order: a hearing next week, and a court that waits for our yes or no."""

from __future__ import annotations

from datetime import datetime, timedelta

from programs.actions import rule_profiles
from referrals.actions import hearings, mandates, referrers
from referrals.models import Referral
from referrals.models.mandate import Authority, Counting, Kind
from referrals.models.referral import Source
from reports.demo.story import House

PROTOCOL = {
    "intake_due": {"amount": 2, "unit": "weeks"},
    "answer_due": {"amount": 4, "unit": "working_days"},
    "report_every": {"amount": 1, "unit": "months"},
    "report_day": 10,
}
SENT_HIM = (Source.COURT, Source.LEGAL_COUNSEL)
ORDERS = (
    {"kind": Kind.FAMILY, "number": "FC-2207-19", "counting": Counting.SESSIONS, "amount": 16, "in_days": 6},
    {"kind": Kind.PROBATION, "number": "P-4471", "counting": Counting.HOURS, "amount": 40, "in_days": 9},
)


def fill(house: House, *, at: datetime) -> None:
    """Through the very actions of the pages."""
    if house.service.slug != "demo":
        return
    intake, director = house.staff["intake"], house.staff["director"]
    told = {"by": director, "at": at - timedelta(days=40)}
    rules = rule_profiles.draft(
        service=house.service, key="court-protocol", name="Protocol with the courts", rules=PROTOCOL, **told
    )
    rules = rule_profiles.publish(profile=rules, **told)
    act = {"by": intake, "at": at - timedelta(hours=20)}
    registry = referrers.make(kind="court", name="Family court, registry", phone="555-0160", **act)
    sent = Referral.objects.waiting().filter(source__in=SENT_HIM).order_by("-received_at", "id")
    for referral, order in zip(sent, ORDERS, strict=False):
        what = dict(order)
        in_days = what.pop("in_days")
        made = mandates.make(
            referral=referral,
            issued_on=referral.received_on - timedelta(days=8),
            reports_to=registry,
            authority=Authority.ORDER,
            authority_words="Paragraph 4 of the order",
            rules=rules,
            **what,
            **act,
        )
        hearings.set_down(mandate=made, on=house.today + timedelta(days=in_days), about="Review", **act)
