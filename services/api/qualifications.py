"""What is asked of those who run groups, and who holds it. Talks of supervision are for the two alone: no key reads them."""

from __future__ import annotations

from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from services.access import Role
from services.actions import qualifications
from services.api.fields import Colleague, Day, Input, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource
from services.api.versions import seen_version
from services.models import Qualification, QualificationKind
from services.models.qualification import State

LEADERS = (Role.ADMINISTRATOR, Role.DIRECTOR)


class KindOutput(serializers.ModelSerializer):
    class Meta:
        model = QualificationKind
        fields = ["id", "name", "months", "is_active"]


class QualificationKinds(Listed, Resource):
    """What this service asks for, and for how many months it holds."""

    model, Output = QualificationKind, KindOutput
    readers = (Role.INTAKE, Role.COUNSELOR, Role.PEER, *LEADERS)
    keys = ("name", "id")


class QualificationOutput(serializers.ModelSerializer):
    state = serializers.SerializerMethodField()

    class Meta:
        model = Qualification
        fields = ["id", "staff", "kind", "got_on", "expires_on", "state", "version"]

    def get_state(self, held: Qualification) -> State:
        return held.state(on=self.context["request"].user.desk.on)


class QualificationInput(Input):
    """Without `expires_on`, its kind says how long it is good for."""

    staff = Colleague(*Role)
    kind = One(QualificationKind)
    got_on = Day()
    expires_on = Day(required=False, allow_null=True)


class QualificationChange(Input):
    got_on = Day(required=False)
    expires_on = Day(required=False, allow_null=True)


class QualificationFilter(filters.FilterSet):
    class Meta:
        model = Qualification
        fields = ["staff", "kind"]


class Qualifications(Listed, Resource):
    """One's own, those of whom one supervises, and everybody's for directors and administrators."""

    model, Output = Qualification, QualificationOutput
    Input, Change = QualificationInput, QualificationChange
    readers = (Role.INTAKE, Role.COUNSELOR, Role.PEER, *LEADERS)
    writers = LEADERS
    filterset_class = QualificationFilter

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(QualificationInput)
        return self.answer(qualifications.add(**sent, by=request.user, at=self.at), status=201)

    def partial_update(self, request: Request, pk) -> Response:
        held, seen = self.one(), seen_version(request)
        days = {"got_on": held.got_on, "expires_on": held.expires_on} | self.read(QualificationChange)
        changed = qualifications.edit(qualification=held, version=seen, **days, by=request.user, at=self.at)
        return self.answer(changed)
