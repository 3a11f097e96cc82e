"""Me before we, for programs that ask: who of a group meets a we session too early, and who decided otherwise."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import gate_overrides
from programs.models import Enrollment, GateOverride, Group
from programs.questions import gates, places
from services.access import Role
from services.api.fields import Input
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource


class OtherOutput(serializers.Serializer):
    """A group of the same program whose sessions from this day on bring him through the me part first."""

    group = serializers.UUIDField()
    begin_on = serializers.DateField()


class EarlyOutput(serializers.Serializer):
    """By his first we session he would have come to `came` of the `needed` me sessions."""

    enrollment = serializers.UUIDField()
    first_we_at = serializers.DateTimeField()
    came = serializers.IntegerField()
    needed = serializers.IntegerField()
    other_groups = OtherOutput(many=True)


class GateOutput(serializers.Serializer):
    group = serializers.UUIDField()
    too_early = EarlyOutput(many=True)
    let_in = serializers.ListField(child=serializers.UUIDField())


class GroupGate(Resource):
    """Who of the group meets a we session before the me part, and who was let in early."""

    model, Output = Group, GateOutput
    readers = (Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR)
    pagination_class = None

    def visible(self) -> QuerySet:
        rows = gates.told(super().visible(), self.request.user, at=self.at)
        return gates.with_men(rows, self.request.user)

    def retrieve(self, request: Request, pk) -> Response:
        group = self.one()
        in_group, _ended = places.in_group(request.user, group, held=())
        gate = gates.of_group(request.user, group, in_group, at=self.at)
        said = {
            "group": group.pk,
            "too_early": [
                {
                    "enrollment": man.place.enrollment.pk,
                    "first_we_at": man.early.meeting.starts_at,
                    "came": man.early.came,
                    "needed": man.early.needed,
                    "other_groups": [
                        {"group": other.pk, "begin_on": start.on} for other, start in man.others
                    ],
                }
                for man in gate.too_early
            ],
            "let_in": [place.enrollment.pk for place, _decision in gate.let_in],
        }
        return Response(self.shown(said))


class GateOverrideOutput(serializers.ModelSerializer):
    class Meta:
        model = GateOverride
        fields = ["id", "enrollment", "reason", "by", "at"]


class OwnPlace(serializers.PrimaryKeyRelatedField):
    """A place in a group whose register the sender keeps, of a man the sender may see."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            queryset=Enrollment._default_manager.none(), pk_field=serializers.UUIDField(), **kwargs
        )

    def get_queryset(self) -> QuerySet:
        staff = self.context["request"].user
        return Enrollment.objects.readable_by(staff).filter(group__in=Group.objects.markable_by(staff))


class GateOverrideInput(Input):
    enrollment = OwnPlace()
    reason = serializers.CharField(max_length=300)


class GateOverrideFilter(filters.FilterSet):
    class Meta:
        model = GateOverride
        fields = ["enrollment"]


class GateOverrides(Listed, Resource):
    """Decisions that a man need not wait for the me part. Added, and never changed."""

    model, Output, Input = GateOverride, GateOverrideOutput, GateOverrideInput
    readers = writers = (Role.COUNSELOR, Role.DIRECTOR)
    filterset_class = GateOverrideFilter
    keys = ("at", "id")

    def visible(self) -> QuerySet:
        """Why is told of the men one may see, as the places themselves are."""
        places = Enrollment.objects.readable_by(self.request.user)
        return super().visible().filter(enrollment__in=places)

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(GateOverrideInput)
        override = gate_overrides.let_in(**sent, by=request.user, at=self.at)
        return Response(self.shown(override), status=201)
