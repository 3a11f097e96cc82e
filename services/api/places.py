"""Services, sites and the people who work there: for naming them in other requests."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from services.access import Role
from services.api.resources import Listed, Resource
from services.models import Membership, Service, Site, Staff


class ServiceOutput(serializers.ModelSerializer):
    class Meta:
        model = Service
        fields = ["id", "slug", "name", "zone", "region", "locale", "crisis_line", "is_demo"]


class Services(Resource):
    """The one service this token, or this desk, belongs to."""

    model, Output = Service, ServiceOutput

    def list(self, request: Request) -> Response:
        here = self.shown(request.user.desk.service)
        return Response({"next": None, "previous": None, "results": [here]})

    def retrieve(self, request: Request, pk) -> Response:
        if pk != request.user.desk.service_id:
            raise Http404
        return Response(self.shown(request.user.desk.service))


class SiteOutput(serializers.ModelSerializer):
    class Meta:
        model = Site
        fields = ["id", "name", "zone", "region"]


class Sites(Listed, Resource):
    """Where a service meets men."""

    model, Output = Site, SiteOutput
    keys = ("name", "id")


class RoleOutput(serializers.ModelSerializer):
    class Meta:
        model = Membership
        fields = ["role", "site"]


class StaffOutput(serializers.ModelSerializer):
    """A colleague: a name and what he or she does here, no address and no number."""

    roles = RoleOutput(source="held_here", many=True, read_only=True)

    class Meta:
        model = Staff
        fields = ["id", "name", "roles"]


class Colleagues(Listed, Resource):
    """Who works here, and in which roles."""

    model, Output = Staff, StaffOutput
    readers = (Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR, Role.ADMINISTRATOR)
    keys = ("name", "id")

    def visible(self) -> QuerySet:
        held = Membership.objects.visible_to(self.request.user).order_by("role", "id")
        return super().visible().prefetch_related(Prefetch("memberships", held, to_attr="held_here"))
