"""What is known of a man before a talk: what he said when he was here before, with its age, and what he answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import DateTimeField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from programs.models import Assessment, RiskResult
from programs.models.risk_result import Level
from referrals.models import Consultation, Referral, Triage
from referrals.models.referral import ReferralQuerySet
from referrals.questions.second_looks import HOLDS
from services.models import RelationshipStatus, Staff

SHOWN = 30
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass
class Known:
    """`found` is of this referral; `earlier` of one before it, offered again with its day."""

    found: Triage | None
    earlier: Triage | None
    assessments: list[Assessment]
    results: list[RiskResult]

    def older(self, today: date) -> list[Assessment]:
        """The newest of each screen from another day: shown with its age, never taken for today's."""
        newest: dict[str, Assessment] = {}
        for each in self.assessments:
            if each.taken_on != today:
                newest.setdefault(each.instrument, each)
        return list(newest.values())

    @property
    def high(self) -> RiskResult | None:
        newest: dict[tuple[str, str], RiskResult] = {}
        for each in self.results:
            newest.setdefault((each.tool, each.tool_name), each)
        return next((each for each in newest.values() if each.level == Level.HIGH), None)


def with_home(rows: ReferralQuerySet) -> ReferralQuerySet:
    """Each with how things stood at home when he last told: `home_status`, `home_since`, `home_told_on`."""
    told = RelationshipStatus.objects.filter(client=OuterRef("client")).order_by("-told_on", "-at", "id")
    names = ("status", "since", "told_on")
    return rows.annotate(**{f"home_{name}": Subquery(told.values(name)[:1]) for name in names})


def known_of(referral: Referral, *, staff: Staff) -> Known:
    """Three questions, whatever there is."""
    man = referral.client_id
    triages = list(
        Triage.objects.visible_to(staff)
        .filter(referral__client=man)
        .select_related("referral", "by", "consulted", "seconded_by")
        .order_by("-at")[:SHOWN]
    )
    return Known(
        found=next((each for each in triages if each.referral_id == referral.pk), None),
        earlier=next((each for each in triages if each.referral_id != referral.pk), None),
        assessments=list(Assessment.objects.visible_to(staff).standing().filter(client=man)[:SHOWN]),
        results=list(RiskResult.objects.visible_to(staff).standing().filter(client=man)[:SHOWN]),
    )


def found_of(referral: Referral, *, staff: Staff) -> Triage | None:
    """What the triage found, with the newest talk about it, and whether a tool said high since the last look. One question."""
    talks = Consultation.objects.filter(referral=OuterRef("referral")).order_by("-asked_at", "id")
    told = {
        "consultation_id": "pk",
        "asked_of_name": "asked_of__name",
        "answered_at": "answered_at",
        "answered_by_name": "answered_by__name",
        "answer": "answer",
    }
    high = RiskResult.objects.standing().filter(
        client=OuterRef("referral__client"), level=Level.HIGH, assessed_on__gt=staff.desk.on - HOLDS
    )
    since = high.filter(at__gt=Coalesce(OuterRef("seconded_at"), Value(LONG_AGO, DateTimeField())))
    return (
        Triage.objects.visible_to(staff)
        .filter(referral=referral)
        .select_related("by", "consulted", "seconded_by")
        .annotate(
            tool_says_high=Exists(since),
            **{name: Subquery(talks.values(column)[:1]) for name, column in told.items()},
        )
        .first()
    )
