"""What goes into a referral's addresses and comes out of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from programs.api.group_sessions import Unless
from programs.models import Group
from referrals.access import RECEIVERS, TRIAGERS, knows_the_door
from referrals.api.door_shapes import DoorInput
from referrals.api.triage_shapes import TriageOutput
from referrals.models import ContactAttempt, Referral, ReferralStep
from referrals.models.contact_attempt import Channel, Outcome, Purpose
from referrals.models.referral import Availability, Crisis, Pressure, Source
from services.api.fields import Code, Colleague, Day, Input, Moment, One, OwnSite
from services.models import Client

COLUMNS = [
    "id",
    "client",
    "client_ref",
    "first_name",
    "last_name",
    "date_of_birth",
    "phone",
    "email",
    "received_on",
    "source",
    "pressure",
    "crisis",
    "crisis_on",
    "told_he_needs",
    "required_sessions",
    "order_number",
    "reports_to",
    "status",
    "site",
    "owner",
    "episode",
    "set_aside",
    "received_at",
    "decided_at",
    "version",
]

# What a call brings besides.
CALLED = ["channel", "call_back", "next_try_at", "ended_early", "availability", "offered"]


class ReferralOutput(serializers.ModelSerializer):
    """Named as the columns of a list of referrals. What tells the door is null for those who run his group."""

    client_ref = serializers.CharField(source="client.reference", read_only=True)
    first_name = serializers.CharField(source="client.first_name", read_only=True)
    last_name = serializers.CharField(source="client.last_name", read_only=True)
    date_of_birth = serializers.DateField(source="client.date_of_birth", read_only=True, allow_null=True)
    phone = serializers.SerializerMethodField()
    email = serializers.SerializerMethodField()
    source = serializers.ChoiceField(Source.choices, allow_null=True, read_only=True)  # type: ignore[assignment]
    pressure = serializers.ChoiceField(Pressure.choices, allow_null=True, allow_blank=True, read_only=True)
    reports_to = serializers.CharField(allow_null=True, read_only=True)

    class Meta:
        model = Referral
        fields = COLUMNS

    def get_phone(self, referral: Referral) -> str:
        return self._first(referral, "phone")

    def get_email(self, referral: Referral) -> str:
        return self._first(referral, "email")

    def _first(self, referral: Referral, kind: str) -> str:
        rules = [rule for rule in referral.client.contact_rules.all() if rule.kind == kind]
        return min(rules, key=lambda rule: rule.pk).value if rules else ""

    def to_representation(self, referral: Referral) -> dict:
        shown = super().to_representation(referral)
        if not knows_the_door(self.context["request"].user, referral):
            shown["source"] = shown["pressure"] = shown["reports_to"] = None
        return shown


class StepOutput(serializers.ModelSerializer):
    class Meta:
        model = ReferralStep
        fields = ["from_status", "to_status", "by", "at", "reason"]


class ContactOutput(serializers.ModelSerializer):
    class Meta:
        model = ContactAttempt
        fields = ["id", "channel", "reached", "outcome", "purpose", "words", "by", "at"]


class ReferralDetail(ReferralOutput):
    """With every try to reach him, what the triage found, and every step with its reason."""

    contacts = ContactOutput(many=True, read_only=True)
    triage = TriageOutput(read_only=True, allow_null=True, default=None)
    steps = StepOutput(many=True, read_only=True)

    class Meta:
        model = Referral
        fields = [*COLUMNS, *CALLED, "contacts", "triage", "steps"]


class ReferralChange(Input):
    source = Code(Source.choices)  # type: ignore[assignment]
    pressure = Code(Pressure.choices, required=False, allow_blank=True)
    crisis = Code(Crisis.choices, required=False)
    crisis_on = Day(required=False, allow_null=True)
    told_he_needs = serializers.CharField(max_length=300, allow_blank=True, required=False)
    required_sessions = serializers.IntegerField(min_value=0, max_value=1000, required=False, allow_null=True)
    order_number = serializers.CharField(max_length=60, allow_blank=True, required=False)
    reports_to = serializers.CharField(max_length=200, allow_blank=True, required=False)
    call_back = serializers.CharField(max_length=300, allow_blank=True, required=False)
    next_try_at = Moment(required=False, allow_null=True)
    ended_early = serializers.BooleanField(required=False)
    availability = serializers.ListField(
        child=Code(Availability.choices), max_length=len(Availability), required=False
    )
    offered = serializers.CharField(max_length=300, allow_blank=True, required=False)
    site = OwnSite(*RECEIVERS)
    owner = Colleague(*TRIAGERS, required=False, allow_null=True)


class ReferralInput(DoorInput, ReferralChange):
    """A man who is already here is named by `client`, or by his `client_ref`; else he is taken in.

    Without a name he is taken in where `call_back`, a phone or an e-mail says how to reach him.
    """

    client = One(Client, required=False)
    client_ref = serializers.CharField(max_length=40, allow_blank=True, required=False)
    first_name = serializers.CharField(max_length=100, allow_blank=True, required=False)
    last_name = serializers.CharField(max_length=100, allow_blank=True, required=False)
    date_of_birth = Day(required=False, allow_null=True)
    phone = serializers.CharField(max_length=40, allow_blank=True, required=False)
    email = serializers.EmailField(max_length=200, allow_blank=True, required=False)
    received_on = Day(required=False)

    def validate_date_of_birth(self, day):
        if day and day > self.context["request"].user.desk.on:
            raise serializers.ValidationError(_("This day is still to come."))
        return day

    def validate(self, sent: dict) -> dict:
        if "client" in sent and any(
            sent.get(name) for name in ("client_ref", "first_name", "last_name", "date_of_birth")
        ):
            raise serializers.ValidationError(
                {"client": [_("Name a man who is here by his id alone; correct his details at clients.")]}
            )
        return super().validate(sent)


class ContactInput(Input):
    """`outcome` says more than `reached`, and is believed first; `purpose` tells a call to stay in touch."""

    channel = Code(Channel.choices)
    reached = serializers.BooleanField(required=False)
    outcome = Code(Outcome.choices, required=False)
    purpose = Code(Purpose.choices, required=False)
    words = serializers.CharField(max_length=300, allow_blank=True, required=False)

    def validate(self, sent: dict) -> dict:
        if "reached" not in sent and "outcome" not in sent:
            raise serializers.ValidationError({"reached": [_("Say whether you spoke, or how it went.")]})
        return sent


class StepInput(Input):
    reason = serializers.CharField(max_length=300, allow_blank=True, required=False)


class ReasonInput(Input):
    reason = serializers.CharField(max_length=300)


class DeclineInput(ReasonInput):
    told_on = Day(required=False, allow_null=True)


class RedirectInput(ReasonInput):
    to_whom = serializers.CharField(max_length=200)
    warm = serializers.BooleanField(default=False)
    ask_again_on = Day(required=False, allow_null=True)


class WaitInput(StepInput):
    availability = serializers.ListField(
        child=Code(Availability.choices), max_length=len(Availability), required=False
    )


class PlaceInput(Input):
    """`credit`: what he did before counts, where the rules he was under leave that to a person.

    `reason`: why there, where the group meets at another site or hour than his, or began without him.
    """

    group = One(Group)
    start_on = Day()
    credit = serializers.BooleanField(default=False)
    reason = serializers.CharField(max_length=300, allow_blank=True, required=False)
    unless_clashing = Unless(default=False)
