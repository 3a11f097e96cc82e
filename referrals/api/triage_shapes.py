"""What goes into a triage and comes out of it, with what is kept elsewhere in the same moment."""

from __future__ import annotations

from rest_framework import serializers

from programs.api.assessments import ResultChange, ScreenInput
from referrals.access import TRIAGERS
from referrals.actions.triages import Told
from referrals.models import Consultation, Triage
from referrals.models.referral import Availability, Crisis
from referrals.models.triage import Barrier, Fee, SafetyPrompt, Urgency
from services.api.fields import Code, Colleague, Day, Input
from services.models import Client
from services.models.relationship_status import Status as Relationship

LONGEST = 20_000
MAN = ("language", "needs_interpreter", "reads_easily", "is_father", "new_baby", "child_contact", "identity")
WAY = ("crisis", "crisis_on", "told_he_needs", "offered", "availability")


class TriageOutput(serializers.ModelSerializer):
    class Meta:
        model = Triage
        fields = [
            "safety_prompts",
            "high_risk",
            "urgency",
            "mood",
            "alcohol",
            "barrier_codes",
            "barriers",
            "fee",
            "fee_amount",
            "immediate_plan",
            "next_step_plan",
            "consulted",
            "seconded_by",
            "seconded_at",
            "seconded_words",
            "by",
            "at",
            "version",
        ]


class TriageInput(Input):
    """Both plans are owed. A yes to a safety prompt, and a high risk, name the colleague who is asked.

    A second one puts the first right, and says by `version` which one it read. What is left out stays. `screens` are
    kept as `assessments` are, `results` as `risk-results`; one of today is put right, not added to.
    """

    version = serializers.IntegerField(min_value=1, max_value=1_000_000, required=False)
    safety_prompts = serializers.ListField(
        child=Code(SafetyPrompt.choices), max_length=len(SafetyPrompt), required=False
    )
    high_risk = serializers.BooleanField(required=False)
    consulted = Colleague(*TRIAGERS, required=False, allow_null=True)
    question = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)
    urgency = Code(Urgency.choices, required=False)
    mood = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)
    alcohol = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)
    barrier_codes = serializers.ListField(
        child=Code(Barrier.choices), max_length=len(Barrier), required=False
    )
    barriers = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)
    fee = Code(Fee.choices, required=False, allow_blank=True)
    fee_amount = serializers.DecimalField(
        max_digits=7, decimal_places=2, min_value=0, required=False, allow_null=True
    )
    immediate_plan = serializers.CharField(max_length=LONGEST)
    next_step_plan = serializers.CharField(max_length=LONGEST)
    crisis = Code(Crisis.choices, required=False)
    crisis_on = Day(required=False, allow_null=True)
    told_he_needs = serializers.CharField(max_length=300, allow_blank=True, required=False)
    offered = serializers.CharField(max_length=300, allow_blank=True, required=False)
    availability = serializers.ListField(
        child=Code(Availability.choices), max_length=len(Availability), required=False
    )
    relationship_status = Code(Relationship.choices, required=False)
    relationship_since = Day(required=False, allow_null=True)
    language = serializers.CharField(max_length=60, allow_blank=True, required=False)
    needs_interpreter = serializers.BooleanField(required=False)
    reads_easily = serializers.BooleanField(required=False, allow_null=True)
    is_father = serializers.BooleanField(required=False, allow_null=True)
    new_baby = serializers.BooleanField(required=False, allow_null=True)
    child_contact = Code(Client.ChildContact.choices, required=False, allow_blank=True)
    identity = serializers.CharField(max_length=300, allow_blank=True, required=False)
    screens = ScreenInput(many=True, required=False)
    results = ResultChange(many=True, required=False)


def told_in(sent: dict) -> Told:
    """Takes what is kept elsewhere out of what was sent."""
    screens = [
        {"instrument_code": screen["instrument"]}
        | {name: value for name, value in screen.items() if name != "instrument"}
        for screen in sent.pop("screens", [])
    ]
    return Told(
        man={name: sent.pop(name) for name in MAN if name in sent},
        way={name: sent.pop(name) for name in WAY if name in sent},
        relationship=sent.pop("relationship_status", ""),
        relationship_since=sent.pop("relationship_since", None),
        screens=screens,
        results=sent.pop("results", []),
    )


class SecondInput(Input):
    words = serializers.CharField(max_length=2000)


class ConsultationOutput(serializers.ModelSerializer):
    class Meta:
        model = Consultation
        fields = [
            "id",
            "referral",
            "asked_by",
            "asked_at",
            "asked_of",
            "question",
            "answered_by",
            "answered_at",
            "answer",
            "version",
        ]


class AnswerInput(Input):
    words = serializers.CharField(max_length=5000)
