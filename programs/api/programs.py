from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import programs
from programs.actions.modules import Part
from programs.models import Module, Program
from programs.models.module import Stage
from programs.models.program import Kind
from services.access import Role
from services.api.fields import Code, Input, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource
from services.api.versions import seen_version
from services.models import QualificationKind


class ModuleOutput(serializers.ModelSerializer):
    class Meta:
        model = Module
        fields = ["id", "name", "stage", "skills"]


class ProgramOutput(serializers.ModelSerializer):
    modules = ModuleOutput(many=True, read_only=True)
    takes_names = serializers.BooleanField(read_only=True)

    class Meta:
        model = Program
        fields = [
            "id",
            "name",
            "kind",
            "takes_names",
            "sessions_planned",
            "qualification",
            "age_from",
            "age_until",
            "duty_to_report",
            "is_active",
            "modules",
            "version",
        ]


class ModuleInput(Input):
    """With the id it was read with it stays the same part, whatever it is called now; without one it is new."""

    id = serializers.UUIDField(required=False)
    name = serializers.CharField(max_length=120)
    stage = Code(Stage.choices, required=False)
    skills = serializers.CharField(max_length=300, allow_blank=True, required=False)

    def to_internal_value(self, data) -> Part:
        return Part(**super().to_internal_value(data))


class ProgramInput(Input):
    """`modules` are all its parts in order: one left out goes."""

    name = serializers.CharField(max_length=120)
    kind = Code(Kind.choices, required=False)
    sessions_planned = serializers.IntegerField(min_value=1, max_value=500, required=False)
    qualification = One(QualificationKind, required=False, allow_null=True)
    age_from = serializers.IntegerField(min_value=0, max_value=120, required=False, allow_null=True)
    age_until = serializers.IntegerField(min_value=0, max_value=120, required=False, allow_null=True)
    duty_to_report = serializers.CharField(max_length=500, allow_blank=True, required=False)
    is_active = serializers.BooleanField(required=False)
    modules = ModuleInput(many=True, required=False, source="parts")


class Programs(Listed, Resource):
    """What this service offers."""

    model, Output, Input, Change = Program, ProgramOutput, ProgramInput, ProgramInput
    writers = (Role.DIRECTOR,)
    keys = ("name", "id")

    def visible(self) -> QuerySet:
        return self.in_full(super().visible())

    def in_full(self, rows: QuerySet) -> QuerySet:
        return rows.prefetch_related("curricula__modules")

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(ProgramInput)
        program = programs.make(service=request.user.desk.service, by=request.user, at=self.at, **sent)
        return self.answer(program, status=201)

    def partial_update(self, request: Request, pk) -> Response:
        program, seen = self.one(), seen_version(request)
        sent = self.read(ProgramInput)
        return self.answer(programs.edit(program=program, version=seen, by=request.user, at=self.at, **sent))
