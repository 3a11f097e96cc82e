"""A program sends what the doors outside take: how he is reached, who refers, the order, a word of danger."""

from __future__ import annotations

import pytest

from referrals.models import Mandate, Referral, Referrer, SafetyLine
from services.models import Client, ContactRule

SENT = {
    "first_name": "Sam",
    "source": "legal_counsel",
    "phone": "416 555 0142",
    "call_back": "after his shift",
    "safe": ["call", "message"],
    "hours": "after 6 pm",
    "language": "Tamil",
    "office": {"kind": "his_counsel", "name": "Ada Lind", "phone": "416 555 0100"},
    "order": {"kind": "family", "number": "FC-221", "amount": 16, "due_on": "2026-09-01"},
    "danger": "He said he will go to her house.",
}


@pytest.fixture
def ines(cast, api):
    return api(cast.ines)


def test_a_referral_brings_what_a_door_takes(cast, ines):
    answer = ines.post("referrals", body=SENT)
    assert answer.status_code == 201
    referral = Referral.objects.get()
    assert (referral.channel, referral.call_back) == ("api", "after his shift")
    assert ines.get("referrals", referral.pk).json()["channel"] == "api"
    rule, order = ContactRule.objects.get(), Mandate.objects.get()
    assert (rule.may_contact, rule.may_leave_message, rule.may_say_who) == (True, True, False)
    assert (order.number, order.amount, order.authority) == ("FC-221", 16, "none")
    assert order.reports_to == referral.referrer == Referrer.objects.get(name="Ada Lind", verified_at=None)
    assert SafetyLine.objects.get().words == "He said he will go to her house."
    assert Client.objects.get(first_name="Sam").language == "Tamil"


def test_without_a_name_a_way_to_reach_him_is_owed(cast, ines):
    nameless = {"source": "self", "call_back": "message through his sister"}
    assert ines.post("referrals", body=nameless).status_code == 201
    assert ines.post("referrals", body={"source": "self"}).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"safe": ["shout"]}, "safe.0"),
        ({"office": {"kind": "his_counsel"}}, "office.name"),
        ({"order": {"kind": "family", "amount": 0}}, "order.amount"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_kept(cast, ines, wrong, field):
    answer = ines.post("referrals", body=SENT | wrong)
    assert answer.status_code == 422
    assert field in answer.json()["fields"]
    assert not Referrer.objects.exists()
    assert not Referral.objects.exists()


def test_an_order_that_ends_before_it_began_leaves_nothing_behind(cast, ines):
    order = SENT["order"] | {"issued_on": "2026-10-01"}
    men = Client.objects.count()
    assert ines.post("referrals", body=SENT | {"order": order}).status_code == 422
    assert (Client.objects.count(), Referrer.objects.count()) == (men, 0)
