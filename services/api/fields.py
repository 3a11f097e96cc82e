"""The few kinds of field that the API's inputs are made of."""

from __future__ import annotations

from datetime import date
from typing import NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import empty

from services.access import colleagues_of
from services.models import Site, Staff

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)


class Input(serializers.Serializer):
    """What may be sent. A name that is not one of its fields is refused: a misspelled one must not vanish."""

    def to_internal_value(self, data):
        strangers = set(data) - set(self.fields) if isinstance(data, dict) else ()
        if strangers:
            raise serializers.ValidationError(
                {str(name): [_("There is no such field.")] for name in sorted(strangers)}
            )
        return super().to_internal_value(data)


class Code(serializers.ChoiceField):
    """One of our codes; a refusal names them all."""

    default_error_messages = {"invalid_choice": _("“{input}” is not one of: {known}.")}

    def fail(self, key: str, **kwargs) -> NoReturn:
        if "input" in kwargs:
            kwargs["input"] = str(kwargs["input"])[:40]
        super().fail(key, known=", ".join(str(code) for code in self.choices if code != ""), **kwargs)


class Day(serializers.DateField):
    default_error_messages = {
        "invalid": _("Write days as YYYY-MM-DD."),
        "far": _("This day is too far away to be right."),
    }

    def to_internal_value(self, value):
        day = super().to_internal_value(value)
        if not EARLIEST <= day <= LATEST:
            self.fail("far")
        return day


class Moment(serializers.DateTimeField):
    default_error_messages = {
        "invalid": _("Write times as ISO 8601 with a zone, like 2026-03-12T18:30:00+01:00."),
        "far": _("This time is too far away to be right."),
    }

    def to_internal_value(self, value):
        moment = super().to_internal_value(value)
        if not EARLIEST <= moment.date() <= LATEST:
            self.fail("far")
        return moment


class One(serializers.PrimaryKeyRelatedField):
    """A row named by its id, among those the sender may see."""

    default_error_messages = {
        "does_not_exist": _("There is nothing with this id, or it is not yours to see."),
        "incorrect_type": _("Name it by its id."),
    }

    def __init__(self, model: type[models.Model], *, among: str = "visible_to", **kwargs) -> None:
        self.model, self.among = model, among
        super().__init__(queryset=model._default_manager.none(), pk_field=serializers.UUIDField(), **kwargs)

    def get_queryset(self):
        return getattr(self.model._default_manager, self.among)(self.context["request"].user)


class Colleague(One):
    """Somebody who holds one of these roles here."""

    def __init__(self, *roles: str, **kwargs) -> None:
        self.roles = roles
        super().__init__(Staff, **kwargs)

    def get_queryset(self):
        return colleagues_of(self.context["request"].user, *self.roles)


class OwnSite(One):
    """A site at which the sender holds one of these roles; it may be left open only by who holds one everywhere."""

    default_error_messages = {
        "left_open": _("Name one of your own sites: without it you would not see this again.")
    }

    def __init__(self, *roles: str) -> None:
        self.roles = roles
        super().__init__(Site, required=False, allow_null=True)

    def get_queryset(self):
        return super().get_queryset().held_by(self.context["request"].user, *self.roles)

    def validate_empty_values(self, data):
        left_open = data is None or (data is empty and not getattr(self.root, "partial", False))
        if left_open and not self.context["request"].user.desk.everywhere(*self.roles):
            self.fail("left_open")
        return super().validate_empty_values(data)
