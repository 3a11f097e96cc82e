"""What the doors outside take, for programs that send referrals: how he is reached, who refers, the order, danger."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from referrals.actions import referrers
from referrals.models import Mandate, Referrer
from referrals.models.referral import Channel
from referrals.questions.arrivals import RULES
from services.api.fields import Code, Day, Input, One


def words(most: int) -> serializers.CharField:
    return serializers.CharField(max_length=most, allow_blank=True, required=False)


class OfficeInput(Input):
    """An office that is new to us. It is believed only once a person has called it back."""

    kind = Code(Referrer.Kind.choices)
    name = serializers.CharField(max_length=120)
    organization = words(200)
    phone = words(40)
    email = serializers.EmailField(max_length=200, allow_blank=True, required=False)


class BroughtOrderInput(Input):
    """The order as it is written; what may be told under it is for a person to say."""

    kind = Code(Mandate.Kind.choices)
    number = words(60)
    issued_on = Day(required=False, allow_null=True)
    amount = serializers.IntegerField(min_value=1, max_value=1000, required=False, allow_null=True)
    due_on = Day(required=False, allow_null=True)
    conditions = words(2000)


class DoorInput(Input):
    """`call_back` is a safe way in words; `safe` and `hours` hold for the phone and the e-mail sent along."""

    call_back = words(300)
    safe = serializers.ListField(
        child=Code([(code, code) for code in RULES]), max_length=len(RULES), required=False
    )
    hours = words(120)
    language = words(60)
    referrer = One(Referrer, required=False)
    office = OfficeInput(required=False)
    order = BroughtOrderInput(required=False)
    danger = words(1000)

    def validate(self, sent: dict) -> dict:
        if "referrer" in sent and "office" in sent:
            sentence = _("Name an office we know by its id, or a new one, not both.")
            raise serializers.ValidationError({"office": [sentence]})
        return super().validate(sent)


@dataclass
class Brought:
    """What was sent besides the columns of a list, sorted by where it belongs."""

    rule: dict[str, Any]
    order: dict[str, Any] | None
    danger: str
    referral: dict[str, Any] = field(default_factory=dict)


def brought_in(sent: dict, *, by, at) -> Brought:
    """Takes it out of what was sent; an office that is new is written down."""
    safe, hours = sent.pop("safe", []), sent.pop("hours", "")
    rule: dict[str, Any] = {RULES[code]: True for code in safe}
    if rule:
        rule |= {"may_contact": True, "hours": hours, "confirmed_on": by.desk.on}
    office = sent.pop("office", None)
    referrer = referrers.make(by=by, at=at, **office) if office else sent.pop("referrer", None)
    return Brought(
        rule=rule,
        order=sent.pop("order", None),
        danger=sent.pop("danger", ""),
        referral={
            "referrer": referrer,
            "channel": Channel.API,
            "call_back": sent.pop("call_back", ""),
        },
    )
