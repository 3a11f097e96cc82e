"""What somebody wrote at a door, read: line by line for people, and as what a referral is made of."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from referrals.models import Arrival, Mandate, Referrer
from referrals.models.referral import Channel, Pressure, Source
from referrals.questions.front_desks import front_desk_of
from referrals.questions.men_alike import men_alike
from services.actions.clients import check_address, normalize_phone
from services.errors import NotAcceptable
from services.models import Client, ContactRule, Service, Staff

# Why he writes, in his words, as source and pressure.
HOW = {
    "own": (Source.SELF, Pressure.OWN_CHOICE),
    "close": (Source.PARTNER, ""),
    "lawyer": (Source.LEGAL_COUNSEL, Pressure.ADVISED),
    "court": (Source.COURT, Pressure.ORDERED),
}
FROM_OFFICE = {
    Referrer.Kind.HIS_COUNSEL: Source.LEGAL_COUNSEL,
    Referrer.Kind.OTHER_COUNSEL: Source.LEGAL_COUNSEL,
    Referrer.Kind.COURT: Source.COURT,
}
RULES = {"call": "may_contact", "message": "may_leave_message", "say_who": "may_say_who"}
DAYS = ("date_of_birth", "issued_on", "due_on", "report_by")


@dataclass
class Letter:
    """What an arrival comes to: the man, how to reach him, his referral, and of an office who it is and its order."""

    person: dict[str, Any]
    contacts: list[tuple[str, str]]
    rule: dict[str, Any]
    referral: dict[str, Any]
    referrer: dict[str, Any] = field(default_factory=dict)
    order: dict[str, Any] = field(default_factory=dict)
    danger: str = ""

    @property
    def name(self) -> str:
        return f"{self.person.get('first_name', '')} {self.person.get('last_name', '')}".strip()


def said_in(arrival: Arrival) -> dict[str, str]:
    return json.loads(arrival.said)


def letter(arrival: Arrival, *, country: str) -> Letter:
    """The arrival as the rest of the house knows such things; what fits nowhere stays in it, and is read there."""
    said = said_in(arrival)
    made = _from_him(said) if arrival.door == Arrival.Door.ME else _from_an_office(said)
    made.contacts = _contacts(said.get("reach", ""), country=country)
    made.referral |= {"channel": Channel.WEB, "call_back": _call_back(said)}
    return made


def alike(staff: Staff, made: Letter) -> list[Client]:
    """Men who may be the one somebody wrote about."""
    phones = [value for kind, value in made.contacts if kind == ContactRule.Kind.PHONE]
    return men_alike(staff, made.person, phone=phones[0] if phones else "")


def to_be_read_before(service: Service, *, at: datetime) -> datetime:
    """Whoever wrote before this moment was told that somebody would have read it by now."""
    return at - timedelta(hours=front_desk_of(service).read_within_hours)


def shown_day(text: str) -> str:
    day = parse_date(text)
    return date_format(day, "j F Y") if day else text


def _from_him(said: dict[str, str]) -> Letter:
    first, _blank, last = said.get("name", "").strip().partition(" ")
    source, pressure = HOW.get(said.get("how", ""), (Source.SELF, ""))
    rule: dict[str, Any] = {RULES[word]: True for word in said.get("safe", "").split() if word in RULES}
    # Nobody leaves a message without calling.
    rule = (
        rule | ({"may_contact": True} if rule else {}) | ({"hours": said["when"]} if "when" in said else {})
    )
    person = {"first_name": first, "last_name": last.strip(), "language": said.get("language", "")}
    return Letter(person=person, contacts=[], rule=rule, referral={"source": source, "pressure": pressure})


def _from_an_office(said: dict[str, str]) -> Letter:
    days = {name: _day(said, name) for name in DAYS}
    names = {name: said.get(name, "") for name in ("first_name", "last_name")}
    amount = int(said["amount"]) if "amount" in said else None
    asks = [name for name in ("order_kind", "order_number", "amount", "issued_on", "due_on") if name in said]
    order = {
        "kind": said.get("order_kind") or Mandate.Kind.OTHER,
        "number": said.get("order_number", ""),
        "issued_on": days["issued_on"],
        "amount": amount,
        "due_on": days["due_on"],
        "conditions": _hears(said),
    }
    referral = {
        "source": FROM_OFFICE.get(Referrer.Kind(said["kind"]), Source.OTHER),
        "pressure": Pressure.ORDERED if asks else "",
        "order_number": said.get("order_number", ""),
        "required_sessions": amount,
        "reports_to": said.get("report_to", ""),
    }
    return Letter(
        person=names | {"date_of_birth": days["date_of_birth"]},
        contacts=[],
        rule={},
        referral=referral,
        referrer={
            "kind": said["kind"],
            "name": said["your_name"],
            "organization": said.get("office", ""),
            "phone": said.get("phone", ""),
            "email": said.get("email", ""),
        },
        order=order if asks else {},
        danger=said.get("danger", ""),
    )


def _hears(said: dict[str, str]) -> str:
    """What, and by when. Who hears it stands with the door: whoever runs his group reads the order and not that."""
    told = [said.get("report_what", "")]
    if "report_by" in said:
        told.append(shown_day(said["report_by"]))
    return "; ".join(text for text in told if text)


def _day(said: dict[str, str], name: str) -> date | None:
    return parse_date(said[name]) if name in said else None


def _call_back(said: dict[str, str]) -> str:
    return "; ".join(said[name] for name in ("reach", "when") if name in said)


def _contacts(reach: str, *, country: str) -> list[tuple[str, str]]:
    """The number or address he wrote, where it is one; words alone stay words."""
    try:
        return [(ContactRule.Kind.PHONE, normalize_phone(reach, country=country))] if reach else []
    except NotAcceptable:
        try:
            return [(ContactRule.Kind.EMAIL, check_address(reach))]
        except NotAcceptable:
            return []
