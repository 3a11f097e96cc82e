"""Three invented callers of the demo: one waits since today, one for too long, one agreed to be connected."""

from __future__ import annotations

from datetime import datetime, timedelta

from partners.actions import contacts, enquiries, ties
from partners.models import Enquiry
from programs.models import Enrollment
from services.models import Client
from services.wall import acting_as

TODAY = {
    "relation": "partner",
    "her_name": "Inès Caron",
    "contact": "613-555-0151",
    "may_contact": True,
    "contact_when": "Weekdays until 3 pm, never in the evening",
    "contact_who_else": "He sometimes picks it up at home",
    "said": "He sits in the car for an hour before he comes in. He said last night that everything is over anyway, "
    "then laughed. The children are quiet around him. Would like to know what to say when he is like that.",
    "asked_for": ["raise_it", "talk"],
    "asked_words": "How do I say it without starting a fight?",
    "his_name": "Luc",
}
TOO_LONG = {
    "relation": "parent",
    "her_name": "Mrs. Adeyemi",
    "contact": "Through the parish office, 613-555-0163: ask for a call back about the choir",
    "may_contact": True,
    "may_leave_message": True,
    "said": "Her son moved back in after the separation and does not leave his room. She paid his lawyer. She asks "
    "whether there is a group for him, and whether we can ring him. Told her that he calls himself.",
    "asked_for": ["about_us"],
}
CONNECTED = {
    "relation": "former_partner",
    "her_name": "Dana",
    "contact": "613-555-0178",
    "may_contact": True,
    "may_say_who": True,
    "contact_when": "Any day before noon",
    "said": "They share a daughter, every second weekend. Wants to know whether he really goes, as he says he does.",
    "asked_for": ["about_us", "safety"],
    "asked_words": "I only want to know if he stops going.",
}


def tell(house, *, at: datetime) -> None:
    """Called by whoever builds the demo (DEMO_ALSO); a service without a partner worker has no callers."""
    worker = house.staff.get("partner_worker")
    if worker is None:
        return
    earlier = at - timedelta(weeks=3)
    with acting_as(service=house.service.pk, person=house.staff["intake"].pk, roles=["intake"]):
        man = _somebody_in_a_group(house)
        _call(house, TODAY, at=at - timedelta(hours=3))
        _call(house, TOO_LONG, at=at - timedelta(days=2, hours=4))
        born = man.date_of_birth if man else None
        his = {"his_name": man.full_name, "his_birth": born.isoformat()} if man and born else {}
        _call(house, CONNECTED | his, at=earlier)
    with acting_as(service=house.service.pk, person=worker.pk, roles=["partner_worker"]):
        _answer(worker, man, at=earlier + timedelta(hours=5))


def _somebody_in_a_group(house) -> Client | None:
    places = Enrollment.objects.filter(service=house.service, client__date_of_birth__isnull=False).open()
    place = places.select_related("client").order_by("started_on", "client__reference").first()
    return place.client if place else None


def _call(house, told: dict, *, at: datetime) -> None:
    enquiries.write_down(
        service=house.service, door=Enquiry.Door.CALL, by=house.staff["intake"], at=at, **told
    )


def _answer(worker, man: Client | None, *, at: datetime) -> None:
    enquiry = Enquiry.objects.visible_to(worker).get(relation=CONNECTED["relation"])
    act = {"by": worker, "at": at}
    contacts.note(
        enquiry=enquiry, channel="call", result="spoke", words="Alone, calm. Feels safe at the moment.", **act
    )
    enquiries.offer(
        enquiry=enquiry, options=["safety_plan", "talk_again"], options_words="Once a month, mornings.", **act
    )
    if man:
        ties.connect(
            enquiry=enquiry, man_id=man.pk, agreed_on=at.date(), agreed_how="on_the_phone",
            agreed_words="That I look whether he is here. I say nothing to him.", **act,
        )  # fmt: skip
