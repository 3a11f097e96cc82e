"""What may be said of a place, and what is told of it."""

from __future__ import annotations

from rest_framework import serializers

from programs.models import Completion, Enrollment, Group, GroupSession
from programs.models.completion import Of
from programs.models.enrollment import EndedBy, ExitReason
from programs.models.pause import Reason
from services.api.fields import Code, Day, Input, One


class EnrollmentOutput(serializers.ModelSerializer):
    class Meta:
        model = Enrollment
        fields = [
            "id",
            "client",
            "group",
            "episode",
            "status",
            "started_on",
            "ended_on",
            "exit_reason",
            "ended_by",
            "exit_note",
            "reinstated_reason",
            "returns_on",
            "required_sessions",
            "follows",
            "credited_sessions",
            "credited_minutes",
            "version",
        ]


class ExitInput(Input):
    reason = Code(ExitReason.choices)
    ended_by = Code(EndedBy.choices)
    on = Day(required=False)
    note = serializers.CharField(max_length=300, allow_blank=True, required=False)


class ReinstateInput(Input):
    reason = serializers.CharField(max_length=300)


class PauseInput(Input):
    reason = Code(Reason.choices)
    since = Day(required=False)
    returns_on = Day()


class ChangeReturnInput(Input):
    returns_on = Day()


class BackInput(Input):
    on = Day(required=False)


class TransferInput(Input):
    """`credit`: his sessions, as they stand, go along."""

    group = One(Group)
    start_on = Day(required=False)
    credit = serializers.BooleanField()


class CompleteInput(Input):
    """Fewer sessions than are asked need a `dose_reason`."""

    of = Code(Of.choices)
    took_part = serializers.BooleanField()
    reviewed_on = Day()
    on = Day(required=False)
    review = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    dose_reason = serializers.CharField(max_length=300, allow_blank=True, required=False)


class AcceptReasonInput(Input):
    session = One(GroupSession)
    accepted = serializers.BooleanField(default=True)


class MakeUpInput(Input):
    """The session he missed, and the day on which he made it up; null takes it back."""

    session = One(GroupSession)
    on = Day(allow_null=True)


class WeighedOutput(serializers.Serializer):
    day = serializers.DateField(source="offer.on")
    outcome = serializers.CharField(source="offer.outcome", allow_null=True)
    reason = serializers.CharField(source="offer.reason")
    reason_accepted = serializers.BooleanField(source="offer.reason_accepted")
    made_up_on = serializers.DateField(source="offer.made_up_on", allow_null=True)
    weight = serializers.CharField()
    credited = serializers.BooleanField()
    why = serializers.CharField()


class LimitOutput(serializers.Serializer):
    rule = serializers.CharField()
    allowed = serializers.IntegerField()
    used = serializers.IntegerField()
    passed_on = serializers.DateField(allow_null=True)


class CountedOutput(serializers.Serializer):
    """What his sessions come to. Done says nothing about anybody's safety."""

    sessions_required = serializers.IntegerField(allow_null=True)
    sessions_left = serializers.IntegerField(allow_null=True)
    minutes_required = serializers.IntegerField(allow_null=True)
    minutes_left = serializers.IntegerField(allow_null=True)
    credited = serializers.IntegerField()
    minutes = serializers.IntegerField()
    from_before = serializers.IntegerField()
    offered = serializers.IntegerField()
    came = serializers.IntegerField()
    told_us = serializers.IntegerField()
    no_word = serializers.IntegerField()
    unrecorded = serializers.IntegerField()
    absences = serializers.IntegerField()
    missed_before = serializers.IntegerField()
    make_ups = serializers.IntegerField()
    on_leave = serializers.IntegerField()
    limits = LimitOutput(many=True)
    earliest_end = serializers.DateField(allow_null=True)
    latest_end = serializers.DateField(allow_null=True)
    sentences = serializers.ListField(child=serializers.CharField())


class OrderCountedOutput(serializers.Serializer):
    order = serializers.UUIDField(source="dose.pk")
    name = serializers.CharField(source="dose.name")
    standing = CountedOutput()


class StandingOutput(serializers.Serializer):
    """Where he stands under his rules, and under each of his orders apart."""

    rules = serializers.UUIDField(allow_null=True)
    standing = CountedOutput()
    orders = OrderCountedOutput(many=True)
    sessions = WeighedOutput(many=True)


class CertificateOutput(serializers.Serializer):
    """For whoever prints it: `phrase` is what his rules ask it to carry, `caution` what it must not hide."""

    of = serializers.CharField(source="completion.of")
    started_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    sessions = serializers.IntegerField()
    hours = serializers.FloatField()
    signed_by = serializers.CharField(source="completion.signed_by.name")
    signed_at = serializers.DateTimeField(source="completion.signed_at")
    phrase = serializers.CharField()
    caution = serializers.CharField()


class CompletionOutput(serializers.ModelSerializer):
    class Meta:
        model = Completion
        fields = [
            "id",
            "enrollment",
            "of",
            "dose_met",
            "took_part",
            "reviewed_on",
            "review",
            "dose_reason",
            "signed_by",
            "signed_at",
            "version",
        ]
