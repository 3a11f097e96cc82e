from __future__ import annotations

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import programs
from programs.models import Program
from programs.models.program import Kind
from services.access import Role
from services.api.fields import Code, Input
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource
from services.api.versions import seen_version


class ProgramOutput(serializers.ModelSerializer):
    class Meta:
        model = Program
        fields = ["id", "name", "kind", "sessions_planned", "is_active", "version"]


class ProgramInput(Input):
    name = serializers.CharField(max_length=120)
    kind = Code(Kind.choices, required=False)
    sessions_planned = serializers.IntegerField(min_value=1, max_value=500, required=False)
    is_active = serializers.BooleanField(required=False)


class Programs(Listed, Resource):
    """What this service offers."""

    model, Output, Input, Change = Program, ProgramOutput, ProgramInput, ProgramInput
    writers = (Role.DIRECTOR,)
    keys = ("name", "id")

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(ProgramInput)
        program = programs.make(service=request.user.desk.service, by=request.user, at=self.at, **sent)
        return self.answer(program, status=201)

    def partial_update(self, request: Request, pk) -> Response:
        program, seen = self.one(), seen_version(request)
        sent = self.read(ProgramInput)
        return self.answer(programs.edit(program=program, version=seen, by=request.user, at=self.at, **sent))
