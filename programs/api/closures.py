"""Days on which a service, or one of its sites, is closed. Nothing is planned on them."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import closures
from programs.actions.closures import CLOSERS
from programs.models import Closure
from services.access import Role
from services.api.fields import Day, Input, OwnSite
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource, step
from services.api.versions import seen_version


class ClosureOutput(serializers.ModelSerializer):
    class Meta:
        model = Closure
        fields = ["id", "name", "site", "since", "until", "version"]


class ClosureInput(Input):
    """Without a site it is the whole service. `until` is closed, too."""

    name = serializers.CharField(max_length=120)
    site = OwnSite(*CLOSERS)
    since = Day()
    until = Day()


class ClosureFilter(filters.FilterSet):
    until_after = filters.DateFilter(field_name="until", lookup_expr="gte")

    class Meta:
        model = Closure
        fields = ["site"]


class Closures(Listed, Resource):
    """Everybody around a group may know when it does not meet."""

    model, Output, Input, Change = Closure, ClosureOutput, ClosureInput, ClosureInput
    readers = (Role.INTAKE, Role.COUNSELOR, Role.PEER, *CLOSERS)
    writers = CLOSERS
    filterset_class = ClosureFilter
    keys = ("since", "id")

    @needs_key
    def create(self, request: Request) -> Response:
        closure = closures.add(**self.read(ClosureInput), by=request.user, at=self.at)
        return self.answer(closure, status=201)

    def partial_update(self, request: Request, pk) -> Response:
        closure, seen = self.own(), seen_version(request)
        sent = self.read(ClosureInput)
        return self.answer(closures.edit(closure=closure, version=seen, **sent, by=request.user, at=self.at))

    @step()
    def remove(self, request: Request, pk) -> Response:
        """It is open after all; answers how it stood. What was moved or cancelled for it stays."""
        closure = self.own()
        stood = self.shown(closure)
        closures.remove(closure=closure, by=request.user, at=self.at)
        return Response(stood)

    def own(self) -> Closure:
        closure: Any = self.one()
        if not closures.may_change(self.request.user, closure):
            raise Http404
        return closure
