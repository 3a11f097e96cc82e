"""What came in from outside and nobody has read yet: a man late last night, and a lawyer this morning."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from referrals.actions import arrivals, front_desks
from referrals.models import Arrival
from reports.demo.story import House

HE_WROTE = {
    "reach": "416 555 0137",
    "safe": "call",
    "when": "weekdays after 6 pm",
    "name": "Stefan",
    "what": "My wife moved out on Saturday. I shouted, the kids saw it. I do not want to be that man.",
    "how": "own",
}
A_LAWYER_WROTE = {
    "kind": "his_counsel",
    "your_name": "Noor Haddad",
    "office": "Haddad and Pell",
    "phone": "416 555 0142",
    "email": "office@haddad-pell.example",
    "first_name": "Curtis",
    "last_name": "Boyle",
    "reach": "416 555 0173",
    "knows": "yes",
    "what": "He would like to begin before the hearing, if there is a place.",
    "order_kind": "family",
    "order_number": "FC-2210-44",
    "amount": "16",
    "report_to": "Family court, registry",
    "report_what": "Whether he was accepted",
}


def fill(house: House, *, at: datetime) -> None:
    """Through the very actions of the doors, with a front desk that says its number and its hours."""
    if house.service.slug != "demo":
        return
    front_desks.keep(
        version=0,
        phone="555-0101",
        crisis_numbers=house.service.crisis_line,
        read_within_hours=24,
        by=house.staff["director"],
        at=at - timedelta(days=30),
    )
    late = {"service": house.service, "at": at - timedelta(hours=11)}
    arrivals.leave(door=Arrival.Door.ME, said=HE_WROTE, **late)
    early = {"service": house.service, "at": at - timedelta(hours=2)}
    arrivals.leave(door=Arrival.Door.LEGAL, said=A_LAWYER_WROTE, receipt=secrets.token_urlsafe(32), **early)
