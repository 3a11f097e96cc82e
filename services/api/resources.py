"""What every resource shares: who may, which rows, how a page, a version and a repeat work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from typing import ClassVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import SAFE_METHODS, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from services.access import Role
from services.api.body import Body
from services.api.idempotency import needs_key, takes_key
from services.api.keyset import Keyset
from services.api.schema import Schema
from services.api.versions import with_version

EVERYBODY = frozenset(Role)


class MayDo(BasePermission):
    """What a person may not see or do is not there."""

    def has_permission(self, request: Request, view) -> bool:
        # No such method here: let it become a 405.
        if view.action and not request.user.desk.has(*view.roles_for(request.method)):
            raise Http404
        return True


class Resource(GenericViewSet):
    """Rows of one model: `readers` may list and open them, `writers` may do the rest, `only` says otherwise for a step."""

    model: ClassVar[type[Model]]
    readers: ClassVar[Iterable[str]] = EVERYBODY
    writers: ClassVar[Iterable[str]] = ()
    only: ClassVar[dict[str, Iterable[str]]] = {}
    asks_why: ClassVar[Iterable[str]] = ()
    keys: ClassVar[tuple[str, ...]] = ("id",)
    Output: ClassVar[type[serializers.Serializer]]
    Input: ClassVar[type[serializers.Serializer]]
    Change: ClassVar[type[serializers.Serializer]]

    permission_classes = [IsAuthenticated, MayDo]
    pagination_class: type[Keyset] | None = Keyset
    parser_classes = [Body]
    schema = Schema()
    lookup_value_converter = "uuid"
    http_method_names = ["get", "head", "post", "patch", "put"]

    def __init_subclass__(cls) -> None:
        # What one row shows may be more than a line of a list does.
        if "Detail" not in cls.__dict__ and hasattr(cls, "Output"):
            cls.Detail = cls.Output

    def roles_for(self, method: str) -> Iterable[str]:
        if self.action in self.only:
            return self.only[self.action]
        return self.readers if method in SAFE_METHODS else self.writers

    @cached_property
    def at(self) -> datetime:
        """When this request came: everything it does happens at this time."""
        return timezone.now()

    def get_queryset(self) -> QuerySet:
        if getattr(self, "swagger_fake_view", False):
            return self.model._default_manager.none()
        return self.visible()

    def visible(self) -> QuerySet:
        """The rows this person may see."""
        return self.model.objects.visible_to(self.request.user)

    def in_full(self, rows: QuerySet) -> QuerySet:
        """With what one row shows beyond a line of a list."""
        return rows

    def one(self, rows: QuerySet | None = None) -> Model:
        """The row this address names, or a 404."""
        return get_object_or_404(self.get_queryset() if rows is None else rows, pk=self.kwargs["pk"])

    def read(self, shape: type[serializers.Serializer]) -> dict:
        """What was sent, in the shape it should have; else a 422. A PATCH says only what changes."""
        partial = self.request.method == "PATCH"
        form = shape(data=self.request.data, partial=partial, context=self.get_serializer_context())
        form.is_valid(raise_exception=True)
        return form.validated_data

    def shown(self, row: Model, shape: type[serializers.Serializer] | None = None) -> dict:
        return (shape or self.Detail)(row, context=self.get_serializer_context()).data

    def current(self, row: Model) -> dict:
        """How the row stands now, for somebody whose version is stale."""
        return self.shown(self.again(row))

    def answer(self, row: Model, *, status: int = 200) -> Response:
        """The row as a read would show it now, with its version."""
        row = self.again(row)
        return with_version(Response(self.shown(row), status=status), row.version)

    def again(self, row: Model) -> Model:
        """The row as it stands. Not asked whether it may be seen: a step may have taken it out of sight."""
        return self.in_full(self.model._default_manager.filter(pk=row.pk)).get()


class Listed:
    """GET of a list and of one row."""

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        shown = self.Output(page, many=True, context=self.get_serializer_context()).data
        return self.get_paginated_response(shown)

    def retrieve(self, request: Request, pk) -> Response:
        row = self.one(self.in_full(self.get_queryset()))
        response = Response(self.shown(row))
        return with_version(response, row.version) if hasattr(row, "version") else response


def question(*, takes: type[serializers.Serializer], gives: type[serializers.Serializer]) -> Callable:
    """A POST that changes nothing: what is asked would say too much in an address."""

    def decorate(handler: Callable) -> Callable:
        handler.takes, handler.gives, handler.status = takes, gives, 200
        return action(detail=False, methods=["post"], url_path=handler.__name__)(handler)

    return decorate


def look(*, gives: type[serializers.Serializer]) -> Callable:
    """A GET below one row."""

    def decorate(handler: Callable) -> Callable:
        handler.gives, handler.status = gives, 200
        return action(detail=True, methods=["get"], url_path=handler.__name__.replace("_", "-"))(handler)

    return decorate


def step(
    *,
    takes: type[serializers.Serializer] | None = None,
    gives: type[serializers.Serializer] | None = None,
    status: int = 200,
    key: str = "optional",
) -> Callable:
    """A POST below one row: what it takes, what it gives, and whether it makes something new."""

    def decorate(handler: Callable) -> Callable:
        once = needs_key(handler) if key == "required" else takes_key(handler)
        once.takes, once.status = takes, status
        if gives:
            once.gives = gives
        return action(detail=True, methods=["post"], url_path=handler.__name__.replace("_", "-"))(once)

    return decorate
